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
    [
      null,
      'duration',
      '1e300 s',
      'Run settings: the duration of 1e300 s is 1e+304 time steps of 0.1 ms; must be at most 1,073,741,823 time steps',
    ],
    [null, 'window', '0 ms', 'time that plots show (or "all") is 0 ms; must be more than 0 ms.'],
    [
      null,
      'window',
      '5 mV',
      'Run settings: time that plots show (or "all") is 5 mV, a voltage (mV); must be a time (ms).',
    ],
    [null, 'duration', '107374.2 s', 'is 1,073,742,000 time steps of 0.1 ms; must be at most 1,073,741,823 time'],
    [null, 'duration', '107375 s', ' must be at most 1,073,741,823 time steps, 107,374.182 s.'],
    [null, 'duration', '1e308 s', '"1e308 s" is too large a number.'],
    [
      'recurrent',
      'delay',
      '6554 ms',
      'Synapse "recurrent": the delay of 6,554 ms is 65,540 time steps of 0.1 ms; must be at most 65,535 of them, 6,553.5 ms.',
    ],
    ['recurrent', 'delay', '1e300 ms', 'the delay of 1e+300 ms is 1e+301 time steps of 0.1 ms; must be at most 65,535'],
    [
      'recurrent',
      'delay',
      '6553.6 ms',
      'the delay of 6,553.6 ms is 65,536 time steps of 0.1 ms; must be at most 65,535 of them, 6,553.5 ms.',
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

describe('a run ends with a step', () => {
  const ran = (dt: string, duration: string, from: string) => {
    const document = setField(
      setField(setField(networkOf('lif'), null, 'dt', dt), null, 'duration', duration),
      null,
      'from',
      from,
    );
    const { map, problems } = compile(document);
    const told = problems.filter(({ field }) => field === 'duration' || field === 'from');
    return { map: map && [map.durationMs, map.fromMs], told: told.map(({ message }) => message) };
  };

  it.each([
    ['10 ms', '24 ms', '0 ms', [20, 0], 'the duration of 24 ms is 2.4 time steps of 10 ms; 2 are run, 20 ms.'],
    ['10 ms', '25 ms', '0 ms', [30, 0], 'the duration of 25 ms is 2.5 time steps of 10 ms; 3 are run, 30 ms.'],
    ['10 ms', '14 ms', '0 ms', [10, 0], 'the duration of 14 ms is 1.4 time steps of 10 ms; 1 is run, 10 ms.'],
    [
      '0.3 ms',
      '1 s',
      '0 ms',
      [999.9, 0],
      'the duration of 1 s is 3,333.333 time steps of 0.3 ms; 3333 are run, 999.9 ms.',
    ],
  ])('%s, %s', (dt, duration, from, window, sentence) => {
    expect(ran(dt, duration, from)).toEqual({ map: window, told: [`Run settings: ${sentence}`] });
  });

  it('and its window begins with one', () => {
    expect(ran('10 ms', '100 ms', '15 ms')).toEqual({ map: [100, 20], told: [] });
    expect(ran('0.05 ms', '300 ms', '0.15 ms')).toEqual({ map: [300, 0.15], told: [] });
    expect(ran('0.05 ms', '123.45 ms', '100 ms')).toEqual({ map: [123.45, 100], told: [] });
    expect(ran('10 ms', '20 ms', '15 ms')).toEqual({
      map: null,
      told: [
        'Run settings: the analysis window starts at 15 ms, its first time step at 20 ms; must be less than the duration, 20 ms.',
      ],
    });
  });
});

it('a coupling that ends before it begins is told', () => {
  const release = readPreset('chua-release');
  expect(compile(setField(release, 'coupling', 'parameters.onset', '20 ms')).problems).toMatchObject([
    { severity: 'warning', node: 'coupling', field: 'parameters.offset', given: '10 ms' },
  ]);
  expect(compile(release).problems).toEqual([]);
});
