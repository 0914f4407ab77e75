import { describe, expect, test } from 'vitest';
import { type BranchEvent, continueEquilibria, type SpecialPoint } from '../../src/analysis/dynamics/continuation.ts';
import { residualOf } from '../../src/analysis/dynamics/system.ts';
import { type Prepared, prepared } from './systems.ts';

function branchesOf({ system, indexOf }: Prepared, name: string, from: number, to: number) {
  const varied = { parameters: system.parameters, index: indexOf(name), from, to };
  const events = [...continueEquilibria(system, varied)];
  const of = <K extends BranchEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<BranchEvent, { kind: K }> => event.kind === kind);
  return {
    points: of('point'),
    ends: of('end').map(({ reason }) => reason),
    special: of('special')
      .map(({ point }) => point)
      .sort((a, b) => a.value - b.value),
  };
}

const relative = (value: number | undefined, wanted: number): number => Math.abs((value ?? Number.NaN) / wanted - 1);
const kinds = (special: readonly SpecialPoint[]): string[] => special.map(({ kind }) => kind);

/** Touboul and Brette, Biol Cybern 99 (2008) 319: where rest is lost by a saddle-node, and by a Hopf bifurcation before. */
function adexPoints({ system, indexOf }: Prepared): { readonly fold: number; readonly hopf: number | null } {
  const [C = 0, gL = 0, EL = 0, VT = 0, D = 0, tauW = 0, a = 0] = [
    'C',
    'g_L',
    'E_L',
    'V_T',
    'Delta_T',
    'tau_w',
    'a',
  ].map((name) => system.parameters[indexOf(name)] ?? Number.NaN);
  const ratio = C / gL / tauW;
  const fold = (gL + a) * (VT - EL - D + D * Math.log(1 + a / gL));
  const hopf = (gL + a) * (VT - EL - D + D * Math.log(1 + ratio)) + D * gL * (a / gL - ratio);
  return { fold, hopf: a / gL > ratio ? hopf : null };
}

describe('AdEx against the closed form and section 6 of the reference', () => {
  test.each([
    { set: 'Regular spiking', fold: 627.31, hopf: 627.18 },
    { set: 'Bursting', fold: 627.31 },
    { set: 'Fast spiking', fold: 625.32, hopf: 625.21 },
    { set: 'Tonic', fold: 220.38 },
    { set: 'Adaptation', fold: 256.32, hopf: 256.18 },
    { set: 'Initial burst', fold: 140.83, hopf: 140.34 },
    { set: 'Regular bursting', fold: 76.38, hopf: 76.37 },
    { set: 'Delayed accelerating', fold: 28.83 },
    { set: 'Transient', fold: 287.73, hopf: 281.99 },
    { set: 'Irregular', fold: 3.03 },
  ])('$set', async ({ set, fold, hopf }) => {
    const neuron = await prepared('adex', { set });
    const { special, ends } = branchesOf(neuron, 'I', -50, 1000);
    const closed = adexPoints(neuron);
    const folds = special.filter(({ kind }) => kind === 'fold');
    expect(folds).toHaveLength(1);
    expect(relative(folds[0]?.value, closed.fold)).toBeLessThan(1e-9);
    expect(folds[0]?.value).toBeCloseTo(fold, 2);
    const hopfs = special.filter(({ kind }) => kind === 'hopf');
    expect(hopfs).toHaveLength(closed.hopf === null ? 0 : 1);
    if (closed.hopf !== null) expect(relative(hopfs[0]?.value, closed.hopf)).toBeLessThan(1e-9);
    if (hopf !== undefined) expect(hopfs[0]?.value).toBeCloseTo(hopf, 2);
    expect(ends).toEqual(['range', 'range']);
  });
});

test('every point of a branch is an equilibrium, and neighbours lie close', async () => {
  const axon = await prepared('hodgkin-huxley');
  const { points } = branchesOf(axon, 'I', 0, 20_000);
  expect(points.length).toBeGreaterThan(100);
  const index = axon.indexOf('I');
  for (const { value, equilibrium } of points)
    expect(residualOf(axon.system, equilibrium.state, axon.system.parameters.with(index, value))).toBeLessThan(1e-12);
  const along = [...points].sort((a, b) => a.arc - b.arc);
  for (const [k, { arc }] of along.entries()) expect(arc - (along[k - 1]?.arc ?? arc)).toBeLessThan(0.0101);
});

