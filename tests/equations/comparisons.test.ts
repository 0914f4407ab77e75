import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { expressionToTex, parseExpression, printExpression } from '../../src/equations/index.ts';
import { evaluateProgram } from '../../src/equations/interpret.ts';
import { lower, lowered, trajectory } from './simulate.ts';

/** A condition, the values of a, b and c, and what Python makes of it; by the script beside it. */
type Case = readonly [text: string, values: readonly number[], truth: number];
const cases = JSON.parse(readFileSync('tests/reference/comparisons.json', 'utf8')) as readonly Case[];

const parsed = (text: string) => {
  const { expression, faults } = parseExpression(text);
  if (expression === null) throw new Error(faults[0]?.message ?? text);
  return expression;
};

/** The truth of a condition as a threshold. */
function truthOf(text: string, values: readonly number[]): number | undefined {
  const { threshold } = lowered({
    text: 'dv/dt = 0/ms : 1',
    parameters: { a: '1', b: '1', c: '1' },
    threshold: text,
  });
  const element = { states: [0], parameters: values, inputs: [], time: 0, normals: [], notRefractory: true };
  return threshold === null ? undefined : evaluateProgram(threshold, element)[0];
}

describe('conditions', () => {
  it('are read as Python reads them, chains of comparisons too', () => {
    expect(cases.length).toBeGreaterThan(200);
    for (const [text, values, truth] of cases) expect(Number(truthOf(text, values) !== 0), text).toBe(truth);
  });

  it('mean the same after they are printed', () => {
    for (const [text, values, truth] of cases) {
      const printed = printExpression(parsed(text));
      expect(Number(truthOf(printed, values) !== 0), printed).toBe(truth);
      expect(printExpression(parsed(printed))).toBe(printed);
    }
  });

  test.each([
    ['0.3 < v < 0.6', '0.3 < v and v < 0.6', '0.3 < v \\land v < 0.6'],
    ['0 < v <= w != 3', '0 < v and v <= w and w != 3', '0 < v \\land v \\le w \\land w \\ne 3'],
    ['(0.3 < v) < 0.6', '(0.3 < v) < 0.6', '\\left(0.3 < v\\right) < 0.6'],
  ])('%s is printed as %s', (text, printed, tex) => {
    expect(printExpression(parsed(text))).toBe(printed);
    expect(expressionToTex(parsed(text), {})).toBe(tex);
  });

  it('of three units name the two that differ, once', () => {
    const parameters = { low: 'mV', high: 'pA' };
    const result = lower({ text: 'dv/dt = (low < v < high)*mV/ms : mV', parameters });
    const faults = result.ok ? [] : result.faults.map(({ message }) => message);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('"v" is a voltage (mV) and "high" is a current (pA)');
    const unknown = lower({ text: 'dv/dt = (0*mV < u < 3*mV)*mV/ms : mV' });
    expect(unknown.ok ? [] : unknown.faults).toHaveLength(1);
  });
});

test('a window written as a chain acts only within it', () => {
  // x rises by 1 a ms up to .3, by 3 a ms up to .6, and by 1 a ms again.
  const group = lowered({ text: 'dx/dt = (1 + 2*(0.3 < x < 0.6))/ms : 1', dtMs: 0.001 });
  const states = trajectory(group, [0], [], 0.001, 600);
  expect(states[300]?.[0]).toBeCloseTo(0.3, 2);
  expect(states[400]?.[0]).toBeCloseTo(0.6, 2);
  expect(states[600]?.[0]).toBeCloseTo(0.8, 2);
});
