import { create } from 'zustand';
import { type Batch, startBatch } from '../cells/batch.ts';
import { missingCells, resultsOfCells } from '../cells/runner.ts';
import { browserStore } from '../cells/store.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { type CellResult, cellsOf, type Sweep } from './sweep.ts';

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

let batch: Batch | null = null;

/** The sweep that is shown. It goes on while the network is edited, until another one is looked at. */
export const useSweep = create<SweepState>()((set, get) => {
  const end = (): void => {
    batch?.end();
    batch = null;
  };

  const statusOf = (done: number, total: number): SweepStatus =>
    done === 0 ? 'ready' : done < total ? 'paused' : 'finished';

  const load = async (sweep: Sweep, fingerprint: string): Promise<void> => {
    const kept = await browserStore.load(fingerprint).catch(() => []);
    if (fingerprint !== get().fingerprint || get().status !== 'loading') return;
    const results = resultsOfCells(sweep, kept);
    set({ results, status: statusOf(results.length, get().total) });
  };

  const advance = (sweep: Sweep, fingerprint: string): void => {
    end();
    const { results: known, total } = get();
    batch = startBatch({
      tasks: missingCells(sweep, fingerprint, known),
      store: browserStore,
      everyMs: publishMs(total),
      onProgress: ({ finished, leftMs, perSecond }) =>
        set({ results: [...known, ...finished.map(({ result }) => result)], leftMs, perSecond }),
      onEnd: () => set({ status: statusOf(get().results.length, total), leftMs: null }),
    });
    set({ status: 'running', workers: batch.workers, leftMs: null, perSecond: null });
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
      advance(sweep, fingerprint);
    },

    pause() {
      if (get().status !== 'running') return;
      batch?.pause();
      set({ status: 'pausing' });
    },

    cancel() {
      const { fingerprint } = get();
      end();
      set({ results: [], status: 'ready', leftMs: null, perSecond: null });
      if (fingerprint !== null) void browserStore.clear(fingerprint).catch(() => undefined);
    },
  };
});
