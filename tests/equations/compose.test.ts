import { describe, expect, it } from 'vitest';
import { substitute, substituteInEquations } from '../../src/equations/compose.ts';
import {
  type Equation,
  expressionOf,
  freeSuffix,
  lowerGroup,
  namesIn,
  parseEquations,
  printExpression,
  renameEquations,
  renameNames,
  subexpression,
  sumOf,
  withDrives,
} from '../../src/equations/index.ts';
import { DIMENSIONLESS, parseUnit } from '../../src/units/index.ts';

const linesOf = (text: string): readonly Equation[] => {
  const { equations, faults } = parseEquations(text);
  if (faults[0] !== undefined) throw new Error(faults[0].message);
  return equations;
};
const right = ({ expression }: Equation): string => (expression === null ? '' : printExpression(expression));

describe('renaming', () => {
  const rename = (text: string, names: Readonly<Record<string, string>>) =>
    renameEquations(linesOf(text), new Map(Object.entries(names))).map(({ text: line }) => line);

  it('renames what equations define and read, all at once', () => {
    expect(rename('ds/dt = (v - s)/tau : mV', { v: 's', s: 's_1', tau: 'tau_1' })).toEqual([
      'ds_1/dt = (s - s_1)/tau_1 : mV',
    ]);
  });

  it.each([
    ['a name that begins with another', 'x = s_2 + sigma*s : 1', 'x = s_2 + sigma*s_1 : 1'],
    ['a unit', 'dx/dt = s*x : 1/s', 'dx/dt = s_1*x : 1/s'],
    ['a flag', 's = x : 1 (constant over dt)', 's_1 = x : 1 (constant over dt)'],
    ['a function', 'x = exp(s)*exp : 1', 'x = exp(s_1)*k : 1'],
    ['what only begins with d', 'ds = 2*s : 1', 'ds = 2*s_1 : 1'],
    ['a part of a number', 'x = 1e3*e3*s : 1', 'x = 1000*E*s_1 : 1'],
  ])('leaves %s alone', (_, line, renamed) => {
    const names = { s: 's_1', over: 'under', constant: 'c', exp: 'k', e3: 'E' };
    expect(rename(line, names)).toEqual([renamed]);
  });
});

describe('substituting', () => {
  const current = { I: expressionOf('I_step + g*(E - v)') };

  it('puts an expression in the place of a name, and drops the declaration of the name', () => {
    expect(substituteInEquations(linesOf('dv/dt = I/C : mV\nI : amp'), current).map(right)).toEqual([
      '(I_step + g*(E - v))/C',
    ]);
  });

  it('keeps the declaration where the expression reads it', () => {
    const kept = substituteInEquations(linesOf('dv/dt = I/C : mV\nI : amp'), { I: expressionOf('I + I_gap') });
    expect(kept.map(({ name }) => name)).toEqual(['v', 'I']);
  });

  it('lays the expression where the name is written, so that a fault in it is told there', () => {
    const text = 'v > V_th and I > 3';
    const threshold = substitute(expressionOf(text), current);
    const places = new Set<string>();
    const visit = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return;
      if ('name' in part && 'from' in part && 'to' in part) places.add(text.slice(Number(part.from), Number(part.to)));
      for (const inner of Object.values(part)) visit(inner);
    };
    visit(threshold);
    expect([...places]).toEqual(['v', 'V_th', 'I']);
  });

  it('tells a fault of what a name stands for with the line and the place of the name', () => {
    const equations = 'dw/dt = -w/tau : mV\ndv/dt = (J - v)/tau : mV';
    const time = parseUnit('ms')?.dimension ?? DIMENSIONLESS;
    const lowered = lowerGroup({
      equations: linesOf(equations),
      parameters: [{ name: 'tau', dimension: time }],
      inputs: [],
      threshold: null,
      reset: null,
      substitutes: { J: expressionOf('missing + w') },
      integrator: 'default',
      dtMs: 0.1,
    });
    const [fault] = lowered.ok ? [] : lowered.faults;
    expect(fault?.message).toMatch(/^In "dv\/dt = \(J - v\)\/tau : mV": "missing" is not a state/);
    expect(equations.slice(fault?.from, fault?.to)).toBe('J');
  });
});

describe('composing', () => {
  it('adds summands to the derivatives of the states that they drive, in their order', () => {
    const drives = [
      { state: 'v', summand: expressionOf('a - b') },
      { state: 'v', summand: expressionOf('c') },
    ];
    expect(withDrives(linesOf('dv/dt = -v : 1\nx = v : 1'), drives).map(right)).toEqual(['-v + (a - b) + c', 'v']);
  });

  it('sums from the left; the sum of nothing is 0', () => {
    expect(printExpression(sumOf(['a', 'b - c', 'd'].map(expressionOf)))).toBe('a + (b - c) + d');
    expect(sumOf([])).toMatchObject({ kind: 'number', value: 0 });
  });

  it('makes a line of the model language', () => {
    const made = subexpression('S', expressionOf('sin(v)'), 'mV/ms');
    expect(made.text).toBe('S = sin(v) : mV/ms');
    const [read] = linesOf(made.text);
    expect(made).toMatchObject({ kind: read?.kind, name: read?.name, dimension: read?.dimension, flags: read?.flags });
  });

  it('reads names, and no functions or units of numbers', () => {
    expect([...namesIn(expressionOf('exp(-t/tau)*1e3 + max(v, 2*mV)'))]).toEqual(['t', 'tau', 'v', 'mV']);
    expect(printExpression(renameNames(expressionOf('max(max, v)'), new Map([['max', 'most']])))).toBe('max(most, v)');
  });

  it.each([
    [[], '_'],
    [['tau', 'tau_m', 'x1'], '_'],
    [['tau_1'], '_syn'],
    [['tau_12', 'w_syn1'], '__syn'],
    [['tau_1', 'w_syn1', 'w__syn3'], '___syn'],
  ])('finds a suffix for numbers that %j leave free: %s', (taken, suffix) => {
    expect(freeSuffix(['_', '_syn'], taken)).toBe(suffix);
  });
});
