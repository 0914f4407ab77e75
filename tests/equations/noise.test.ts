import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Integrator } from '../../src/contract/index.ts';
import { evaluateProgram, type LoweredGroup, lowerGroup, parseEquations } from '../../src/equations/index.ts';
import { choleskyFactor, noiseCovariance } from '../../src/equations/noise-factor.ts';
import { propagatorValues } from '../../src/equations/propagator-values.ts';
import { DIMENSIONLESS, parseUnit } from '../../src/units/index.ts';

type Method = Integrator | 'default';

/** `a`, `b`: 1/ms; `s`, `r`, `q`: strengths of noise; other parameters: pure numbers. */
const UNITS: Readonly<Record<string, string>> = { a: '1/ms', b: '1/ms', s: 'ms**-0.5', r: 'ms**-0.5', q: 'ms**-0.5' };

function lower(text: string, parameters: readonly string[], integrator: Method, dtMs: number) {
  return lowerGroup({
    equations: parseEquations(text).equations,
    parameters: parameters.map((name) => ({
      name,
      dimension: parseUnit(UNITS[name] ?? '1')?.dimension ?? DIMENSIONLESS,
    })),
    inputs: [],
    threshold: null,
    reset: null,
    integrator,
    dtMs,
  });
}

/** One step of a lowered model: states, normal numbers and time in, states out. */
type Step = (states: readonly number[], normals: readonly number[], time?: number, notRefractory?: boolean) => number[];

function stepOf(
  text: string,
  parameters: Readonly<Record<string, number>>,
  integrator: Method,
  dtMs: number,
): Step & { readonly group: LoweredGroup } {
  const group = lower(text, Object.keys(parameters), integrator, dtMs);
  if (!group.ok) throw new Error(group.faults.map(({ message }) => message).join(' '));
  const values = Object.values(parameters);
  for (const propagator of group.propagators)
    propagatorValues(propagator, values, dtMs).forEach((value, k) => {
      values[propagator.entries[k]?.parameter ?? -1] = value;
    });
  const step: Step = (states, normals, time = 0, notRefractory = true) =>
    evaluateProgram(group.update, { states, parameters: values, inputs: [], time, normals, notRefractory });
  return Object.assign(step, { group });
}

/** Faults of a model, or of an integrator for it. */
const faults = (text: string, parameters: readonly string[], integrator: Method = 'default'): string => {
  const result = lower(text, parameters, integrator, 0.1);
  return result.ok ? '' : result.faults.map(({ message }) => message).join(' ');
};

