import { expect, test } from 'vitest';
import { lowerPlasticity } from '../../src/equations/index.ts';
import { DIMENSIONLESS } from '../../src/units/index.ts';

const end = (name: string, before: string) => ({
  equations: `d${name}/dt = -${name}/(20*ms) : 1`,
  initial: {},
  before,
  after: '',
});

test.each([
  ['a += b', 'b'],
  ['a += w', 'w'],
])('a neuron of a plastic synapse cannot read what is beyond it: %s', (before, name) => {
  const rule = { onPre: 'w += b', onPost: 'w -= a', release: null, every: null, parameters: [] };
  const lowered = lowerPlasticity([{ ...rule, pre: end('a', before), post: end('b', 'b += 1') }], DIMENSIONLESS);
  const message = `"${before}" reads "${name}", which is not of this end of the synapse.`;
  expect(lowered).toMatchObject({ ok: false, faults: [{ message }] });
});
