import { compile, INJECTED, type NetworkMap } from '../compile/index.ts';
import type { EngineConfig, RecorderConfig } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { budgetBytes } from '../experiments/budget.ts';
import { RunFault, runToEnd, stepsOf } from '../experiments/run.ts';
import { createSession } from '../session/host.ts';
import type { Recordings } from '../session/recordings.ts';

/** What a run gave, in the document's terms. */
export interface Ran {
  readonly map: NetworkMap;
  readonly config: EngineConfig;
  /** Steps at which an element of a population or of a spike stimulus spiked. */
  spikes(id: string): { readonly steps: Int32Array; readonly elements: Int32Array; readonly size: number };
  /** The membrane potential of neuron `element`, with its spikes drawn up to their peak where the model resets them. */
  membrane(id: string, element?: number): Float64Array;
  /** Weights at the end of a plastic edge, by source, then target; internal unit. */
  weights(edge: string): Float64Array;
  /** The input that a population receives from stimuli. */
  input(id: string): Float64Array;
}

/** Samples of a whole run: more than a picture has columns. */
const SAMPLES = 10_000;
/** Neurons of a population whose membrane is kept by default. */
const NEURONS = 3;

/** Says so where a network cannot be compiled, or its states diverge. */
export class NotDrawn extends Error {}

export interface RunOptions {
  /** Less than the network's own. */
  readonly durationMs?: number;
  /** Changes what was compiled; indices stay. */
  readonly alter?: (config: EngineConfig) => EngineConfig;
  /** Neurons of a population whose membrane is kept. */
  readonly neurons?: number;
  /** States may leave all bounds. */
  readonly mayDiverge?: true;
}

/** Compiles a network and runs it; the membranes of a few neurons are kept. */
export async function run(document: NetworkDocument, options: RunOptions = {}): Promise<Ran> {
  const { alter = (config) => config, neurons = NEURONS } = options;
  const { config: made, map, problems } = compile(document);
  if (made === null) throw new NotDrawn(problems.map(({ message }) => message).join(' '));
  const compiled = alter(made);
  const steps = stepsOf({ ...map, durationMs: options.durationMs ?? map.durationMs });
  const spikes = map.populations.map(({ spikes: recorder }) => recorder);
  const kept = spikes.flatMap((recorder) => compiled.recorders[recorder] ?? []);
  const added: RecorderConfig[] = [];
  const everySteps = Math.max(1, Math.floor(steps / SAMPLES));
  const traceOf = (of: 'state' | 'input' | 'output', group: number, index: number, count: number): number =>
    added.push({
      kind: 'trace',
      group,
      of,
      index,
      elements: Int32Array.from({ length: count }, (_, k) => k),
      everySteps,
    }) - 1;
  const traces = new Map<string, { readonly membrane: number; readonly input: number | null }>();
  for (const { id, kind, index, moments } of map.populations) {
    const recorder = moments === null ? undefined : compiled.recorders[moments];
    if (kind !== 'population' || recorder?.kind !== 'moments') continue;
    const { inputs, outputs, size } = compiled.groups[index] ?? { inputs: [], outputs: [], size: 0 };
    const injected = outputs.findIndex(({ name }) => name === INJECTED);
    traces.set(id, {
      membrane: traceOf('state', index, recorder.state, Math.min(size, neurons)),
      input:
        injected >= 0
          ? traceOf('output', index, injected, 1)
          : inputs.length === 0
            ? null
            : traceOf('input', index, 0, 1),
    });
  }
  const config = { ...compiled, recorders: [...kept, ...added] };
  const { recordings, weights } = await advance(config, steps, map, options.mayDiverge);
  const sampled = (recorder: number, row: number): Float64Array =>
    recordings
      .trace(kept.length + recorder)
      .row(row)
      .slice();
  const populationOf = (id: string) => {
    const place = map.populations.findIndex((population) => population.id === id);
    const population = map.populations[place];
    if (population === undefined) throw new NotDrawn(`There is no population ${id}.`);
    const recorder = spikes.indexOf(population.spikes);
    return { population, recorder };
  };
  return {
    map,
    config,
    spikes(id) {
      const { population, recorder } = populationOf(id);
      return { ...recordings.spikes(recorder), size: population.size };
    },
    membrane(id, element = 0) {
      const { population, recorder } = populationOf(id);
      const values = sampled(traces.get(id)?.membrane ?? -1, element);
      if ((config.groups[population.index]?.reset.length ?? 0) === 0) return values;
      const { steps: spikeSteps, elements } = recordings.spikes(recorder);
      spikeSteps.forEach((step, k) => {
        const sample = Math.min(values.length - 1, Math.round(step / everySteps));
        if (elements[k] === element) values[sample] = Math.max(values[sample] ?? 0, population.spikePeakMv);
      });
      return values;
    },
    weights: (edge) => weights.get(edge) ?? new Float64Array(0),
    input(id) {
      const recorder = traces.get(id)?.input ?? null;
      return recorder === null ? new Float64Array(2) : sampled(recorder, 0);
    },
  };
}

interface Advanced {
  readonly recordings: Recordings;
  readonly weights: ReadonlyMap<string, Float64Array>;
}

async function advance(
  config: EngineConfig,
  steps: number,
  { plastic }: NetworkMap,
  mayDiverge = false,
): Promise<Advanced> {
  const session = createSession();
  try {
    const request = { steps, mayDiverge, budgetBytes: budgetBytes('process'), threads: { exactly: 1 } };
    const { recordings } = await runToEnd(session, config, request);
    const engine = session.engine();
    const weights = new Map(plastic.map(({ edge, projection }) => [edge, engine.readWeights(projection).weights]));
    return { recordings, weights };
  } catch (fault) {
    throw fault instanceof RunFault ? new NotDrawn(fault.message) : fault;
  } finally {
    await session.dispose();
  }
}
