import { expect, test } from 'vitest';
import { ProgramBuilder } from '../../src/equations/builder.ts';
import { differentiate } from '../../src/equations/derivative.ts';
import { evaluateProgram, parseExpression } from '../../src/equations/index.ts';
import { lowerExpression } from '../../src/equations/lower-expression.ts';

test.each([
  'x**3 - 2*x',
  'exp(-x*x)/(1 + x)',
  'log(x) + log1p(x) + sqrt(x)',
  'sin(x)*cos(2*x)',
  'tanh(x)',
  'expm1(x)',
  'exprel(x)',
  'x/exprel(1e-4*x)',
  'x**x',
  'x**2.5',
  'abs(1 - x)',
  'min(x, 1)*max(x, 1)',
  'where(x > 1, x**2, 3*x)',
  'cosh(x) - sinh(x/2)',
])('d/dx %s is its slope', (text) => {
  const { expression } = parseExpression(text);
  if (!expression) throw new Error(text);
  const builder = new ProgramBuilder();
  const leaf = builder.leaf({ op: 'state', index: 0 });
  const root = lowerExpression(builder, expression, () => leaf);
  const program = builder.extract([root, differentiate(builder, root, leaf)]);
  const at = (x: number) =>
    evaluateProgram(program, { states: [x], parameters: [], inputs: [], time: 0, normals: [], notRefractory: true });
  for (const x of [0.3, 0.7, 1.6, 2.9]) {
    const h = 1e-5;
    const slope = ((at(x + h)[0] ?? 0) - (at(x - h)[0] ?? 0)) / (2 * h);
    const found = at(x)[1] ?? Number.NaN;
    expect(Math.abs(found - slope)).toBeLessThan(1e-8 * (1 + Math.abs(slope)));
  }
});
