import { produce } from 'immer';
import { expect, test } from 'vitest';
import { addPopulation, addStimulus } from '../../src/document/commands.ts';
import { emptyNetwork, type NetworkDocument, type StimulusNode } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { compareSwitched } from '../../src/document/with-without.ts';
import { applyVariant } from '../fields.ts';

const network = produce(emptyNetwork(), (draft) => {
  addPopulation(draft, 'lif', { x: 0, y: 0 });
  addStimulus(draft, 'background', { x: 0, y: 0 });
});
const stimulusOf = ({ nodes }: NetworkDocument): StimulusNode => {
  const found = nodes.find((node) => node.kind === 'stimulus');
  if (found?.kind !== 'stimulus') throw new Error('there is no stimulus');
  return found;
};
const switched = (document: NetworkDocument): NetworkDocument =>
  produce(document, (draft) => {
    compareSwitched(draft, stimulusOf(document));
  });

test('the partner is the network without the stimulus', () => {
  const [partner] = switched(network).variants;
  expect(partner?.name).toMatch(/^Without Background/);
  const without = applyVariant(switched(network), partner?.id ?? '');
  expect(stimulusOf(without).enabled).toBe(false);
  expect(stimulusOf(switched(network)).enabled).toBe(true);
  expect(validateDocument(JSON.parse(JSON.stringify(switched(network)))).problems).toEqual([]);
});

test('where the stimulus is off, the partner has it', () => {
  const off = produce(network, (draft) => {
    for (const node of draft.nodes) if (node.kind === 'stimulus') node.enabled = false;
  });
  const [partner] = switched(off).variants;
  expect(partner?.name).toMatch(/^With Background/);
  expect(stimulusOf(applyVariant(switched(off), partner?.id ?? '')).enabled).toBe(true);
});

test('twice is once, and other configurations keep their places', () => {
  const other = { id: 'B', name: 'B', overrides: [] };
  const once = switched({ ...network, variants: [other] });
  expect(once.variants.map(({ id }) => id)).toEqual(['B', 'without']);
  expect(switched(once)).toEqual(once);
});

test('alone with its partner, the network itself is called by what it has', () => {
  expect(switched(network).configurationName).toMatch(/^With Background/);
  expect(switched({ ...network, configurationName: 'Control' }).configurationName).toBe('Control');
  const other = { id: 'B', name: 'B', overrides: [] };
  expect(switched({ ...network, variants: [other] }).configurationName).toBeUndefined();
});