test('FitzHugh-Nagumo: two Hopf points, both subcritical', async () => {
  const { special } = branchesOf(await prepared('fitzhugh-nagumo'), 'I', 0, 2);
  expect(kinds(special)).toEqual(['hopf', 'hopf']);
  expect(relative(special[0]?.value, 0.3312813)).toBeLessThan(1e-6);
  expect(relative(special[1]?.value, 1.4187187)).toBeLessThan(1e-6);
  for (const { hopf, state } of special) {
    expect(Math.abs(state[0] ?? 0)).toBeCloseTo(0.9674709, 6);
    expect(relative(hopf?.frequencyHz, (1000 * 0.2755068) / (2 * Math.PI))).toBeLessThan(1e-6);
    expect(hopf?.criticality).toBe('subcritical');
  }
});

test('Morris-Lecar: class II has Hopf points and no folds, class I both', async () => {
  const second = branchesOf(await prepared('morris-lecar', { set: 'Class II (Hopf)' }), 'I', -5000, 30_000);
  expect(kinds(second.special)).toEqual(['hopf', 'hopf']);
  [9385.8, 21201.9].forEach((value, k) => void expect(relative(second.special[k]?.value, value)).toBeLessThan(1e-4));
  [-25.27, 7.801].forEach((v, k) => void expect(second.special[k]?.state[0]).toBeCloseTo(v, 2.9));
  const first = branchesOf(
    await prepared('morris-lecar', { set: 'Class I (saddle-node on a circle)' }),
    'I',
    -5000,
    30_000,
  );
  expect(kinds(first.special)).toEqual(['fold', 'fold', 'hopf']);
  [-994.9, 3996.3, 9764.6].forEach((value, k) => {
    expect(relative(first.special[k]?.value, value)).toBeLessThan(1e-4);
  });
  const homoclinic = branchesOf(await prepared('morris-lecar', { set: 'Homoclinic' }), 'I', -5000, 30_000);
  expect(relative(homoclinic.special.find(({ kind }) => kind === 'hopf')?.value, 3631.6)).toBeLessThan(1e-4);
});

test('Hodgkin-Huxley: a subcritical Hopf point where firing begins, a supercritical one where it ends', async () => {
  const { special } = branchesOf(await prepared('hodgkin-huxley'), 'I', 0, 20_000);
  expect(special.map(({ hopf }) => hopf?.criticality)).toEqual(['subcritical', 'supercritical']);
  [977.5, 15452].forEach((value, k) => void expect(relative(special[k]?.value, value)).toBeLessThan(1e-4));
  [93.3, 169.2].forEach((rate, k) => void expect(relative(special[k]?.hopf?.frequencyHz, rate)).toBeLessThan(1e-3));
});

test('Wang-Buzsáki: rest is lost in a fold, and the depolarised branch, which no fold joins to it, is found as well', async () => {
  const { special, ends } = branchesOf(await prepared('wang-buzsaki'), 'I', -100, 500);
  expect(kinds(special)).toEqual(['fold']);
  expect(relative(special[0]?.value, 16.009)).toBeLessThan(1e-4);
  expect(special[0]?.state[0]).toBeCloseTo(-59.97, 2);
  expect(ends).toHaveLength(4);
});

test('the normal form of the Hopf point of the Izhikevich model', async () => {
  // Its trace is 0 where 2 alpha v + beta = a e; there I = e u - (alpha v^2 + beta v + gamma), u = b v.
  const { special } = branchesOf(await prepared('izhikevich'), 'I', -10, 20);
  const v = (0.02 - 5) / 0.08;
  expect(kinds(special)).toEqual(['hopf', 'fold']);
  expect(relative(special[0]?.value, 0.2 * v - (0.04 * v * v + 5 * v + 140))).toBeLessThan(1e-9);
  // omega^2 = a (b - a e).
  expect(relative(special[0]?.hopf?.frequencyHz, (1000 * Math.sqrt(0.02 * 0.18)) / (2 * Math.PI))).toBeLessThan(1e-9);
  expect(special[1]?.value).toBeCloseTo(4, 9);
});
