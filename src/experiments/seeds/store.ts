import { create } from 'zustand';
import { type Batch, startBatch } from '../cells/batch.ts';
import { cellStore } from '../cells/store.ts';
import { type Experiment, sameExperiment } from './experiment.ts';
import { missingTasks, type Results, withResults } from './results.ts';

/** Least time between two looks at what came in, ms. */
const PUBLISH_MS = 200;
const USUAL_SEEDS = 8;

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
  /** Ends at once, and shows no results: what ran is not of the network any more. */
  forget(): void;
}

let batch: Batch | null = null;
/** Ends what is asked of the store for a run that is about to begin. */
let asking = new AbortController();

async function kept(experiment: Experiment): Promise<Results> {
  const kept = experiment.arms.map(async ({ fingerprint }) => [fingerprint, await store.load(fingerprint)] as const);
  return Object.fromEntries(await Promise.all(kept));
}

/** The configurations of an experiment run over seeds, on all cores. */
export const useSeeds = create<SeedsState>()((set, get) => {
  const end = (): void => {
    asking.abort();
    asking = new AbortController();
    batch?.end();
    batch = null;
  };

  const advance = async (experiment: Experiment): Promise<void> => {
    end();
    const { signal } = asking;
    set({ running: true, experiment, done: 0, total: 0, leftMs: null });
    const before = { ...get().results, ...(await kept(experiment).catch(() => ({}))) };
    if (signal.aborted) return;
    // A run that failed is tried again.
    const results: Results = Object.fromEntries(
      Object.entries(before).map(([key, cells]) => [key, cells.filter(({ fault }) => fault === null)]),
    );
    const tasks = missingTasks(experiment, results);
    set({ results, total: tasks.length });
    batch = startBatch({
      tasks,
      store,
      everyMs: PUBLISH_MS,
      onProgress: ({ finished, leftMs }) =>
        set({ results: withResults(results, finished), done: finished.length, leftMs }),
      onEnd: () => set({ running: false, leftMs: null }),
    });
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
      const { signal } = asking;
      void kept(experiment)
        .then((kept) => {
          if (signal.aborted || get().running) return;
          const results = { ...get().results, ...kept };
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

    forget() {
      get().cancel();
      set({ experiment: null, results: {}, population: null });
    },
  };
});
