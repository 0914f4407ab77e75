import { describe, expect, test } from 'vitest';
import { type Equilibrium, equilibriaOf } from '../../src/analysis/dynamics/equilibria.ts';
import { residualOf } from '../../src/analysis/dynamics/system.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { prepared } from './systems.ts';

const cases = neurons.flatMap(({ id, sets }) =>
  [undefined, ...sets.map(({ name }) => name)].map((set) => ({ id, set })),
);

/** Its adaptation cancels its leak: what is left of the current far below the threshold is an exponential that underflows. */
const DEGENERATE = 'Delayed regular bursting';

describe('equilibria of the library', () => {
  test.each(cases)('$id $set', async ({ id, set }) => {
    const { system, neuron, indexOf } = await prepared(id, set === undefined ? {} : { set });
    const { states, parameters: count } = system.field;
    const input = indexOf(neuron.parameterNames.at(-1) ?? '');
    const sensitivity = new Float64Array(states * count);
    system.field.sensitivity(system.initial, system.parameters, sensitivity);
    const gain = Math.abs(sensitivity[system.membrane * count + input] ?? 0) || 1;
    for (const share of [0, 0.01, 1]) {
      // An input that moves the membrane by so much of its window in 1 ms.
      const value = (share * (system.window.high - system.window.low)) / gain;
      const parameters = system.parameters.with(input, value);
      const { equilibria, flat } = equilibriaOf(system, parameters);
      if (set !== DEGENERATE) expect(flat).toBe(null);
      for (const { state, eigenvalues } of equilibria) {
        expect(residualOf(system, state, parameters)).toBeLessThan(1e-12);
        expect(eigenvalues).toHaveLength(states);
      }
      const places = equilibria.map(({ state }) => state[system.membrane] ?? 0);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    }
  });
});

const near = (list: readonly (number | undefined)[], wanted: readonly number[], digits: number): void => {
  expect(list).toHaveLength(wanted.length);
  for (const [k, value] of wanted.entries()) expect(list[k]).toBeCloseTo(value, digits);
};

/** Section 6 of the reference: rest at I = 0 and its eigenvalues, the saddle. */
const ADEX: readonly { set: string; rest: number; saddle: number; eigenvalues?: readonly (readonly number[])[] }[] = [
  {
    set: 'Regular spiking',
    rest: -70.5999,
    saddle: -45.0551,
    eigenvalues: [
      [-0.10576, 0],
      [-0.00794, 0],
    ],
  },
  {
    set: 'Bursting',
    rest: -70.5999,
    saddle: -45.0551,
    eigenvalues: [
      [-0.08805, 0],
      [-0.0687, 0],
    ],
  },
  { set: 'Fast spiking', rest: -70.5999, saddle: -45.0613 },
  {
    set: 'Tonic',
    rest: -69.9999,
    saddle: -44.5481,
    // The reference has ±0.0163i; trace and determinant without the exponential, which is small, give sqrt(0.002 - 0.041667^2).
    eigenvalues: [
      [-0.0417, -0.01625],
      [-0.0417, 0.01625],
    ],
  },
  { set: 'Adaptation', rest: -69.9999, saddle: -44.6092 },
  { set: 'Initial burst', rest: -57.9696, saddle: -46.0182 },
  { set: 'Regular bursting', rest: -57.969, saddle: -46.0622 },
  { set: 'Delayed accelerating', rest: -69.9995, saddle: -48.8683 },
  { set: 'Transient', rest: -64.9994, saddle: -43.9016 },
  { set: 'Irregular', rest: -59.8234, saddle: -52.2645 },
];

const named = ({ type, stable }: Equilibrium): string => `${stable ? 'stable' : 'unstable'} ${type}`;

