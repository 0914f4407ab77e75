import { produce } from 'immer';
import { expect, test } from 'vitest';
import { addPopulation, connect } from '../../src/document/commands.ts';
import { chooseRule, chooseSynapse, synapseMisfit } from '../../src/document/edge-choice.ts';
import { emptyNetwork, type NetworkDocument, networkSchema } from '../../src/document/schema.ts';
import { findSynapse } from '../../src/library/synapses/index.ts';

const joined = (change: (edge: Extract<NetworkDocument['edges'][number], { kind: 'synapse' }>) => void) =>
  produce(emptyNetwork(), (draft) => {
    const id = addPopulation(draft, 'lif', { x: 0, y: 0 });
    connect(draft, id, id);
    for (const edge of draft.edges) if (edge.kind === 'synapse') change(edge);
  });

test('another synapse brings its own weight, and no delay where it acts at once', () => {
  const network = joined((edge) => chooseSynapse(edge, 'gap-junction'));
  expect(network.edges[0]).toMatchObject({ model: 'gap-junction', weight: '1 nS', delay: '0 ms', parameters: {} });
});

test('a matrix rule takes the sizes of the ends and the unit of the weight', () => {
  const network = joined((edge) => chooseRule(edge, 'matrix', { sources: 3, targets: 2 }));
  const [edge] = network.edges;
  expect(edge?.kind === 'synapse' && edge.rule).toEqual({
    type: 'matrix',
    unit: 'mV',
    rows: [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  });
  expect(networkSchema.safeParse(network).success).toBe(true);
});

test('a synapse that does not fit the ends says why', () => {
  const network = joined(() => undefined);
  const phase = findSynapse('phase');
  const delta = findSynapse('delta');
  const [edge] = network.edges;
  if (phase === undefined || delta === undefined || edge === undefined) throw new Error('no such synapse');
  expect(synapseMisfit(network, edge, phase)).toMatch(/couples phases/);
  expect(synapseMisfit(network, edge, delta)).toBeNull();
});
