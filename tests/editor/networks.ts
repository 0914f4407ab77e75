import {
  emptyNetwork,
  type NetworkDocument,
  type NetworkEdge,
  type PopulationNode,
  type SynapseEdge,
} from '../../src/document/schema.ts';

export function population(id: string, x = 0, y = 0): PopulationNode {
  const base = { id, name: id, position: { x, y }, model: 'lif', size: 100 };
  return { kind: 'population', ...base, parameters: {}, initial: {}, integrator: 'default' };
}

export function synapse(id: string, source: string, target: string, change: Partial<SynapseEdge> = {}): SynapseEdge {
  return {
    id,
    kind: 'synapse',
    source,
    target,
    model: 'delta',
    sign: 'excitatory',
    rule: { type: 'fixed-probability', probability: 0.1, autapses: true },
    weight: '0.1 mV',
    relativeStrength: 1,
    delay: '1.5 ms',
    parameters: {},
    ...change,
  };
}

/** Two populations, a step current, a raster; edges as given. */
export function network(edges: NetworkEdge[] = []): NetworkDocument {
  return {
    ...emptyNetwork(),
    nodes: [
      population('E'),
      population('I', 0, 200),
      {
        kind: 'stimulus',
        id: 'step',
        name: 'Step',
        position: { x: -200, y: 0 },
        model: 'step',
        parameters: {},
        enabled: true,
      },
      {
        kind: 'probe',
        id: 'raster',
        name: 'Raster',
        position: { x: 400, y: 0 },
        probe: 'raster',
        options: {},
        size: { width: 300, height: 200 },
      },
    ],
    edges,
  };
}
