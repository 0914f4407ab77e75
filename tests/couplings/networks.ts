import { compile } from '../../src/compile/index.ts';
import type { EngineConfig } from '../../src/contract/index.ts';
import {
  emptyNetwork,
  type NetworkDocument,
  type NetworkNode,
  type PopulationNode,
  type RunSettings,
  type SynapseEdge,
} from '../../src/document/schema.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';

/** Networks of continuous couplings, as a document has them. */

export function population(id: string, fields: Partial<PopulationNode>): PopulationNode {
  return {
    id,
    name: id,
    kind: 'population',
    model: 'lif',
    size: 1,
    position: { x: 0, y: 0 },
    parameters: {},
    initial: {},
    integrator: 'default',
    ...fields,
  };
}

export function edge(source: string, target: string, fields: Partial<SynapseEdge>): SynapseEdge {
  return {
    id: `${source}-${target}`,
    kind: 'synapse',
    source,
    target,
    model: 'diffusive',
    sign: 'excitatory',
    rule: { type: 'all-to-all', autapses: false },
    weight: '0.1 1/ms',
    relativeStrength: 1,
    delay: '0 ms',
    parameters: {},
    ...fields,
  };
}

export function network(
  nodes: NetworkNode[],
  edges: NetworkDocument['edges'],
  run: Partial<RunSettings> = {},
): NetworkDocument {
  const base = emptyNetwork();
  return { ...base, nodes, edges, run: { ...base.run, duration: '1 s', ...run } };
}

/** The config of a network without a problem. */
export function configOf(document: NetworkDocument): EngineConfig {
  const { config, problems } = compile(document);
  if (config === null || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return config;
}

export const engineOf = (document: NetworkDocument): Promise<Engine> => createEngine(configOf(document));

export const messagesOf = (document: NetworkDocument): string[] =>
  compile(document).problems.map(({ message }) => message);

/** A state by its name; null where the group has none of that name. */
export function stateOf(engine: Engine, config: EngineConfig, group: number, name: string): Float64Array {
  const index = config.groups[group]?.states.findIndex((state) => state.name === name) ?? -1;
  if (index < 0) throw new Error(`no state ${name}`);
  return engine.readState(group, index);
}