/** A source of uniform numbers that is the same in every run (mulberry32), as normal ones by Box and Muller. */
function normalNumbers(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Mean of f(z) over standard normal numbers, exact for polynomials up to degree 9 (Gauss and Hermite's five points). */
function normalMean(f: (z: number) => number): number {
  const points = [0, 1.355626179974266, 2.856970013872806];
  const weights = [8 / 15, 0.2220759220056126, 0.011257411327720689];
  return points.reduce((sum, z, k) => sum + (weights[k] ?? 0) * (z === 0 ? f(0) : f(z) + f(-z)), 0);
}

interface ReferenceCase {
  readonly method: Integrator;
  readonly equations: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly start: readonly number[];
  readonly dtMs: number;
  readonly normals: readonly (readonly number[])[];
  readonly states: readonly (readonly number[])[];
}

const references: readonly ReferenceCase[] = JSON.parse(
  readFileSync(new URL('brian2-noise.json', import.meta.url), 'utf8'),
);

describe('with the same normal numbers as Brian2 2.9', () => {
  test.each(references.map((one) => [one.method, one.equations, one] as const))(
    '%s takes the same steps of %s',
    (method, equations, { parameters, start, dtMs, normals, states }) => {
      const step = stepOf(equations, parameters, method, dtMs);
      let present: readonly number[] = start;
      for (const [k, expected] of states.entries()) {
        present = step(
          present,
          normals.map((numbers) => numbers[k] ?? Number.NaN),
          k * dtMs,
        );
        present.forEach((x, i) => {
          expect(Math.abs(x - (expected[i] ?? Number.NaN))).toBeLessThan(1e-12 * (1 + Math.abs(x)));
        });
      }
    },
  );
});

const GROWTH = 'dx/dt = a*x + s*x*xi : 1';

describe('the calculus of multiplicative noise', () => {
  // dX = a X + s X xi: E X(T) is e^(a T) in Ito's sense and e^((a + s^2/2) T) in Stratonovich's.
  const [a, s, T] = [-0.2, 0.7, 2];
  const meanAfter = (integrator: Method, steps: number): number => {
    const step = stepOf(GROWTH, { a, s }, integrator, T / steps);
    return normalMean((z) => step([1], [z])[0] ?? Number.NaN) ** steps;
  };

  test.each<[Method, number]>([
    ['euler', a],
    ['stochastic_heun', a + (s * s) / 2],
    ['heun', a + (s * s) / 2],
    ['default', a + (s * s) / 2],
  ])('%s has the mean of its sense, with an error of first order', (integrator, rate) => {
    const error = (steps: number) => Math.abs(meanAfter(integrator, steps) / Math.exp(rate * T) - 1);
    expect(error(256)).toBeLessThan(2e-3);
    expect(Math.log2(error(128) / error(256))).toBeCloseTo(1, 1);
  });

  it('of Brian2’s Milstein has the mean of its sense, with an error of order 1/2', () => {
    const error = (steps: number) => Math.abs(meanAfter('milstein', steps) / Math.exp((a + (s * s) / 2) * T) - 1);
    expect(Math.log2(error(1024) / error(4096)) / 2).toBeCloseTo(0.5, 1);
    expect(error(2 ** 20)).toBeLessThan(3e-4);
  });

  test.each<[Integrator, number, number, number]>([
    ['euler', a, -0.5, 0.5],
    ['stochastic_heun', a, 0, 1],
    ['heun', a, 0, 1],
    ['milstein', 0, 0, 1],
  ])('%s follows single paths, drift %d', (integrator, drift, correction, order) => {
    const finest = 128;
    const errorOf = (steps: number): number => {
      const step = stepOf(GROWTH, { a: drift, s }, integrator, T / steps);
      const normal = normalNumbers(7);
      const together = finest / steps;
      let sum = 0;
      const paths = 400;
      for (let path = 0; path < paths; path++) {
        let x = 1;
        let W = 0;
        for (let k = 0; k < steps; k++) {
          let z = 0;
          for (let j = 0; j < together; j++) z += normal();
          [x = Number.NaN] = step([x], [z / Math.sqrt(together)]);
          W += z * Math.sqrt(T / finest);
        }
        sum += Math.abs(x - Math.exp((drift + correction * s * s) * T + s * W));
      }
      return sum / paths;
    };
    expect(Math.abs(Math.log2(errorOf(32) / errorOf(128)) / 2 - order)).toBeLessThan(0.15);
  });

  it('is told apart by structure', () => {
    const noiseOf = (text: string) => stepOf(text, { a: 1, s: 1 }, 'default', 0.1).group.noise;
    expect(noiseOf('dx/dt = -a*x : 1')).toBe('none');
    expect(noiseOf('dx/dt = -a*x + s*xi : 1')).toBe('additive');
    expect(noiseOf('g = s*sin(a*t) : ms**-0.5\ndx/dt = -a*x + g*xi : 1')).toBe('additive');
    expect(noiseOf('dx/dt = -a*x + s*(x > 3)*xi : 1')).toBe('multiplicative');
    expect(noiseOf('y = 1 + x : 1\nz = y*xi : ms**-0.5\ndx/dt = -a*x + s*z/s*sqrt(a) : 1')).toBe('multiplicative');
  });

  test.each([
    ['dx/dt = s*s*x*xi*xi*ms : 1', 'linear in the noise'],
    ['dx/dt = a*(xi > 0/ms**0.5) : 1', 'linear in the noise'],
    ['dx/dt = a*exp(xi*ms**0.5) : 1', 'linear in the noise'],
    ['dx/dt = s/(1 + x)*abs(xi) : 1', 'linear in the noise'],
  ])('"%s" is refused: noise is a term', (text, sentence) => {
    for (const method of ['default', 'euler'] as const) expect(faults(text, ['a', 's'], method)).toContain(sentence);
  });

  test.each<[Integrator, string, string]>([
    ['milstein', 'dx/dt = s*x*xi_1 + s*xi_2 : 1', 'reads several'],
    ['milstein', 'dx/dt = s*x*xi : 1\ndy/dt = s*xi : 1', 'in another equation too'],
    ['milstein', 'dx/dt = s*y*xi_1 : 1\ndy/dt = s*xi_2 : 1', 'depends on y, which has noise too'],
    ['exact', GROWTH, 'it depends on the states here'],
    ['rk4', GROWTH, '"Heun (Stratonovich)" (stochastic_heun) can'],
    ['rk2', GROWTH, '"Heun (Stratonovich)" (stochastic_heun) can'],
    ['exponential_euler', GROWTH, '"Heun (Stratonovich)" (stochastic_heun) can'],
    ['sequential_euler', 'dx/dt = s*xi : 1\ndy/dt = s*x*xi : 1', 'the same noise has moved before'],
  ])('%s refuses "%s"', (integrator, text, sentence) => {
    expect(faults(text, ['a', 's'], integrator)).toContain(sentence);
  });
});

describe('Heun of a curved system with additive noise', () => {
  it('has order 2 without noise', () => {
    const at = (steps: number) => {
      const step = stepOf('dx/dt = a*(t/ms - x**3) + s*xi : 1', { a: 1, s: 0 }, 'default', 2 / steps);
      expect(step.group.integrator).toBe('stochastic_heun');
      let x = 1;
      for (let k = 0; k < steps; k++) [x = Number.NaN] = step([x], [1], (2 * k) / steps);
      return x;
    };
    const fine = at(4096);
    expect(Math.log2(Math.abs((at(32) - fine) / (at(64) - fine)))).toBeCloseTo(2, 0);
  });

  it('has a stationary variance of second order, where that of Euler and Maruyama is of first', () => {
    const excess = (integrator: Integrator, dtMs: number): number => {
      const step = stepOf('dx/dt = -a*x + s*xi : 1', { a: 1, s: 1 }, integrator, dtMs);
      const [kept = Number.NaN] = step([1], [0]);
      const [added = Number.NaN] = step([0], [1]);
      return added ** 2 / (1 - kept ** 2) / 0.5 - 1;
    };
    expect(excess('euler', 0.1)).toBeCloseTo(0.1 / 1.9, 6);
    expect(Math.abs(excess('stochastic_heun', 0.1))).toBeLessThan(0.003);
    expect(Math.log2(excess('stochastic_heun', 0.1) / excess('stochastic_heun', 0.05))).toBeCloseTo(2, 0);
    expect(Math.abs(excess('exact', 3))).toBeLessThan(1e-13);
  });
});

/** The integral of e^(A s) S S^T e^(A^T s) over a step, by Simpson's rule; `piece`: the exact step of a 400th of it. */
function covarianceBySum(piece: Step, size: number, columns: readonly number[][], dtMs: number): number[] {
  const pieces = 400;
  const zeros = Array.from({ length: 8 }, () => 0);
  const Q = Array.from({ length: size * size }, () => 0);
  let moved = columns;
  for (let k = 0; k <= pieces; k++) {
    const weight = ((k === 0 || k === pieces ? 1 : k % 2 === 1 ? 4 : 2) * dtMs) / pieces / 3;
    covarianceOf(moved, size).forEach((entry, index) => {
      Q[index] = (Q[index] ?? 0) + weight * entry;
    });
    moved = moved.map((column) => piece(column, zeros));
  }
  return Q;
}

/** What the normal numbers of one step add to the states: column by number. */
function kicksOf(step: Step, size: number, numbers: number, notRefractory = true): number[][] {
  const at = Array.from({ length: size }, () => 0);
  const still = step(
    at,
    Array.from({ length: numbers }, () => 0),
    0,
    notRefractory,
  );
  return Array.from({ length: numbers }, (_, k) =>
    step(
      at,
      Array.from({ length: numbers }, (_zero, j) => (j === k ? 1 : 0)),
      0,
      notRefractory,
    ).map((x, i) => x - (still[i] ?? 0)),
  );
}

const covarianceOf = (columns: readonly number[][], size: number): number[] =>
  Array.from({ length: size * size }, (_, index) =>
    columns.reduce((sum, column) => sum + (column[Math.floor(index / size)] ?? 0) * (column[index % size] ?? 0), 0),
  );

describe('the exact step of a linear system with noise', () => {
  const PARAMETERS = { a: 0.6, b: 1.7, s: 0.8, r: 0.5 };
  test.each<[string, string, number[][]]>([
    ['an Ornstein-Uhlenbeck process', 'dx/dt = -a*x + s*xi : 1', [[0.8]]],
    ['a Wiener process', 'dx/dt = s*xi : 1', [[0.8]]],
    ['its integral', 'dx/dt = a*y : 1\ndy/dt = s*xi : 1', [[0, 0.8]]],
    ['a membrane under coloured noise', 'dv/dt = a*(y - v) : 1\ndy/dt = -b*y + s*xi : 1', [[0, 0.8]]],
    ['two that share a noise', 'dx/dt = -a*x + s*xi : 1\ndy/dt = -b*y - r*xi : 1', [[0.8, -0.5]]],
    [
      'two of the same time constant that share a noise',
      'dx/dt = -a*x + s*xi : 1\ndy/dt = -a*y + r*xi : 1',
      [[0.8, 0.5]],
    ],
    ['several noises in one equation', 'dx/dt = -a*x + s*xi_1 + r*xi_2 : 1', [[0.8], [0.5]]],
    [
      'a loop with two noises',
      'dx/dt = -a*x + b*y + s*xi_1 : 1\ndy/dt = -b*x - a*y + r*xi_1 + r*xi_2 : 1\ndz/dt = a*(x - z) : 1',
      [
        [0.8, 0.5, 0],
        [0, 0.5, 0],
      ],
    ],
  ])('%s has the covariance of the closed form, at any step', (_, text, columns) => {
    const size = columns[0]?.length ?? 0;
    for (const dtMs of [0.01, 1]) {
      const step = stepOf(text, PARAMETERS, 'default', dtMs);
      expect(step.group.integrator).toBe('exact');
      const found = covarianceOf(kicksOf(step, size, 6), size);
      const expected = covarianceBySum(stepOf(text, PARAMETERS, 'exact', dtMs / 400), size, columns, dtMs);
      const scale = Math.max(...expected.map(Math.abs));
      found.forEach((entry, index) => {
        expect(Math.abs(entry - (expected[index] ?? 0))).toBeLessThan(1e-9 * scale);
      });
    }
  });

  it('composes: two half steps have the covariance of one whole', () => {
    const text = 'dx/dt = -a*x + b*y + s*xi_1 : 1\ndy/dt = -b*x - a*y + r*xi_1 + r*xi_2 : 1\ndz/dt = a*(x - z) : 1';
    const half = stepOf(text, PARAMETERS, 'exact', 15);
    const zeros = [0, 0, 0, 0, 0];
    const first = kicksOf(half, 3, 5).map((column) => half(column, zeros));
    const both = covarianceOf([...first, ...kicksOf(half, 3, 5)], 3);
    const whole = covarianceOf(kicksOf(stepOf(text, PARAMETERS, 'exact', 30), 3, 5), 3);
    whole.forEach((entry, index) => {
      expect(Math.abs(entry - (both[index] ?? 0))).toBeLessThan(1e-12);
    });
  });

  it('holds a clamped state, and what it drives sees no noise through it', () => {
    const text =
      'dv/dt = a*(y - v) + s*xi_1 : 1 (unless refractory)\ndy/dt = -b*y + r*xi_2 : 1\ndu/dt = a*(v - u) + r*xi_2 : 1';
    const step = stepOf(text, PARAMETERS, 'default', 0.7);
    const [v, y] = step([1, 2, 3], [0.3, -0.4, 1.1], 0, false);
    expect(v).toBe(1);
    expect(y).toBe(step([1, 2, 3], [0.3, -0.4, 1.1])[1]);
    // Then y and u are driven by one noise, and v is a constant.
    const alone = stepOf('dy/dt = -b*y + r*xi : 1\ndu/dt = -a*u + r*xi : 1', PARAMETERS, 'exact', 0.7);
    const expected = covarianceOf(kicksOf(alone, 2, 2), 2);
    const found = covarianceOf(kicksOf(step, 3, 3, false), 3);
    [found[4], found[5], found[7], found[8]].forEach((entry, index) => {
      expect(entry).toBeCloseTo(expected[index] ?? Number.NaN, 14);
    });
  });

  it('does not grow without bound where the step is long against the time constant', () => {
    const dtMs = 1e6;
    const Q = noiseCovariance(Float64Array.of(-1), Float64Array.of(1), 1, dtMs);
    expect(Q[0]).toBeCloseTo(0.5, 14);
  });

  it('leaves noise of a changing strength to another method', () => {
    const text = 'dx/dt = -a*x + s*cos(a*t)*xi : 1';
    expect(stepOf(text, PARAMETERS, 'default', 0.1).group.integrator).toBe('stochastic_heun');
    expect(faults(text, ['a', 's'], 'exact')).toContain('needs noise of a fixed strength');
  });
});

it('a singular covariance has a factor', () => {
  const L = choleskyFactor(Float64Array.of(4, 2, 0, 2, 1, 0, 0, 0, 0), 3);
  expect([...L]).toEqual([2, 0, 0, 1, 0, 0, 0, 0, 0]);
});
