import { create } from 'zustand';
import { type EvaluationPool, evaluationPool } from '../../session/evaluation-pool.ts';
import { browserStore } from './cell-store.ts';
import { fingerprintOf } from './fingerprint.ts';
import { resultsOfCells, runMissing, timeLeftMs } from './runner.ts';
import { type CellResult, cellsOf, type Sweep } from './sweep.ts';

/** Memory that the networks of all workers may take together, bytes. */
const BUDGET_BYTES = 4e9;
/** Least time between two looks at what came in, ms: tables and intervals of so many cells are computed at each. */
const publishMs = (cells: number): number => Math.max(120, cells / 8);

export type SweepStatus = 'loading' | 'ready' | 'running' | 'pausing' | 'paused' | 'finished';

interface SweepState {
  readonly sweep: Sweep | null;
  readonly fingerprint: string | null;
  readonly status: SweepStatus;
  readonly results: readonly CellResult[];
  readonly total: number;
  readonly workers: number;
  /** Time that the cells left will take; null: not known yet. */
  readonly leftMs: number | null;
  /** Runs a second, since the last start or resumption. */
  readonly perSecond: number | null;
  /** Shows a sweep, with what is kept of it. What another one has under way ends; its finished cells are kept. */
  look(sweep: Sweep | null): void;
  run(): void;
  /** Ends after the runs under way. */
  pause(): void;
  /** Ends at once, and forgets the results. */
  cancel(): void;
}

let pool: EvaluationPool | null = null;
/** Grows with every other sweep, and with every end of a run: what an older one still sends is dropped. */
let generation = 0;

/** The sweep that is shown. It goes on while the network is edited, until another one is looked at. */
export const useSweep = create<SweepState>()((set, get) => {
  const end = (): void => {
    generation += 1;
    pool?.terminate();
    pool = null;
  };

  const statusOf = (done: number, total: number): SweepStatus =>
    done === 0 ? 'ready' : done < total ? 'paused' : 'finished';

  const load = async (sweep: Sweep, fingerprint: string): Promise<void> => {
    const mine = generation;
    const kept = await browserStore.load(fingerprint).catch(() => []);
    if (mine !== generation) return;
    const results = resultsOfCells(sweep, kept);
    set({ results, status: statusOf(results.length, get().total) });
  };

  const advance = async (sweep: Sweep, fingerprint: string): Promise<void> => {
    end();
    const mine = generation;
    const known = get().results;
    const { total } = get();
    const size = Math.min(Math.max(1, navigator.hardwareConcurrency), Math.max(1, total - known.length));
    const own = evaluationPool(size);
    pool = own;
    const wallMs: number[] = [];
    let results = known;
    let shownAt = 0;
    const startedAt = performance.now();
    const publish = (): void => {
      shownAt = performance.now();
      const seconds = (shownAt - startedAt) / 1000;
      set({
        results,
        leftMs: timeLeftMs(total - results.length, size, wallMs),
        perSecond: results.length > known.length ? (results.length - known.length) / seconds : null,
      });
    };
    set({ status: 'running', workers: size, leftMs: null, perSecond: null });
    await runMissing({
      sweep,
      fingerprint,
      known,
      pool: own,
      store: browserStore,
      budgetBytes: BUDGET_BYTES,
      stopped: () => mine !== generation || get().status === 'pausing',
      onResult: (result, took) => {
        if (mine !== generation) return;
        if (took !== null) wallMs.push(took);
        results = [...results, result];
        if (performance.now() - shownAt > publishMs(total)) publish();
      },
    });
    own.terminate();
    if (mine !== generation) return;
    publish();
    end();
    set({ status: statusOf(results.length, total), leftMs: null });
  };

  return {
    sweep: null,
    fingerprint: null,
    status: 'ready',
    results: [],
    total: 0,
    workers: 1,
    leftMs: null,
    perSecond: null,

    look(sweep) {
      const fingerprint = sweep === null ? null : fingerprintOf(sweep);
      if (fingerprint !== null && fingerprint === get().fingerprint) return set({ sweep });
      end();
      const total = sweep === null ? 0 : cellsOf(sweep).length;
      set({ sweep, fingerprint, total, results: [], status: 'loading', leftMs: null, perSecond: null });
      if (sweep === null || fingerprint === null) return set({ status: 'ready' });
      void load(sweep, fingerprint);
    },

    run() {
      const { sweep, fingerprint, status } = get();
      if (sweep === null || fingerprint === null || (status !== 'ready' && status !== 'paused')) return;
      void advance(sweep, fingerprint);
    },

    pause() {
      if (get().status === 'running') set({ status: 'pausing' });
    },

    cancel() {
      const { fingerprint } = get();
      end();
      set({ results: [], status: 'ready', leftMs: null, perSecond: null });
      if (fingerprint !== null) void browserStore.clear(fingerprint).catch(() => undefined);
    },
  };
});
