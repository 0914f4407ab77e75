import { compile } from '../../../src/compile/index.ts';
import type { EngineConfig, Integrator } from '../../../src/contract/index.ts';
import { emptyNetwork, type NetworkDocument } from '../../../src/document/schema.ts';
import { createEngine } from '../../../src/engine/index.ts';
import { findNeuron } from '../../../src/library/neurons/index.ts';
import type { ParameterSet } from '../../../src/library/types.ts';
import { Recordings } from '../../../src/session/recordings.ts';

type Texts = Readonly<Record<string, string>>;

export interface Experiment {
  readonly model: string;
  readonly parameters?: Texts;
  readonly initial?: Texts;
  readonly integrator?: 'default' | Integrator;
  readonly stimuli?: readonly { readonly model: string; readonly parameters: Texts }[];
  readonly durationMs: number;
  readonly dtMs: number;
}

export interface Outcome {
  readonly spikesMs: readonly number[];
  /** Each state at every step's start. */
  readonly traces: Readonly<Record<string, Float64Array>>;
}

/** A current that is there from the first step to the last. */
export function constantCurrent(picoamperes: number): NonNullable<Experiment['stimuli']> {
  return [{ model: 'step', parameters: { amplitude: `${picoamperes} pA`, onset: '0 ms' } }];
}

/** What the set says of itself, under its protocol's input. */
export function protocolOf(model: string, { parameters, initial, integrator, protocol }: ParameterSet): Experiment {
  if (protocol === undefined) throw new Error('the set has no protocol');
  return {
    model,
    parameters,
    initial: initial ?? {},
    integrator: integrator ?? 'default',
    stimuli: protocol.stimuli,
    durationMs: Number.parseFloat(protocol.duration),
    dtMs: Number.parseFloat(protocol.dt),
  };
}

export function setOf(model: string, name: string): ParameterSet {
  const set = findNeuron(model)?.sets.find((candidate) => candidate.name === name);
  if (set === undefined) throw new Error(`${model} has no set ${name}`);
  return set;
}

export function networkOf(experiment: Experiment): NetworkDocument {
  const position = { x: 0, y: 0 };
  const stimuli = experiment.stimuli ?? [];
  return {
    ...emptyNetwork(),
    run: { ...emptyNetwork().run, duration: `${experiment.durationMs} ms`, dt: `${experiment.dtMs} ms`, from: '0 ms' },
    nodes: [
      {
        id: 'P',
        name: 'P',
        kind: 'population',
        position,
        model: experiment.model,
        size: 1,
        parameters: { ...experiment.parameters },
        initial: { ...experiment.initial },
        integrator: experiment.integrator ?? 'default',
      },
      ...stimuli.map(({ model, parameters }, k) => ({
        id: `S${k}`,
        name: `S${k}`,
        kind: 'stimulus' as const,
        position,
        model,
        parameters: { ...parameters },
        enabled: true,
      })),
    ],
    edges: stimuli.map((_, k) => ({ id: `E${k}`, kind: 'injection', source: `S${k}`, target: 'P', scale: 1 })),
  };
}

/** One neuron through compiler and engine; a problem, or a state that is no longer finite, fails the test. */
export async function run(experiment: Experiment): Promise<Outcome> {
  const { config: compiled, problems } = compile(networkOf(experiment));
  if (compiled === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const states = compiled.groups[0]?.states ?? [];
  const elements = Int32Array.of(0);
  const config: EngineConfig = {
    ...compiled,
    recorders: [
      { kind: 'spikes', of: { of: 'group', index: 0 } },
      ...states.map((_, index) => ({
        kind: 'trace' as const,
        group: 0,
        of: 'state' as const,
        index,
        elements,
        everySteps: 1,
      })),
    ],
  };
  const engine = await createEngine(config);
  const recordings = new Recordings(config);
  recordings.append(engine.advance(Math.round(experiment.durationMs / experiment.dtMs)));
  engine.dispose();
  const traces = Object.fromEntries(states.map(({ name }, k) => [name, recordings.trace(k + 1).row(0)]));
  const broken = Object.entries(traces).find(([, values]) => !values.every(Number.isFinite));
  if (broken !== undefined) throw new Error(`${broken[0]} is no longer finite`);
  return { spikesMs: [...recordings.spikes(0).steps].map((step) => step * experiment.dtMs), traces };
}

/** Rate of the second half of the run's intervals, Hz; 0 where there are none. */
export function steadyRateHz(spikesMs: readonly number[]): number {
  const late = spikesMs.slice(Math.floor(spikesMs.length / 2));
  const [first = 0] = late;
  const last = late.at(-1) ?? 0;
  return late.length < 2 ? 0 : (1000 * (late.length - 1)) / (last - first);
}

export function intervals(spikesMs: readonly number[]): number[] {
  return spikesMs.slice(1).map((time, k) => time - (spikesMs[k] ?? 0));
}

/** How often a trace passes a value on its way up. */
export function upstrokes(trace: Float64Array | undefined, value: number): number {
  return trace?.filter((x, k) => k > 0 && x > value && (trace[k - 1] ?? 0) <= value).length ?? 0;
}

/** Standard deviation over mean. */
export function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean;
}
