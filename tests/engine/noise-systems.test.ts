import { describe, expect, it, test } from 'vitest';
import type { EngineConfig, GroupConfig, Integrator, Values } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { Purpose } from '../../src/engine/random/draws.ts';
import { drawElements } from '../../src/engine/random/values.ts';
import { evaluateProgram, lowerGroup, parseEquations } from '../../src/equations/index.ts';
import { normalQuantile } from '../../src/equations/normal-quantile.ts';
import { philox, uniformOf } from '../../src/equations/philox.ts';
import { propagatorValues } from '../../src/equations/propagator-values.ts';
import { DIMENSIONLESS, parseUnit } from '../../src/units/index.ts';
import { constant, empty } from './configs.ts';

const KEY = 17;
const SEED = 3;

interface Wish {
  readonly text: string;
  /** Name, unit and values of each parameter. */
  readonly parameters: Readonly<Record<string, readonly [string, Values]>>;
  readonly integrator: 'default' | Integrator;
  readonly dtMs: number;
  readonly size: number;
  readonly initial?: readonly number[];
  readonly threshold?: string;
  readonly reset?: string;
}

function configOf(wish: Wish): EngineConfig {
  const { text, parameters, integrator, dtMs, size, initial = [], threshold = null, reset = null } = wish;
  const group = lowerGroup({
    equations: parseEquations(text).equations,
    parameters: Object.entries(parameters).map(([name, [unit]]) => ({
      name,
      dimension: parseUnit(unit)?.dimension ?? DIMENSIONLESS,
    })),
    inputs: [],
    threshold,
    reset,
    integrator,
    dtMs,
  });
  if (!group.ok) throw new Error(group.faults.map(({ message }) => message).join(' '));
  const config: GroupConfig = {
    name: 'noisy',
    key: KEY,
    size,
    states: group.states.map(({ name, clampedWhileRefractory }, k) => ({
      name,
      initial: constant(initial[k] ?? 0),
      clampedWhileRefractory,
    })),
    parameters: group.parameters.map(({ name }) => ({ name, values: parameters[name]?.[1] ?? constant(0) })),
    propagators: group.propagators,
    inputs: [],
    update: group.update,
    outputs: [],
    threshold: group.threshold,
    reset: group.reset,
    refractoryMs: threshold === null ? null : constant(3 * dtMs),
  };
  return { ...empty, dtMs, seed: SEED, groups: [config] };
}

/** Normal number of an element in a step, by the layout of the kernels. */
function normalOf(element: number, step: number, index: number): number {
  const words = new Uint32Array(4);
  philox(Math.floor(element / 8) * 4 + (element % 4), step, index, Purpose.noise, SEED, KEY, words);
  const half = Math.floor((element % 8) / 4) * 2;
  return normalQuantile(uniformOf(words[half] ?? 0, words[half + 1] ?? 0));
}

/** The states of all elements after so many steps, by the interpreter; spikes are counted as well. */
function interpreted({ groups, dtMs }: EngineConfig, steps: number): { states: number[][]; spikes: number } {
  const [group] = groups;
  if (group === undefined) throw new Error('no group');
  let spikes = 0;
  const of = (values: Values, element: number) => drawElements(values, group.size, SEED)[element] ?? Number.NaN;
  const states = Array.from({ length: group.size }, (_, element) => {
    const parameters = group.parameters.map(({ values }) => of(values, element));
    for (const propagator of group.propagators)
      propagatorValues(propagator, parameters, dtMs).forEach((value, k) => {
        parameters[propagator.entries[k]?.parameter ?? -1] = value;
      });
    let present = group.states.map(({ initial }) => of(initial, element));
    let until = 0;
    for (let step = 0; step < steps; step++) {
      const normals = [0, 1, 2, 3].map((index) => normalOf(element, step, index));
      const around = { parameters, inputs: [], time: step * dtMs, normals, notRefractory: until <= step };
      present = evaluateProgram(group.update, { ...around, states: present });
      if (group.threshold === null || until > step) continue;
      if (evaluateProgram(group.threshold, { ...around, states: present })[0] === 0) continue;
      spikes++;
      for (const { target, program } of group.reset)
        present[target] = evaluateProgram(program, { ...around, states: present })[0] ?? Number.NaN;
      until = step + 3;
    }
    return present;
  });
  return { states, spikes };
}

const drawn: Values = { kind: 'uniform', low: 0.5, high: 2, key: 8 };
const PARAMETERS: Wish['parameters'] = {
  a: ['1/ms', constant(0.9)],
  b: ['1/ms', drawn],
  s: ['ms**-0.5', constant(0.7)],
  r: ['ms**-0.5', drawn],
};

const GROWTH = 'dx/dt = -a*x + s*x*xi : 1\ndy/dt = b*(x - y) : 1';
const CURVED = 'dx/dt = a*(1 - x**3) + r*xi_1 : 1 (unless refractory)\ndy/dt = b*(x - y) + s*sqrt(1 + y**2)*xi_2 : 1';
const SHARED = 'dx/dt = a*(1 - x)*y + r*x*xi_1 + s*xi_2 : 1\ndy/dt = b*(x - y) + s*cos(a*t)*y*xi_1 : 1';
const LINEAR =
  'dx/dt = a*(y - x) + b + s*xi_1 : 1 (unless refractory)\ndy/dt = -b*y + r*xi_2 : 1\ndz/dt = b*(x - z) + s*xi_2 : 1';