describe('against the reference', () => {
  test.each(ADEX)('AdEx $set', async ({ set, rest, saddle, eigenvalues }) => {
    const { system } = await prepared('adex', { set });
    const { equilibria, complete } = equilibriaOf(system);
    expect(complete).toBe(true);
    near(
      equilibria.map(({ state }) => state[0]),
      [rest, saddle],
      4,
    );
    expect(equilibria.map(({ type }) => type)[1]).toBe('saddle');
    expect(equilibria[0]?.stable).toBe(true);
    eigenvalues?.forEach((pair, k) => void near(equilibria[0]?.eigenvalues[k] ?? [], pair, 4));
  });

  test('AdEx, regular spiking, at 500 pA and beyond the fold', async () => {
    const { system, having } = await prepared('adex', { set: 'Regular spiking' });
    const { equilibria } = equilibriaOf(system, having({ I: 500 }));
    near(
      equilibria.flatMap(({ state }) => state.slice(0, 1)),
      [-55.774, -47.2139],
      4,
    );
    expect(equilibria[0]?.state[1]).toBeCloseTo(59.304, 3);
    expect(equilibria.map(named)).toEqual(['stable node', 'unstable saddle']);
    expect(equilibriaOf(system, having({ I: 628 })).equilibria).toEqual([]);
  });

  test('AdEx whose adaptation cancels its leak has none without a current', async () => {
    const { system } = await prepared('adex', { set: DEGENERATE });
    const { equilibria, flat } = equilibriaOf(system);
    expect(equilibria).toEqual([]);
    // The exponential is less than 1e-12 of the leak's terms, which are some hundred times Delta_T.
    expect(flat?.high).toBeLessThan(-50 + 2 * Math.log(2e-10));
  });

  test.each([
    { I: 0, state: [-1.199408, -0.62426], pair: [-0.25129, 0.21195], type: 'stable focus' },
    { I: 0.3, state: [-0.993297, -0.366622], type: 'stable focus' },
    { I: 0.5, state: [-0.804848, -0.13106], pair: [0.14411, 0.19155], type: 'unstable focus' },
    { I: 1, state: [0.408866, 1.386082] },
    { I: 1.5, state: [1.03248, 2.1656], type: 'stable focus' },
  ])('FitzHugh-Nagumo at $I', async ({ I, state, pair, type }) => {
    const { system, having } = await prepared('fitzhugh-nagumo');
    const { equilibria } = equilibriaOf(system, having({ I }));
    expect(equilibria).toHaveLength(1);
    near(equilibria[0]?.state ?? [], state, 6);
    if (pair) near(equilibria[0]?.eigenvalues[1] ?? [], pair, 5);
    if (type) expect(equilibria.map(named)).toEqual([type]);
  });

  test.each([
    { I: 0, state: [-1, 0] },
    { I: 1, state: [-0.682328, 0.635344], stable: true },
    { I: 1.3, state: [-0.541351, 0.917298], stable: false },
    { I: 2, state: [0, 2] },
  ])('FitzHugh-Nagumo as in the exercise at $I', async ({ I, state, stable }) => {
    const { system, having } = await prepared('fitzhugh-nagumo', { set: 'Neuronal Dynamics exercise' });
    const { equilibria } = equilibriaOf(system, having({ I }));
    expect(equilibria).toHaveLength(1);
    near(equilibria[0]?.state ?? [], state, 6);
    if (stable !== undefined) expect(equilibria[0]?.stable).toBe(stable);
  });

  test('Morris-Lecar of each class', async () => {
    const second = await prepared('morris-lecar', { set: 'Class II (Hopf)' });
    const { equilibria: one } = equilibriaOf(second.system, second.having({ I: 6000 }));
    near(
      one.map(({ state }) => state[0]),
      [-36.755],
      3,
    );
    expect(one[0]?.state[1]).toBeCloseTo(0.0702, 4);
    const first = await prepared('morris-lecar', { set: 'Class I (saddle-node on a circle)' });
    const { equilibria: three } = equilibriaOf(first.system, first.having({ I: 3600 }));
    expect(three).toHaveLength(3);
    [-36.794, -23.026, 4.385].forEach((v, k) => {
      expect(Math.abs((three[k]?.state[0] ?? 0) / v - 1)).toBeLessThan(1e-4);
    });
    expect(three.map(named)).toEqual(['stable node', 'unstable saddle', 'unstable focus']);
  });

  test('Hodgkin-Huxley and Wang-Buzsáki at rest', async () => {
    const axon = await prepared('hodgkin-huxley');
    const { equilibria } = equilibriaOf(axon.system);
    expect(equilibria).toHaveLength(1);
    near(equilibria[0]?.state ?? [], [-64.9964, 0.05295, 0.59599, 0.31773], 4);
    const interneuron = await prepared('wang-buzsaki');
    expect(equilibriaOf(interneuron.system).equilibria[0]?.state[0]).toBeCloseTo(-64.0176, 4);
  });

  test('LIF above its rheobase would rest beyond its threshold', async () => {
    const { system, having } = await prepared('lif');
    const [equilibrium] = equilibriaOf(system, having({ I: 2500 })).equilibria;
    expect(equilibrium).toMatchObject({ state: [25], stable: true, beyondThreshold: true });
  });

  test('phases: two of the theta neuron on its circle, every one of a Kuramoto oscillator that stands still', async () => {
    const theta = await prepared('theta');
    const { equilibria } = equilibriaOf(theta.system, theta.having({ I: -0.25 }));
    // cos(theta) = (1 + I)/(1 - I), of which the negative one is stable.
    const place = Math.acos((1 - 0.25) / (1 + 0.25));
    near(
      equilibria.map(({ state }) => state[0]),
      [-place, place],
      10,
    );
    expect(equilibria.map(({ stable }) => stable)).toEqual([true, false]);
    const oscillator = await prepared('kuramoto', { parameters: { omega: '0 1/ms' } });
    expect(equilibriaOf(oscillator.system)).toMatchObject({ equilibria: [], flat: { high: 2 * Math.PI } });
  });

  test('two equilibria that have met are one, degenerate', async () => {
    const { system, having } = await prepared('qif');
    // a (V_c - E_L)^2/4, through R = 10 MOhm.
    const critical = (0.04 * 15 ** 2) / 4 / 0.01;
    const { equilibria } = equilibriaOf(system, having({ I: critical }));
    near(
      equilibria.map(({ state }) => state[0]),
      [-57.5],
      5,
    );
    expect(equilibria.map(named)).toEqual(['unstable degenerate']);
    expect(equilibriaOf(system, having({ I: critical * (1 - 1e-9) })).equilibria).toHaveLength(2);
    expect(equilibriaOf(system, having({ I: critical * (1 + 1e-9) })).equilibria).toEqual([]);
  });
});
