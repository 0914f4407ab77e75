import type { Measured, Trains } from './trains.ts';
import { trainOf, undefinedMeasure } from './trains.ts';

/**
 * Times at which phases are looked at lie so far apart, from 0 on, ms. They are in no whole ratio to any period that time steps
 * make (this number is further from fractions than any other): of trains of 1000 and 2000 Hz each whole millisecond would show the
 * same phases, and R would be theirs (0.95) instead of 2 / pi.
 */
export const ORDER_STRIDE_MS = 2 / (1 + Math.sqrt(5));

/** Fewer neurons than this have no order: one alone has always R = 1. */
export const LEAST_NEURONS = 2;
/** Share of a window's time that an order parameter has to rest on. */
const LEAST_TIME_SHARE = 0.05;
/** Share of the population that has to have a phase, on average over the times that count. */
const LEAST_NEURON_SHARE = 0.05;

/** R at the times `fromMs + k * strideMs`, with the number of neurons that have a phase there; NaN where fewer than two have. */
export interface OrderParameterSeries {
  readonly fromMs: number;
  readonly strideMs: number;
  readonly values: Float64Array;
  readonly neurons: Int32Array;
}

/** Sums over neurons of e^(i m phase) at the points of a grid, and how many neurons have a phase there. */
export interface PhasorSums {
  /** Real and imaginary part of each point. */
  readonly sums: Float64Array;
  /** By how many more neurons than the point before each point has; one more than there are points. */
  readonly changes: Int32Array;
}

export const phasorSums = (points: number): PhasorSums => ({
  sums: new Float64Array(2 * points),
  changes: new Int32Array(points + 1),
});

/** Number of neurons that have a phase, by point. */
export function countsOf({ changes }: PhasorSums): Int32Array {
  const counts = new Int32Array(changes.length - 1);
  let count = 0;
  for (let p = 0; p < counts.length; p++) {
    count += changes[p] ?? 0;
    counts[p] = count;
  }
  return counts;
}

/** Length of the mean phasor at a point where this many neurons have a phase. */
const orderAt = ({ sums }: PhasorSums, point: number, count: number): number =>
  Math.min(1, Math.hypot(sums[2 * point] ?? 0, sums[2 * point + 1] ?? 0) / count);

/** Mean length of the mean of `count` independent phases (Rayleigh); of many neurons they are right, of two 2 % too low. */
const chanceOf = (count: number): number => Math.sqrt(Math.PI / (4 * count));

/** Points of a grid, and of how many neurons its phases are. */
export interface OrderWindow {
  /** Points [first, end); beyond the grid no neuron has a phase. */
  readonly first: number;
  readonly end: number;
  readonly size: number;
}

/**
 * Mean length over the points at which LEAST_NEURONS or more have a phase, with what it rests on: the share of such points,
 * the mean number of neurons at them, and what independent phases of as many would give.
 */
export function meanOrder(phasors: PhasorSums, counts: Int32Array, { first, end, size }: OrderWindow): Measured {
  let [sum, points, neurons, chance] = [0, 0, 0, 0];
  for (let p = Math.max(0, first); p < Math.min(counts.length, end); p++) {
    const count = counts[p] ?? 0;
    if (count < LEAST_NEURONS) continue;
    sum += orderAt(phasors, p, count);
    points += 1;
    neurons += count;
    chance += chanceOf(count);
  }
  if (points === 0) return undefinedMeasure('at no time of the window are two neurons between two spikes of their own');
  const timeShare = points / (end - first);
  if (timeShare < LEAST_TIME_SHARE) {
    return undefinedMeasure(
      `two neurons are between spikes of their own in only ${Number((100 * timeShare).toPrecision(2))} % of the time; ` +
        `it needs ${100 * LEAST_TIME_SHARE} %`,
    );
  }
  if (neurons / points < LEAST_NEURON_SHARE * size) {
    return undefinedMeasure(
      `it would be of only ${Number((neurons / points).toPrecision(2))} of ${size} neurons; it needs ${100 * LEAST_NEURON_SHARE} %`,
    );
  }
  return {
    value: sum / points,
    support: { neurons: neurons / points, of: size, timeShare, chance: chance / points },
  };
}

