import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Dimension,
  dimensionName,
  dimensionUnit,
  formatQuantity,
  parseQuantity,
  parseUnit,
  sameDimension,
  unitConstant,
} from '../../src/units/index.ts';

const VOLTAGE: Dimension = [1, 0, 0, 0];
const CONDUCTANCE: Dimension = [-1, 1, 0, 0];

describe('parseUnit', () => {
  test.each<[string, number, Dimension]>([
    ['mV', 1, VOLTAGE],
    ['volt', 1e3, VOLTAGE],
    ['V', 1e3, VOLTAGE],
    ['uV', 1e-3, VOLTAGE],
    ['µV', 1e-3, VOLTAGE],
    ['ms', 1, [0, 0, 1, 0]],
    ['second', 1e3, [0, 0, 1, 0]],
    ['nA', 1e3, [0, 1, 0, 0]],
    ['amp', 1e12, [0, 1, 0, 0]],
    ['nS', 1, CONDUCTANCE],
    ['uS', 1e3, CONDUCTANCE],
    ['siemens', 1e9, CONDUCTANCE],
    ['pF', 1, [-1, 1, 1, 0]],
    ['farad', 1e12, [-1, 1, 1, 0]],
    ['Mohm', 1e-3, [1, -1, 0, 0]],
    ['MOhm', 1e-3, [1, -1, 0, 0]],
    ['Gohm', 1, [1, -1, 0, 0]],
    ['Hz', 1e-3, [0, 0, -1, 0]],
    ['kHz', 1, [0, 0, -1, 0]],
    ['1', 1, [0, 0, 0, 0]],
    ['1/second', 1e-3, [0, 0, -1, 0]],
    ['nS*mV', 1, [0, 1, 0, 0]],
    ['mV/ms', 1, [1, 0, -1, 0]],
    ['pA/ms**0.5', 1, [0, 1, -0.5, 0]],
    ['pA/ms**(1/2)', 1, [0, 1, -0.5, 0]],
    ['mV**-1', 1, [-1, 0, 0, 0]],
    ['uF/cm**2', 1e6 / 1e8, [-1, 1, 1, -2]],
    ['mV/(ms*nS)', 1, [2, -1, -1, 0]],
  ])('%s is %d internal units', (text, factor, dimension) => {
    const unit = parseUnit(text);
    expect(unit?.factor).toBeCloseTo(factor, 15);
    expect(unit && sameDimension(unit.dimension, dimension)).toBe(true);
  });

  test.each(['', 'furlong', 'mV/', '*ms', 'mV ms', '(mV', 'mV**', '2'])('%j is no unit', (text) => {
    expect(parseUnit(text)).toBeNull();
  });

  it('leaves single letters to the variables of equations', () => {
    expect(unitConstant('m')).toBeNull();
    expect(unitConstant('mV')?.factor).toBe(1);
  });
});

describe('parseQuantity', () => {
  test.each<[string | number, number, string]>([
    ['1.5 ms', 1.5, 'ms'],
    ['-70mV', -70, 'mV'],
    ['−70 mV', -70, 'mV'],
    ['0.5 nA', 500, 'nA'],
    ['50 uV', 0.05, 'uV'],
    ['10*nS', 10, 'nS'],
    ['.5', 0.5, '1'],
    ['1e-3 V', 1, 'V'],
    [4, 4, '1'],
  ])('%s is %d', (text, value, unit) => {
    expect(parseQuantity(text)).toMatchObject({ value, unit });
  });

  test.each(['', 'fast', '1.5 parsec', 'mV', '1..5 mV', Number.NaN, '1e999 mV'])(
    '%j is refused in a sentence',
    (text) => {
      const result = parseQuantity(text);
      expect('fault' in result && result.fault).toMatch(/^".*" .*\.$/s);
    },
  );

  it('reads back what formatQuantity writes', () => {
    const units = fc.constantFrom('mV', 'ms', 'nA', 'nS', 'pF', 'MOhm', 'Hz', 'V', '1', 'pA/ms**0.5');
    fc.assert(
      fc.property(
        units,
        fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-200),
        (unit, value) => {
          const read = parseQuantity(formatQuantity(value, unit, 17));
          if ('fault' in read) throw new Error(read.fault);
          expect(Math.abs(read.value - value)).toBeLessThanOrEqual(1e-14 * Math.abs(value));
        },
      ),
    );
  });
});

test.each<[number, string, string]>([
  [1.5, 'ms', '1.5 ms'],
  [-70, 'mV', '-70 mV'],
  [123456, 'pA', '123000 pA'],
  [0.02, 'Hz', '20 Hz'],
  [0.123456, '1', '0.123'],
])('%d in %s is shown as %s', (value, unit, text) => {
  expect(formatQuantity(value, unit)).toBe(text);
});

describe('names of dimensions', () => {
  test.each<[string, string]>([
    ['volt', 'voltage (mV)'],
    ['1', 'pure number'],
    ['mV/ms', 'voltage per time (mV/ms)'],
    ['mV*pA', 'mV*pA'],
  ])('%s is a %s', (unit, name) => {
    expect(dimensionName(parseUnit(unit)?.dimension ?? [9, 9, 9, 9])).toBe(name);
  });

  it('are written in units that parse to the same dimension', () => {
    const exponent = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.tuple(exponent, exponent, exponent, exponent), (dimension) => {
        const unit = parseUnit(dimensionUnit(dimension));
        expect(unit && sameDimension(unit.dimension, dimension) && unit.factor).toBe(1);
      }),
    );
  });
});
