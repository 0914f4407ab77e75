import { describe, expect, it, test } from 'vitest';
import type { Integrator } from '../../src/contract/index.ts';
import { distance, lowered, type Model, simulate } from './simulate.ts';

const DURATION_MS = 2;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly start: readonly number[];
}

const CASES: readonly Case[] = [
  {
    name: 'a membrane and its gates',
    text: [
      'dv/dt = (1.5 - 3*m**3*(v - 2) - 2*n**4*(v + 1))/ms : 1',
      'dm/dt = (1/(1 + exp(-v)) - m)/(0.4*ms) : 1',
      'dn/dt = (exp(v/3)*(1 - n) - n)/ms : 1',
    ].join('\n'),
    start: [0.2, 0.4, 0.3],
  },
  {
    name: 'alpha and double-exponential conductances',
    text: [
      'dv/dt = (-v - g*(v - 3) - i*(v + 2))/ms : 1',
      'dg/dt = (x - g)/(0.5*ms) : 1',
      'dx/dt = -x/(0.5*ms) : 1',
      'di/dt = (y - i)/(0.7*ms) : 1',
      'dy/dt = -y/(0.3*ms) : 1',
    ].join('\n'),
    start: [0, 0.1, 2, 0, 1],
  },
  {
    name: 'time in slopes and in drives',
    text: 'dv/dt = (-v*(1 + sin(3*t/ms)) + w*cos(2*t/ms))/ms : 1\ndw/dt = (v*t/ms - w)/ms : 1',
    start: [1, 0.5],
  },
  {
    name: 'three equations that all read each other',
    text: 'dx/dt = (y*z - x)/ms : 1\ndy/dt = (1 - x*z*y)/ms : 1\ndz/dt = (x*y - 2*z + 0.3*x)/ms : 1',
    start: [1, 0.2, 0.5],
  },
];

function error(integrator: Integrator, steps: number, { text, start }: Case, notRefractory = true): number {
  const run = (of: Integrator, many: number) => {
    const dtMs = DURATION_MS / many;
    return simulate(lowered({ text, integrator: of, dtMs }), start, [], dtMs, many, notRefractory);
  };
  return distance(run(integrator, steps), run('rk4', 2048));
}

describe("Strang's composition", () => {
  test.each(CASES)('has order 2: $name', (system) => {
    const order = Math.log2(error('strang', 64, system) / error('strang', 128, system));
    expect(Math.abs(order - 2)).toBeLessThan(0.1);
    expect(error('strang', 128, system)).toBeLessThan(0.1 * error('exponential_euler', 128, system));
  });

  it('has order 2 too while clamped states stand still', () => {
    const text = 'dv/dt = (1 - v*w)/ms : 1\ndw/dt = (v*u - w)/ms : 1 (unless refractory)\ndu/dt = (w - u*v)/ms : 1';
    const system = { name: 'clamped', text, start: [1.5, 2, 1] };
    const order = Math.log2(error('strang', 64, system, false) / error('strang', 128, system, false));
    expect(Math.abs(order - 2)).toBeLessThan(0.1);
    const held = simulate(lowered({ text, integrator: 'strang', dtMs: 0.1 }), system.start, [], 0.1, 10, false);
    expect(held[1]).toBe(2);
  });

  it('solves linear equations that read only each other exactly, within a system that is not linear', () => {
    const text = 'dv/dt = -v*g/ms : 1\ndg/dt = (x - g)/(2*ms) : 1\ndx/dt = -x/(2*ms) : 1';
    const [, g, x] = simulate(lowered({ text, integrator: 'strang', dtMs: 1.5 }), [1, 0.5, 2], [], 1.5, 2);
    expect(g).toBeCloseTo((0.5 + 2 * 1.5) * Math.exp(-1.5), 13);
    expect(x).toBeCloseTo(2 * Math.exp(-1.5), 13);
  });

  it('computes the rates of gates once a step, and so it does the slope of a membrane with conductances', () => {
    const operations = (system: Case | undefined, counted: string) =>
      lowered({ text: system?.text ?? '', integrator: 'strang' }).update.nodes.filter(({ op }) => op === counted)
        .length;
    expect(operations(CASES[0], 'exp')).toBe(2);
    expect(operations(CASES[1], 'bernoulliNearZero')).toBe(1);
  });

  const refused: readonly [Model['text'], string][] = [
    ['dv/dt = (1 - v + (v > 0.5))/ms : 1', 'needs dv/dt to be linear in v, and it is not'],
    ['dv/dt = (1 - v**2)/ms : 1', 'needs dv/dt to be linear in v, and it is not'],
    ['dv/dt = (1 - v)/ms + xi/ms**0.5 : 1', 'cannot integrate the noise'],
  ];
  test.each(refused)('refuses %s', (text, sentence) => {
    expect(() => lowered({ text, integrator: 'strang' })).toThrow(sentence);
  });
});
