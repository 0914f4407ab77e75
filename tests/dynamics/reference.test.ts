import { describe, expect, test } from 'vitest';
import { continueEquilibria } from '../../src/analysis/dynamics/continuation.ts';
import { equilibriaOf } from '../../src/analysis/dynamics/equilibria.ts';
import { firingOf } from '../../src/analysis/dynamics/excitability.ts';
import reference from '../reference/dynamics/neurons.json';
import { type Prepared, prepared } from './systems.ts';

const relative = (value: number | undefined, wanted: number): number => Math.abs((value ?? Number.NaN) / wanted - 1);

/** The parameters of a case; those that it does not have keep their values. */
function parametersOf({ having }: Prepared, parameters: object, I: number): readonly number[] {
  const given = Object.entries(parameters).filter((pair): pair is [string, number] => typeof pair[1] === 'number');
  return having({ ...Object.fromEntries(given), I });
}

/** Computed by SciPy from equations written anew, of parameters drawn at random: tests/reference/dynamics/neurons.py. */
describe('random neurons against SciPy', () => {
  test.each(reference.cases.map((given, k) => ({ k, ...given })))('$k: $model', async (given) => {
    const neuron = await prepared(given.model);
    const parameters = parametersOf(neuron, given.parameters, given.I);
    const { equilibria } = equilibriaOf(neuron.system, parameters);
    // AdEx is bounded far up in its upstroke, where the reference does not look.
    expect(equilibria).toHaveLength(given.equilibria.length);
    given.equilibria.forEach((state, k) => {
      state.forEach((value, j) => void expect(relative(equilibria[k]?.state[j], value)).toBeLessThan(1e-8));
    });
    const [from = 0, to = 0] = given.range;
    const varied = { parameters, index: neuron.indexOf('I'), from, to };
    const special = [...continueEquilibria(neuron.system, varied, { starts: 3 })]
      .flatMap((event) => (event.kind === 'special' ? [event.point] : []))
      .sort((a, b) => (a.state[0] ?? 0) - (b.state[0] ?? 0));
    const folds = special.filter(({ kind }) => kind === 'fold');
    const hopfs = special.filter(({ kind }) => kind === 'hopf');
    expect([folds.length, hopfs.length]).toEqual([given.folds.length, given.hopfs.length]);
    given.folds.forEach(({ I }, k) => void expect(relative(folds[k]?.value, I)).toBeLessThan(1e-7));
    given.hopfs.forEach(({ I, omega }, k) => {
      expect(relative(hopfs[k]?.value, I)).toBeLessThan(1e-6);
      expect(relative(hopfs[k]?.hopf?.frequencyHz, (1000 * omega) / (2 * Math.PI))).toBeLessThan(1e-6);
    });
  });
});

/** The interval of firing from the initial state. */
async function periodOf(model: string, set: string | null, I: number): Promise<number> {
  const { system, having } = await prepared(model, set === null ? {} : { set });
  return 1000 / firingOf(system, system.initial, having({ I })).steadyHz;
}

describe('periods', () => {
  test.each(reference.periods)('$model $set against SciPy', async ({ model, set, I, period }) => {
    expect(relative(await periodOf(model, set, I), period)).toBeLessThan(1e-5);
  });

  test('of Hodgkin-Huxley and Morris-Lecar, and the rest of the first, against XPPAUT', async () => {
    const { xppaut } = reference;
    expect(relative(await periodOf('hodgkin-huxley', null, 1000), xppaut.periodOfHodgkinHuxley)).toBeLessThan(1e-5);
    expect(
      relative(await periodOf('morris-lecar', 'Class II (Hopf)', 10_000), xppaut.periodOfMorrisLecar),
    ).toBeLessThan(1e-5);
    const { system } = await prepared('hodgkin-huxley');
    const [rest] = equilibriaOf(system).equilibria;
    xppaut.restOfHodgkinHuxley.forEach((value, k) => void expect(relative(rest?.state[k], value)).toBeLessThan(1e-7));
  });
});
