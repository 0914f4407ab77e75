import { compile } from '../../src/compile/index.ts';
import type { EngineConfig } from '../../src/contract/index.ts';
import {
  emptyNetwork,
  type NetworkDocument,
  type NetworkNode,
  type PlasticityChoice,
  type StimulusNode,
  type SynapseEdge,
} from '../../src/document/schema.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';

const position = { x: 0, y: 0 };

export const rule = (model: string, parameters: PlasticityChoice['parameters'] = {}): PlasticityChoice => ({
  model,
  parameters,
});

export const given = (id: string, trainsMs: readonly (readonly number[])[]): StimulusNode => ({
  id,
  name: id,
  kind: 'stimulus',
  model: 'given-spikes',
  position,
  parameters: {},
  enabled: true,
  spikeTimes: trainsMs.map((train) => train.map((timeMs) => `${timeMs} ms`)),
});

export const population = (id: string, size: number, parameters: Record<string, string> = {}): NetworkNode => ({
  id,
  name: id,
  kind: 'population',
  model: 'lif',
  size,
  position,
  parameters,
  initial: {},
  integrator: 'default',
});

export const synapse = (id: string, source: string, target: string, edge: Partial<SynapseEdge> = {}): SynapseEdge => ({
  id,
  kind: 'synapse',
  source,
  target,
  model: 'delta',
  sign: 'excitatory',
  rule: { type: 'one-to-one' },
  weight: '0.5 mV',
  relativeStrength: 1,
  delay: '0 ms',
  parameters: {},
  ...edge,
});

export const network = (
  nodes: NetworkNode[],
  edges: SynapseEdge[],
  run: Partial<NetworkDocument['run']> = {},
): NetworkDocument => ({
  ...emptyNetwork(),
  run: { duration: '1 s', dt: '0.1 ms', seed: 7, from: '0 ms', ...run },
  nodes,
  edges,
});

/** The config of a document without problems. */
export function configOf(document: NetworkDocument): EngineConfig {
  const { config, problems } = compile(document);
  if (config === null || problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
  return config;
}

/** Far above any threshold: the target spikes in the next step. */
const CERTAIN_SPIKE = '1000 mV';

/**
 * Pairs of one source and one target, each with given spike times (multiples of 0.1 ms, targets' from 0.1 ms): edge `S`
 * between them changes by the rules and moves no potential.
 */
export function pairs(
  plasticity: PlasticityChoice[],
  trains: readonly { readonly pre: readonly number[]; readonly post: readonly number[] }[],
  edge: Partial<SynapseEdge> = {},
  run: Partial<NetworkDocument['run']> = {},
): NetworkDocument {
  const driven = trains.map(({ post }) => post.map((timeMs) => Math.round(timeMs * 10 - 1) / 10));
  return network(
    [
      given(
        'pre',
        trains.map(({ pre }) => pre),
      ),
      given('drive', driven),
      population('T', trains.length, { t_ref: '0 ms' }),
    ],
    [
      synapse('S', 'pre', 'T', { plasticity, relativeStrength: 0, ...edge }),
      synapse('D', 'drive', 'T', { weight: CERTAIN_SPIKE }),
    ],
    run,
  );
}

/** Weights of the projection that edge `S` became, after so long. */
export async function weightsAfter(document: NetworkDocument, durationMs: number): Promise<Float64Array> {
  return withEngine(document, (engine, projection, config) => {
    engine.advance(Math.round(durationMs / config.dtMs));
    return engine.readWeights(projection).weights;
  });
}

export async function withEngine<T>(
  document: NetworkDocument,
  use: (engine: Engine, projection: number, config: EngineConfig) => T,
): Promise<T> {
  const config = configOf(document);
  const engine = await createEngine(config);
  const result = use(
    engine,
    config.projections.findIndex(({ name }) => name === 'S'),
    config,
  );
  engine.dispose();
  return result;
}

/** Random trains, the same in every run: times in steps of 0.1 ms, ascending. */
export function randomTrains(count: number, rateHz: number, durationMs: number, seed: number): number[][] {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const steps: number[] = [];
    for (let step = 1; step < durationMs * 10; step++) if (uniform() < rateHz * 1e-4) steps.push(step / 10);
    return steps;
  });
}
