import { expect, test } from 'vitest';
import { continueEquilibria } from '../../src/analysis/dynamics/continuation.ts';
import {
  type Cycle,
  type CycleEvent,
  type CyclePoint,
  cyclesFromFiring,
  cyclesFromHopf,
} from '../../src/analysis/dynamics/cycles.ts';
import { equilibriaOf } from '../../src/analysis/dynamics/equilibria.ts';
import reference from '../reference/dynamics/neurons.json';
import { type Prepared, prepared } from './systems.ts';

function parts(events: Iterable<CycleEvent>) {
  const [cycles, points, ends]: [Cycle[], CyclePoint[], string[]] = [[], [], []];
  for (const event of events) {
    if (event.kind === 'cycle') cycles.push(event.cycle);
    else if (event.kind === 'special') points.push(event.point);
    else ends.push(event.reason);
  }
  return { cycles, points, ends };
}

const variedOf = ({ system }: Prepared, from: number, to: number) => ({
  parameters: system.parameters,
  index: system.parameters.length - 1,
  from,
  to,
});

const relative = (value: number | undefined, wanted: number): number => Math.abs((value ?? Number.NaN) / wanted - 1);

/** The period of the stable cycle at a value, between the two cycles beside it. */
function periodAt(cycles: readonly Cycle[], value: number): number {
  const k = cycles.findIndex(
    (cycle, at) => at > 0 && cycle.stable && ((cycles[at - 1]?.value ?? 0) - value) * (cycle.value - value) <= 0,
  );
  const [a, b] = [cycles[k - 1], cycles[k]];
  if (a === undefined || b === undefined) return Number.NaN;
  return a.periodMs + ((value - a.value) / (b.value - a.value)) * (b.periodMs - a.periodMs);
}

test('Morris-Lecar, class II: from the upper Hopf point over both folds of cycles to the lower', async () => {
  const neuron = await prepared('morris-lecar', { set: 'Class II (Hopf)' });
  const varied = variedOf(neuron, 0, 25_000);
  const hopfs = [...continueEquilibria(neuron.system, varied)].flatMap((event) =>
    event.kind === 'special' && event.point.kind === 'hopf' ? [event.point] : [],
  );
  const upper = hopfs.find(({ value }) => value > 20_000);
  if (upper === undefined) throw new Error('it has one');
  const { cycles, points, ends } = parts(cyclesFromHopf(neuron.system, varied, upper));
  expect(relative(cycles[0]?.periodMs, 1000 / (upper.hopf?.frequencyHz ?? 0))).toBeLessThan(1e-3);
  expect(cycles[0]?.stable).toBe(false);
  expect(points.map(({ kind }) => kind)).toEqual(['cycle-fold', 'cycle-fold']);
  // Firing at 90 uA/cm^2 and none at 88; above, it ends beyond the Hopf point, which is subcritical.
  expect(points[0]?.value).toBeGreaterThan(upper.value);
  expect(points[1]?.value).toBeGreaterThan(8800);
  expect(points[1]?.value).toBeLessThan(9000);
  expect(ends).toEqual(['hopf']);
  const period = reference.periods.find(({ set }) => set === 'Class II (Hopf)')?.period ?? Number.NaN;
  expect(relative(periodAt(cycles, 10_000), period)).toBeLessThan(0.01);
});

test('Morris-Lecar, class I: the period grows as at a saddle-node on the cycle', async () => {
  const neuron = await prepared('morris-lecar', { set: 'Class I (saddle-node on a circle)' });
  const { cycles, points, ends } = parts(cyclesFromFiring(neuron.system, variedOf(neuron, 0, 12_000), 5000, -1));
  expect(relative(cycles[0]?.periodMs, 1000 / 13.26)).toBeLessThan(1e-3);
  expect(cycles.every(({ stable }) => stable)).toBe(true);
  expect(ends).toEqual(['period']);
  expect(points.map(({ kind }) => kind)).toEqual(['snic']);
  // The fold of equilibria.
  expect(relative(points[0]?.value, 3996.3)).toBeLessThan(1e-3);
});

test('Morris-Lecar, homoclinic: the unstable cycle of the Hopf point grows to the saddle', async () => {
  const neuron = await prepared('morris-lecar', { set: 'Homoclinic' });
  const varied = variedOf(neuron, 0, 6000);
  const [hopf] = [...continueEquilibria(neuron.system, varied)].flatMap((event) =>
    event.kind === 'special' && event.point.kind === 'hopf' ? [event.point] : [],
  );
  if (hopf === undefined) throw new Error('it has one');
  const { points, ends } = parts(cyclesFromHopf(neuron.system, varied, hopf));
  expect(ends).toEqual(['period']);
  expect(points.map(({ kind }) => kind)).toEqual(['cycle-fold', 'homoclinic']);
  const last = points.at(-1);
  expect(last?.kind).toBe('homoclinic');
  // The longest part of its period it is at the saddle.
  const { equilibria } = equilibriaOf(neuron.system, varied.parameters.with(varied.index, last?.value ?? 0));
  expect(equilibria.map(({ type }) => type)[1]).toBe('saddle');
  expect(last?.state[0]).toBeCloseTo(equilibria[1]?.state[0] ?? Number.NaN, 2);
});

test('periods of cycles against SciPy', async () => {
  for (const { model, set, I, period } of reference.periods) {
    const neuron = await prepared(model, set === null ? {} : { set });
    const [first] = cyclesFromFiring(neuron.system, variedOf(neuron, I / 2, 2 * I), I, 1);
    if (first?.kind !== 'cycle') throw new Error('it fires');
    expect(relative(first.cycle.periodMs, period)).toBeLessThan(1e-5);
    expect(first.cycle.stable).toBe(true);
  }
});

test('Hodgkin-Huxley: the stable cycle begins in the fold below which a kick no longer makes it fire', async () => {
  const neuron = await prepared('hodgkin-huxley');
  const points: CyclePoint[] = [];
  for (const event of cyclesFromFiring(neuron.system, variedOf(neuron, 0, 1000), 700, -1)) {
    if (event.kind === 'special') points.push(event.point);
    if (points.length > 0) break;
  }
  // Quiet at 620 pA, firing at 52.4 Hz at 630.
  expect(points[0]?.kind).toBe('cycle-fold');
  expect(points[0]?.value).toBeGreaterThan(620);
  expect(points[0]?.value).toBeLessThan(630);
  expect(1000 / (points[0]?.periodMs ?? 0)).toBeGreaterThan(50);
});
