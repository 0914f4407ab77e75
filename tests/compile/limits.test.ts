import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { periodSteps } from '../../src/equations/steps.ts';
import { parseQuantity } from '../../src/units/index.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const lif = (): NetworkDocument => setField(networkOf('lif'), null, 'dt', '0.1 ms');
const saying = (document: NetworkDocument): string[] => compile(document).problems.map(({ message }) => message);

describe('numbers that no run can have are told before it', () => {
  it.each([
    [null, 'duration', '0.02 ms', 'Run settings: the duration is 0.02 ms; must be at least one time step, 0.1 ms.'],
    [null, 'duration', '1e300 s', 'Run settings: the duration of 1e300 s is '],
    [null, 'duration', '107375 s', ' must be at most 1,073,741,823 time steps, 107,400 s.'],
    [null, 'duration', '1e308 s', '"1e308 s" is too large a number.'],
    [
      'recurrent',
      'delay',
      '6554 ms',
      'Synapse "recurrent": the delay of 6,554 ms is 65,540 time steps of 0.1 ms; must be at most 65,535 of them, 6,554 ms.',
    ],
    [
      'recurrent',
      'delay',
      { uniform: ['1 ms', '9 s'] },
      'Synapse "recurrent": the longest delay, 9,000 ms is 90,000 time steps',
    ],
    ['recurrent', 'delay', { normal: ['1 ms', '1 s'] }, 'Synapse "recurrent": the longest delay, '],
  ])('%s.%s = %o', (node, field, value, sentence) => {
    const { config, problems } = compile(setField(lif(), node, field, value));
    expect(config).toBeNull();
    expect(problems.map(({ message }) => message).join('\n')).toContain(sentence);
  });

  it.each([
    [null, 'duration', '0.1 ms'],
    [null, 'duration', '107374 s'],
    ['recurrent', 'delay', '6553 ms'],
    ['cells', 'parameters.t_ref', '3e8 ms'],
  ])('%s.%s = %s is none of them', (node, field, value) => {
    expect(saying(setField(setField(lif(), null, 'from', '0 ms'), node, field, value))).toEqual([]);
  });
});

it('a refractory period that is longer than any run lasts for all of it', () => {
  const most = periodSteps(3e8, 0.1);
  expect(most).toBe(2 ** 30);
  // The end of a period that begins in the last step of the longest run is a number of 32 bits.
  expect(2 ** 30 - 2 + most).toBeLessThan(2 ** 31);
  expect(periodSteps(2, 0.1)).toBe(20);
});

it('an infinity in the equations is told, though a reset would hide it', () => {
  const equations = 'dv/dt = (E_L - v + R*I)/tau_m + (1/0)*mV/ms : mV';
  expect(saying(networkOf('mine', copyOf('lif', { equations })))).toEqual([
    'Population "Cells": its equations hold a number that is not finite, such as 1/0. Look for a division by 0.',
  ]);
});

it('a quantity that overflows in internal units is refused', () => {
  expect(parseQuantity('1e308 s')).toEqual({ fault: '"1e308 s" is too large a number.' });
});

it('a coupling that ends before it begins is told', () => {
  const release = readPreset('chua-release');
  expect(compile(setField(release, 'coupling', 'parameters.onset', '20 ms')).problems).toMatchObject([
    { severity: 'warning', node: 'coupling', field: 'parameters.offset', given: '10 ms' },
  ]);
  expect(compile(release).problems).toEqual([]);
});
