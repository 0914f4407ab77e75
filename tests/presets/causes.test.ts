import { describe, expect, test } from 'vitest';
import {
  claims,
  claimsWithoutCause,
  HOLD_AT_OTHER_STRENGTHS,
  isCoupled,
  isSlow,
  NO_EFFECT_OF_COUPLING,
  strengthsHeld,
} from './causes.ts';
import { presetIds, readPreset } from './expectations.ts';

const coupled = presetIds.filter((id) => isCoupled(readPreset(id)));
/** Mutated networks of the others run in `npm run verify`. */
const quick = presetIds.filter((id) => claims(readPreset(id)).length > 0 && !isSlow(id, readPreset(id)));

test.each(coupled)('%s: an expectation claims an effect of its synapses', (id) => {
  const found = claims(readPreset(id), 'coupling').length + claims(readPreset(id), 'plasticity').length;
  expect(found > 0).toBe(!(id in NO_EFFECT_OF_COUPLING));
});

describe.each(quick)('preset %s', (id) => {
  const document = readPreset(id);

  test('no claim holds without its cause', async () => {
    expect(await claimsWithoutCause(document)).toEqual([]);
  }, 120_000);

  if (claims(document, 'coupling').length === 0) return;
  test('an expectation fails with synapses half, and another half as much again, as strong', async () => {
    expect(await strengthsHeld(document)).toEqual(HOLD_AT_OTHER_STRENGTHS[id]?.at ?? []);
  }, 120_000);
});
