import { create } from 'zustand';
import { useEditor } from '../../editor/store.ts';
import { type EvaluationPool, evaluationPool } from '../../session/evaluation-pool.ts';
import { cellStore } from '../sweep/cell-store.ts';
import { timeLeftMs } from '../sweep/runner.ts';
import { type Experiment, sameExperiment } from './experiment.ts';
import { missingTasks, type Results, runTasks } from './runner.ts';

/** Memory that the networks of all workers may take together, bytes. */
const BUDGET_BYTES = 4e9;
/** Least time between two looks at what came in, ms. */
const PUBLISH_MS = 200;
export const USUAL_SEEDS = 8;

const store = cellStore('entrain-seeds');

interface SeedsState {
  /** How many seeds are asked for. */
  readonly count: number;
  /** Id of a measure of a population. */
  readonly measure: string;
  /** Id of a population; null: the largest. */
  readonly population: string | null;
  /** What the results are of; null: nothing was run. */
  readonly experiment: Experiment | null;
  readonly results: Results;
  readonly running: boolean;
  /** Of what is run now. */
  readonly done: number;
  readonly total: number;
  readonly leftMs: number | null;
  /** Takes up what is kept of an experiment, where all of it is; what is shown of another one stays until then. */
  look(experiment: Experiment): void;
  run(experiment: Experiment): void;
  /** Ends at once; what is done is kept. */
  cancel(): void;
}

let pool: EvaluationPool | null = null;
/** Grows with every start and end: what an older run still sends is dropped. */
let generation = 0;

async function kept(experiment: Experiment): Promise<Results> {
  const found = experiment.arms.map(async ({ fingerprint }) => [fingerprint, await store.load(fingerprint)] as const);
  return Object.fromEntries(await Promise.all(found));
}

/** The configurations of an experiment run over seeds, on all cores. */
export const useSeeds = create<SeedsState>()((set, get) => {
  const end = (): void => {
    generation += 1;
    pool?.terminate();
    pool = null;
  };

  const advance = async (experiment: Experiment): Promise<void> => {
    end();
    const mine = generation;
    set({ running: true, experiment, done: 0, total: 0, leftMs: null });
    const before = { ...get().results, ...(await kept(experiment).catch(() => ({}))) };
    if (mine !== generation) return;
    // A run that failed is tried again.
    let results: Results = Object.fromEntries(
      Object.entries(before).map(([key, own]) => [key, own.filter(({ fault }) => fault === null)]),
    );
    const tasks = missingTasks(experiment, results);
    const size = Math.min(Math.max(1, navigator.hardwareConcurrency), Math.max(1, tasks.length));
    const own = evaluationPool(size);
    pool = own;
    const wallMs: number[] = [];
    let done = 0;
    let shownAt = 0;
    const publish = (): void => {
      shownAt = performance.now();
      set({ results, done, leftMs: timeLeftMs(tasks.length - done, size, wallMs) });
    };
    set({ results, total: tasks.length });
    await runTasks({
      tasks,
      pool: own,
      store,
      budgetBytes: BUDGET_BYTES,
      stopped: () => mine !== generation,
      onResult: (fingerprint, result, took) => {
        if (mine !== generation) return;
        if (took !== null) wallMs.push(took);
        done += 1;
        results = { ...results, [fingerprint]: [...(results[fingerprint] ?? []), result] };
        if (performance.now() - shownAt > PUBLISH_MS) publish();
      },
    });
    if (mine !== generation) return;
    publish();
    end();
    set({ running: false, leftMs: null });
  };

  return {
    count: USUAL_SEEDS,
    measure: 'chi',
    population: null,
    experiment: null,
    results: {},
    running: false,
    done: 0,
    total: 0,
    leftMs: null,

    look(experiment) {
      const { running, experiment: shown } = get();
      if (running || (shown !== null && sameExperiment(shown, experiment))) return;
      const mine = generation;
      void kept(experiment)
        .then((found) => {
          if (mine !== generation || get().running) return;
          const results = { ...get().results, ...found };
          if (missingTasks(experiment, results).length === 0) set({ experiment, results });
        })
        .catch(() => undefined);
    },

    run(experiment) {
      void advance(experiment);
    },

    cancel() {
      end();
      set({ running: false, leftMs: null });
    },
  };
});

useEditor.subscribe((state, previous) => {
  if (state.base === previous.base || state.past.length > 0 || state.future.length > 0) return;
  // Another file: what ran before is not of it.
  useSeeds.getState().cancel();
  useSeeds.setState({ experiment: null, results: {}, population: null });
});
