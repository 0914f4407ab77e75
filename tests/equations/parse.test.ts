import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Expression,
  equationsToTex,
  parseEquations,
  parseExpression,
  parseStatements,
  printExpression,
} from '../../src/equations/index.ts';

function print(text: string): string {
  const { expression, faults } = parseExpression(text);
  if (!expression) throw new Error(faults[0]?.message ?? 'empty');
  return printExpression(expression);
}

describe('expressions', () => {
  test.each([
    ['-v**2', '-v**2'],
    ['(-v)**2', '(-v)**2'],
    ['2**-1', '2**-1'],
    ['a - (b - c)', 'a - (b - c)'],
    ['(a - b) - c', 'a - b - c'],
    ['a/(b*c)', 'a/(b*c)'],
    ['a^b^c', 'a**b**c'],
    ['v > 30 and not (t < 5*ms or w == 0)', 'v > 30 and not (t < 5*ms or w == 0)'],
    ['clip(w + apost, 0, wmax)', 'clip(w + apost, 0, wmax)'],
    ['4./(1 + .5e-3)', '4/(1 + 0.0005)'],
  ])('%s reads as %s', (text, printed) => {
    expect(print(text)).toBe(printed);
  });

  it('print to text that parses to the same tree', () => {
    const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 5 },
        fc.nat(99).map((value) => ({ kind: 'number', value, from: 0, to: 0 }) as const),
        fc.constantFrom('v', 'tau_m').map((name) => ({ kind: 'name', name, from: 0, to: 0 }) as const),
        fc
          .tuple(fc.constantFrom('-', 'not'), tie('expression'))
          .map(([operator, operand]) => ({ kind: 'unary', operator, operand, from: 0, to: 0 }) as const),
        fc
          .tuple(fc.constantFrom('+', '-', '*', '/', '**', '<', 'and', 'or'), tie('expression'), tie('expression'))
          .map(([operator, left, right]) => ({ kind: 'binary', operator, left, right, from: 0, to: 0 }) as const),
      ),
    }));
    const bare = (tree: Expression | null) =>
      JSON.stringify(tree, (key, value) => (key === 'from' || key === 'to' ? 0 : value));
    fc.assert(
      fc.property(expression, (tree) => {
        expect(bare(parseExpression(printExpression(tree)).expression)).toBe(bare(tree));
      }),
    );
  });
});

describe('equations', () => {
  const text =
    'dv/dt = (E_L - v + R*I)/tau_m : volt (unless refractory) # membrane\n\nx = v/mV : 1\nI : amp (constant)\n';

  it('are read line by line with units, flags and places', () => {
    const { equations, faults } = parseEquations(text);
    expect(faults).toEqual([]);
    expect(equations.map(({ kind, name, unitText, flags }) => [kind, name, unitText, flags])).toEqual([
      ['differential', 'v', 'volt', ['unless refractory']],
      ['subexpression', 'x', '1', []],
      ['declaration', 'I', 'amp', ['constant']],
    ]);
    expect(text.slice(equations[1]?.from, equations[1]?.to)).toBe('x = v/mV : 1');
  });

  test.each([
    ['dv/dt = -v/tau', '"dv/dt = -v/tau" ends too early.'],
    ['dv/dt = (v/tau : mV', 'cannot be read from ": mV" on.'],
    ['x = 3 : furlong', '"furlong" in "x = 3 : furlong" is not a unit.'],
    ['x = 3 : 1\nx = 4 : 1', '"x" is defined twice'],
  ])('%j is refused with the line quoted', (line, sentence) => {
    expect(
      parseEquations(line)
        .faults.map(({ message }) => message)
        .join(),
    ).toContain(sentence);
  });

  it('are typeset', () => {
    const { equations } = parseEquations('dv/dt = -(v - E_L)/tau_m + sqrt(2)*v**2 : mV\nI : amp');
    expect(equationsToTex(equations, { tau_m: '\\tau_m' })).toEqual([
      '\\frac{\\mathrm{d}v}{\\mathrm{d}t} = \\frac{-\\left(v - E_{L}\\right)}{\\tau_m} + \\sqrt{2} \\, {v}^{2}',
    ]);
  });
});

test('statements are separated by semicolons or lines', () => {
  const { statements, faults } = parseStatements('v = V_r; w += b\nu *= 2;');
  expect(faults).toEqual([]);
  expect(statements.map(({ target, operator }) => target + operator)).toEqual(['v=', 'w+=', 'u*=']);
  expect(parseStatements('v == 3').faults).toHaveLength(1);
});
