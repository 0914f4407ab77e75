import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { NetworkDocument, Value } from '../../src/document/schema.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { setField } from '../fields.ts';

const saying = (document: NetworkDocument): string[] => compile(document).problems.map(({ message }) => message);

/** Neurons of an own model with one more parameter, a pure number. */
function withParameter(equations: string, p: Value): NetworkDocument {
  const lif = copyOf('lif');
  const parameters = [...lif.parameters, { name: 'p', symbol: 'p', unit: '1', meaning: 'a divisor', default: '1' }];
  const document = networkOf(
    'mine',
    copyOf('lif', { equations, parameters, threshold: 'v > 20*mV', reset: 'v = 0*mV' }),
  );
  return setField(document, 'cells', 'parameters.p', p);
}

const RATIO = 'dv/dt = (-v + 30*mV/p + R*I)/tau_m : mV';
const DRIVE = 'dv/dt = (-v + R*I)/tau_m + mV/(p*ms) : mV';
// One that no propagator solves.
const NONLINEAR = 'dv/dt = (-v + R*I)/tau_m + exp(v/mV)*mV/(p*ms) : mV';

describe('a first step that a parameter makes infinite is told, though a reset would hide it', () => {
  const sentence = (given: string): string =>
    `Population "Cells": ${given}its equations come to no finite number at the start (dv/dt). Look for a division by 0.`;

  it.each<[string, Value, string]>([
    [RATIO, '0', 'with p = 0 '],
    [RATIO, 0, 'with p = 0 '],
    [RATIO, '1e-310', 'with p = 1e-310 '],
    [RATIO, { uniform: ['0', '0'] }, 'with p = 0 '],
    [RATIO, { normal: ['0', '0'] }, 'with p = 0 '],
    [RATIO, { normalQuantiles: ['0', '0'] }, 'with p = 0 '],
    [DRIVE, '0', 'with p = 0 '],
    [NONLINEAR, '0', 'with p = 0 '],
  ])('%s with p = %o', (equations, p, given) => {
    const { config, problems } = compile(withParameter(equations, p));
    expect(config).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual([sentence(given)]);
  });

  it.each<[string, Value]>([
    [RATIO, '1'],
    [RATIO, '-1'],
    [RATIO, { uniform: ['0', '1'] }],
    [RATIO, { normal: ['1', '1'] }],
    [RATIO, { normalQuantiles: ['1', '0.1'] }],
    [NONLINEAR, '1'],
    // An infinite divisor is no fault of the sum.
    ['dv/dt = (-v + R*I)/tau_m + p*mV/ms/(1 + exp(1000*p)) : mV', '1'],
  ])('%s with p = %o is finite', (equations, p) => {
    expect(saying(withParameter(equations, p))).toEqual([]);
  });
});

describe('products that overflow are told with both factors', () => {
  it.each<[string, string, Value, string]>([
    [
      'inject',
      'scale',
      1e308,
      'Injection "inject": its factor, 1e+308, times the height of the current of the stimulus, 1 nA, is too large a number. Make one of them smaller.',
    ],
    [
      'recurrent',
      'relativeStrength',
      1e308,
      'Synapse "recurrent": its weight, 20 pA, times the relative strength, 1e+308, is too large a number. Make one of them smaller.',
    ],
  ])('%s.%s = %o', (element, field, value, sentence) => {
    expect(saying(setField(networkOf('lif'), element, field, value))).toEqual([sentence]);
  });

  it('of a delta synapse, and of drawn weights', () => {
    const delta = setField(networkOf('lif'), 'recurrent', 'model', 'delta');
    const strong = setField(setField(delta, 'recurrent', 'weight', '1e308 mV'), 'recurrent', 'relativeStrength', 10);
    expect(saying(strong)).toHaveLength(1);
    const drawn = setField(networkOf('lif'), 'recurrent', 'weight', { uniform: ['1 pA', '1e308 pA'] });
    expect(saying(drawn)).toEqual([]);
    expect(saying(setField(drawn, 'recurrent', 'relativeStrength', 10))).toHaveLength(1);
  });

  it('of what single precision cannot hold', () => {
    const large = setField(networkOf('lif'), 'recurrent', 'weight', '1e39 pA');
    expect(saying(large)).toEqual([]);
    expect(saying(setField(large, null, 'precision', 'single'))).toHaveLength(1);
  });
});

describe('a condition or a reset that a parameter makes infinite is told, though its answer is a truth value', () => {
  const withTexts = (texts: Readonly<Record<string, string>>, p: Value): NetworkDocument => {
    const lif = copyOf('lif');
    const parameters = [...lif.parameters, { name: 'p', symbol: 'p', unit: '1', meaning: 'a divisor', default: '1' }];
    return setField(networkOf('mine', copyOf('lif', { parameters, ...texts })), 'cells', 'parameters.p', p);
  };

  it.each<[string, Readonly<Record<string, string>>]>([
    ['the threshold', { threshold: 'v > V_th/p' }],
    ['the threshold', { threshold: 'v > V_th and t > 1*ms/p' }],
    ['the reset of v', { reset: 'v = V_reset/p' }],
    ['the reset of v', { reset: 'v -= 1*mV/p' }],
    ['the refractory condition', { refractoryWhile: 'v > V_th/p' }],
  ])('%s of %o', (part, texts) => {
    expect(saying(withTexts(texts, '0'))).toEqual([
      `Population "Cells": with p = 0 its equations come to no finite number at the start (${part}). Look for a division by 0.`,
    ]);
    expect(saying(withTexts(texts, '2'))).toEqual([]);
  });

  it('but not what is infinite only where the neuron starts', () => {
    expect(saying(withTexts({ reset: 'v = V_reset + 1*mV/(1 + (v - E_L)/mV - p)' }, '1'))).toEqual([]);
  });
});
