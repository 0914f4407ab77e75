import { create } from 'zustand';
import type { WeightList } from '../contract/index.ts';
import { configurations } from '../experiments/simulation/configurations.ts';
import { RunMachine } from '../experiments/simulation/machine.ts';
import { buildIn } from '../experiments/simulation/member.ts';
import { NOTHING_RUNS, type RunState } from '../experiments/simulation/run-state.ts';
import { zoomTimes } from '../plots/times.ts';
import { onAnswer } from '../plots/use-answers.ts';
import { createWorkerSession } from '../session/client.ts';
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
  /** Simulated time by wall time that a run does not exceed; null: as fast as it can be. */
  setLimit(limit: number | null): void;
  setMode(mode: Mode): void;
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
  setLimit: (limit) => void machine.setLimit(limit),
  readWeights: (edge) => machine.readWeights(edge),
  setMode(mode) {
    if (mode === get().mode) return;
    machine.reset();
    set({ mode });
  },
}));

const machine = new RunMachine({
  configurations: () => {
    const { base } = useEditor.getState();
    return configurations(base, useSimulation.getState().mode === 'compare' ? compared(base) : null);
  },
  build: buildIn(createWorkerSession),
  onFrame: (callback) => void requestAnimationFrame(callback),
  onChange: (changes) => useSimulation.setState(changes),
  cores: globalThis.navigator?.hardwareConcurrency ?? 1,
});

onAnswer(() => machine.readClock());

useEditor.subscribe((state, previous) => {
  // What ran before is not of another document.
  if (state.opened !== previous.opened) {
    machine.reset();
    zoomTimes(null);
  } else if (state.base !== previous.base) machine.follow();
});

useComparison.subscribe((state, previous) => {
  if (state.checks !== previous.checks) machine.follow();
});