/** Sums of e^(i m phase) of all neurons on a grid over [fromMs, toMs). */
function phasorsOf(trains: Trains, fromMs: number, toMs: number, strideMs: number, m: number): PhasorSums {
  const phasors = phasorSums(Math.max(0, Math.ceil((toMs - fromMs) / strideMs - 1e-9)));
  for (let i = 0; i < trains.size; i++) {
    const train = trainOf(trains, i);
    for (let k = 0; k + 1 < train.length; k++) {
      const start = (train[k] ?? 0) * trains.dtMs - fromMs;
      const end = (train[k + 1] ?? 0) * trains.dtMs - fromMs;
      if (end > start) addPhasors(phasors, start / strideMs, end / strideMs, m);
    }
  }
  return phasors;
}

/**
 * R(t) on a grid over [fromMs, toMs); of higher order m, it counts m clusters as one (Daido 1992). A neuron counts between
 * its first and its last spike of the whole run.
 */
export function orderParameter(
  trains: Trains,
  fromMs: number,
  toMs: number,
  strideMs = 1,
  m = 1,
): OrderParameterSeries {
  const phasors = phasorsOf(trains, fromMs, toMs, strideMs, m);
  const neurons = countsOf(phasors);
  const values = Float64Array.from(neurons, (count, p) =>
    count >= LEAST_NEURONS ? orderAt(phasors, p, count) : Number.NaN,
  );
  return { fromMs, strideMs, values, neurons };
}

/** Mean of R(t) over [fromMs, toMs), at the whole multiples of the stride. */
export function orderOf(trains: Trains, fromMs: number, toMs: number, strideMs = ORDER_STRIDE_MS, m = 1): Measured {
  const phasors = phasorsOf(trains, strideMs * Math.ceil(fromMs / strideMs - 1e-9), toMs, strideMs, m);
  const counts = countsOf(phasors);
  return meanOrder(phasors, counts, { first: 0, end: counts.length, size: trains.size });
}

/**
 * Adds exp(i m phase) of the interval [start, end), in grid points, at the points inside it. The phasor is turned from
 * point to point by a constant rotation: two sines for an interval, none for a point. Those of even and of odd points are
 * turned apart, so that neither waits for the other.
 */
export function addPhasors({ sums, changes }: PhasorSums, start: number, end: number, m: number): void {
  const first = Math.max(0, Math.ceil(start - 1e-9));
  const last = Math.min(changes.length - 1, Math.ceil(end - 1e-9));
  if (first >= last) return;
  changes[first] = (changes[first] ?? 0) + 1;
  changes[last] = (changes[last] ?? 0) - 1;
  const turn = (2 * Math.PI * m) / (end - start);
  const phase = turn * (first - start);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [cosTwice, sinTwice] = [Math.cos(2 * turn), Math.sin(2 * turn)];
  let evenX = Math.cos(phase);
  let evenY = Math.sin(phase);
  let oddX = evenX * cos - evenY * sin;
  let oddY = evenX * sin + evenY * cos;
  const endOfPairs = 2 * last - 2;
  let p = 2 * first;
  for (; p < endOfPairs; p += 4) {
    sums[p] = (sums[p] ?? 0) + evenX;
    sums[p + 1] = (sums[p + 1] ?? 0) + evenY;
    sums[p + 2] = (sums[p + 2] ?? 0) + oddX;
    sums[p + 3] = (sums[p + 3] ?? 0) + oddY;
    const nextEvenX = evenX * cosTwice - evenY * sinTwice;
    evenY = evenX * sinTwice + evenY * cosTwice;
    evenX = nextEvenX;
    const nextOddX = oddX * cosTwice - oddY * sinTwice;
    oddY = oddX * sinTwice + oddY * cosTwice;
    oddX = nextOddX;
  }
  if (p === endOfPairs) {
    sums[p] = (sums[p] ?? 0) + evenX;
    sums[p + 1] = (sums[p + 1] ?? 0) + evenY;
  }
}
