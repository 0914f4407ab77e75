import { produce } from 'immer';
import { expect, test } from 'vitest';
import { addPopulation, addStimulus, connect } from '../../src/document/commands.ts';
import {
  choosePlasticity,
  chooseRule,
  chooseSynapse,
  dropPlasticity,
  plasticityRefusal,
  synapseMisfit,
} from '../../src/document/edge-choice.ts';
import { emptyNetwork, type NetworkDocument, networkSchema } from '../../src/document/schema.ts';
import { findSynapse } from '../../src/library/synapses/index.ts';

const joined = (change: (edge: Extract<NetworkDocument['edges'][number], { kind: 'synapse' }>) => void) =>
  produce(emptyNetwork(), (draft) => {
    const id = addPopulation(draft, 'lif', { x: 0, y: 0 });
    connect(draft, id, id);
    for (const edge of draft.edges) if (edge.kind === 'synapse') change(edge);
  });

test('another synapse brings its own weight, and no delay where it acts at once', () => {
  const network = joined((edge) => chooseSynapse(emptyNetwork(), edge, 'gap-junction'));
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

test('plasticity takes the place of one of its family, beside those of others, bounded by twice the weight', () => {
  const both = joined((edge) => {
    edge.weight = '0.2 mV';
    choosePlasticity(edge, 'stdp-additive');
    choosePlasticity(edge, 'tsodyks-markram');
    choosePlasticity(edge, 'triplet');
  });
  const [edge] = both.edges;
  expect(edge?.kind === 'synapse' && edge.plasticity).toEqual([
    { model: 'tsodyks-markram', parameters: {} },
    { model: 'triplet', parameters: { w_max: '0.4 mV' } },
  ]);
  const none = produce(both, (draft) => {
    for (const one of draft.edges) {
      if (one.kind !== 'synapse') continue;
      dropPlasticity(one, 'short-term');
      dropPlasticity(one, 'spike-timing');
    }
  });
  expect(none.edges[0] && 'plasticity' in none.edges[0]).toBe(false);
});

test('plasticity is refused where there are no spikes or no synapses to change', () => {
  const network = joined((edge) => chooseSynapse(emptyNetwork(), edge, 'gap-junction'));
  const [edge] = network.edges;
  if (edge?.kind !== 'synapse') throw new Error('there is no synapse');
  expect(plasticityRefusal(network, edge)).toMatch(/acts all the time/);
  expect(plasticityRefusal(network, { ...edge, model: 'delta' })).toBeNull();
  const driven = produce(emptyNetwork(), (draft) => {
    connect(draft, addStimulus(draft, 'background', { x: 0, y: 0 }), addPopulation(draft, 'lif', { x: 0, y: 0 }));
  });
  const [background] = driven.edges;
  if (background?.kind !== 'synapse') throw new Error('there is no synapse');
  expect(plasticityRefusal(driven, background)).toMatch(/trains of its own/);
});
