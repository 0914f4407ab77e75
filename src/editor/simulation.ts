import { create } from 'zustand';
import type { WeightList } from '../contract/index.ts';
import { compiledOf, configurations, type Place, placesOf } from '../experiments/simulation/configurations.ts';
import type { Archive, KeptRun } from '../experiments/simulation/kept.ts';
import { RunMachine } from '../experiments/simulation/machine.ts';
import { buildIn } from '../experiments/simulation/member.ts';
import type { Asked } from '../experiments/simulation/poking.ts';
import { NOTHING_RUNS, type RunState } from '../experiments/simulation/run-state.ts';
import { lookAt } from '../plots/looked-at.ts';
import { zoomTimes } from '../plots/times.ts';
import type { Versions } from '../plots/types.ts';
import { onAnswer } from '../plots/use-answers.ts';
import { createWorkerSession } from '../session/client.ts';
import { privateSpill } from '../session/spill-client.ts';
import { compared, useComparison } from './comparison.ts';
import { useEditor } from './store.ts';

export type Mode = 'edit' | 'compare' | 'sweep';

interface SimulationState extends RunState {
  readonly mode: Mode;
  run(): void;
  /** While it is being built: ends that. */
  pause(): void;
  resume(): void;
  /** 1 ms of model time. */
  stepOnce(): void;
  reset(): void;
  /** Until it is stopped, or for the duration: begins, resumes, or lets what runs go on to that end. */
  runOn(unbounded: boolean): void;
  /** Runs on from an earlier time, ms, with what the network is now; what was recorded since is cut. */
  runOnFrom(timeMs: number): void;
  /** Simulated time by wall time that a run does not exceed; null: as fast as it can be. */
  setLimit(limit: number | null): void;
  /** Pokes a population of what runs or is paused; resolves when that is said of the runs. */
  poke(asked: Asked): Promise<void>;
  /** A run is paused; what has run of what the mode shows is there again. */
  setMode(mode: Mode): void;
  /** Another network is to be opened: resolves when what ran of this one is kept. */
  leave(): Promise<void>;
  /** Brings back runs of the open network that were kept. */
  restore(kept: readonly KeptRun[]): Promise<void>;
  /** Weights of a plastic edge in the first network that runs, as they are now; null where none runs with it. */
  readWeights(edge: string): Promise<WeightList | null>;
}

/** The simulation of the open network: one state for the run controls, the canvas and the probes. */
export const useSimulation = create<SimulationState>()((set, get) => ({
  ...NOTHING_RUNS,
  mode: 'edit',
  run: () => machine.run(),
  pause: () => machine.pause(),
  resume: () => machine.resume(),
  stepOnce: () => machine.stepOnce(),
  reset: () => machine.reset(),
  runOn(unbounded) {
    // Who lets it run on wants to see what comes.
    if (unbounded) zoomTimes(null);
    machine.runOn(unbounded);
  },
  runOnFrom: (timeMs) => void machine.runOnFrom(timeMs),
  setLimit: (limit) => void machine.setLimit(limit),
  poke: (asked) => machine.poke(asked),
  readWeights: (edge) => machine.readWeights(edge),
  setMode(mode) {
    if (mode === get().mode) return;
    set({ mode });
    lookAt(null);
    void machine.look();
  },
  leave: () => machine.leave(),
  restore(kept) {
    const ids = kept.find(({ head }) => head.rest === null)?.head.batch.ids;
    // What was under way is looked at where it can go on.
    if (ids !== undefined && (ids.length !== 1 || ids[0] !== null)) {
      useComparison.getState().only(ids);
      set({ mode: 'compare' });
    }
    return machine.restore(kept);
  },
}));

/** Versions of the recordings. They come with each chunk, and would have each probe rendered so often if its view subscribed to them. */
export const versions: Versions = {
  latest: () => useSimulation.getState().version,
  subscribe: (listener) =>
    useSimulation.subscribe((state, previous) => {
      if (state.version !== previous.version) listener();
    }),
};

/** Of probes that draw what the analysis answers. */
export const NO_VERSIONS: Versions = { latest: () => 0, subscribe: () => () => undefined };

/** Where runs of the open network are kept beyond the page: the application says it. */
let archive: Archive | null = null;

export function keepRunsIn(next: Archive | null): void {
  archive = next;
}

/** What is compared, where the mode compares. */
const comparedNow = () => (useSimulation.getState().mode === 'compare' ? compared(useEditor.getState().base) : null);

const machine = new RunMachine({
  places: (): readonly Place[] => placesOf(useEditor.getState().base, comparedNow()),
  compiled: () => compiledOf(useEditor.getState().base, comparedNow()),
  configurations: () => configurations(useEditor.getState().base, comparedNow()),
  build: buildIn(createWorkerSession),
  onFrame: (callback) => void requestAnimationFrame(callback),
  onChange: (changes) => {
    useSimulation.setState(changes);
    // What runs is shown as it goes on; where nothing has run there is no past.
    if (changes.status === 'running' || changes.runs?.length === 0) lookAt(null);
  },
  archive: () => archive,
  spill: privateSpill(),
  now: Date.now,
  cores: globalThis.navigator?.hardwareConcurrency ?? 1,
});

onAnswer(() => machine.readClock());

useEditor.subscribe((state, previous) => {
  // What ran before is not of another document.
  if (state.opened !== previous.opened) {
    machine.clear();
    zoomTimes(null);
    lookAt(null);
  } else if (state.base !== previous.base) machine.follow();
});

useComparison.subscribe((state, previous) => {
  if (state.checks !== previous.checks) machine.follow();
});