describe('kernels of stochastic equations', () => {
  test.each<[Integrator, string]>([
    ['euler', GROWTH],
    ['euler', SHARED],
    ['sequential_euler', GROWTH],
    ['stochastic_heun', GROWTH],
    ['stochastic_heun', CURVED],
    ['stochastic_heun', SHARED],
    ['heun', GROWTH],
    ['heun', CURVED],
    ['heun', SHARED],
    ['milstein', GROWTH],
    ['milstein', CURVED],
    ['exact', LINEAR],
    ['exact', 'dx/dt = -b*x + r*xi + s*xi_2 : 1\ndy/dt = -b*y + r*xi : 1'],
  ])('of %s compute what the interpreter computes, bit for bit: %s', async (integrator, text) => {
    for (const threshold of [undefined, 'x > 0.8']) {
      const spiking = threshold === undefined ? {} : { threshold, reset: 'x = 0.1' };
      const config = configOf({
        text,
        parameters: PARAMETERS,
        integrator,
        dtMs: 0.1,
        size: 21,
        initial: [0.5, 1],
        ...spiking,
      });
      const { states, spikes } = interpreted(config, 25);
      expect(spikes > 0).toBe(threshold !== undefined);
      for (const chunks of [[25], [12, 13]]) {
        const engine = await createEngine(config);
        for (const steps of chunks) engine.advance(steps);
        config.groups[0]?.states.forEach((_, k) => {
          expect(Array.from(engine.readState(0, k))).toEqual(states.map((one) => one[k]));
        });
        engine.dispose();
      }
    }
  });
});

const SIZE = 20_000;
const momentsOf = (numbers: ArrayLike<number>): { mean: number; variance: number } => {
  const values = Array.from(numbers);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length };
};

async function finalStates(wish: Wish, steps: number): Promise<Float64Array> {
  const engine = await createEngine(configOf(wish));
  engine.advance(steps);
  const found = Float64Array.from(engine.readState(0, 0));
  engine.dispose();
  return found;
}

describe('geometric Brownian motion, dx = a x dt + s x dW', () => {
  const [a, s, T, steps] = [0.1, 0.4, 1, 200];
  test.each<['default' | Integrator, number]>([
    ['euler', a],
    ['default', a + s ** 2 / 2],
    ['heun', a + s ** 2 / 2],
    ['milstein', a + s ** 2 / 2],
  ])('under %s has the mean and the variance of its calculus', async (integrator, growth) => {
    const parameters: Wish['parameters'] = { a: ['1/ms', constant(a)], s: ['ms**-0.5', constant(s)] };
    const text = 'dx/dt = a*x + s*x*xi : 1';
    const numbers = await finalStates(
      { text, parameters, integrator, dtMs: T / steps, size: SIZE, initial: [1] },
      steps,
    );
    // E x = e^(growth T), Var x = (E x)^2 (e^(s^2 T) - 1); the error of the method is a hundredth of these bounds.
    const { mean, variance } = momentsOf(numbers);
    const expected = Math.exp(growth * T);
    const spread = expected ** 2 * (Math.exp(s ** 2 * T) - 1);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(spread / SIZE));
    const kurtosis = Math.exp(4 * s ** 2) + 2 * Math.exp(3 * s ** 2) + 3 * Math.exp(2 * s ** 2) - 3;
    expect(Math.abs(variance / spread - 1)).toBeLessThan(4 * Math.sqrt((kurtosis - 1) / SIZE));
  });
});

describe('a leaky membrane under white noise, dv = -v/tau dt + sigma sqrt(2/tau) dW', () => {
  it.each([0.05, 1, 10, 40])(
    'has the standard deviation sigma in steps of %d ms, with a time constant of 10 ms',
    async (dtMs) => {
      const parameters: Wish['parameters'] = { tau: ['ms', constant(10)], sigma: ['mV', constant(3)] };
      const text = 'dv/dt = -v/tau + sigma*sqrt(2/tau)*xi : mV';
      const steps = 60;
      const numbers = await finalStates({ text, parameters, integrator: 'default', dtMs, size: SIZE }, steps);
      const expected = 9 * (1 - Math.exp((-2 * steps * dtMs) / 10));
      expect(Math.abs(momentsOf(numbers).variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / SIZE));
    },
  );

  it('with time constants of its own for each neuron, too', async () => {
    const parameters: Wish['parameters'] = {
      tau: ['ms', { kind: 'uniform', low: 1, high: 30, key: 4 }],
      sigma: ['mV', constant(3)],
    };
    const text = 'dv/dt = -v/tau + sigma*sqrt(2/tau)*xi : mV';
    const numbers = await finalStates({ text, parameters, integrator: 'default', dtMs: 5, size: SIZE }, 40);
    expect(Math.abs(momentsOf(numbers).variance / 9 - 1)).toBeLessThan(4 * Math.sqrt(2 / SIZE));
  });
});
