import { expect, test } from 'vitest';
import { continueEquilibria } from '../../src/analysis/dynamics/continuation.ts';
import {
  type Cycle,
  type CycleEvent,
  type CyclePoint,
  cyclesFromFiring,
  cyclesFromHopf,
} from '../../src/analysis/dynamics/cycles.ts';
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

test('periods of cycles against SciPy', async () => {
  for (const { model, set, I, period } of reference.periods) {
    const neuron = await prepared(model, set === null ? {} : { set });
    const [first] = cyclesFromFiring(neuron.system, variedOf(neuron, I / 2, 2 * I), I, 1);
    if (first?.kind !== 'cycle') throw new Error('it fires');
    expect(relative(first.cycle.periodMs, period)).toBeLessThan(1e-5);
    expect(first.cycle.stable).toBe(true);
  }
});
