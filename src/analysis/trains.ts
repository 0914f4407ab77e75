import { bisectLeft } from 'd3-array';
/** Spikes of a population in any order; times are `step * dtMs`. */
export interface Spikes {
  readonly steps: Int32Array;
  readonly elements: Int32Array;
}

/** Spikes grouped by neuron: those of neuron i are `steps[offsets[i]] .. steps[offsets[i + 1] - 1]`, ascending. */
export interface Trains {
  readonly size: number;
  readonly dtMs: number;
  readonly offsets: Int32Array;
  readonly steps: Int32Array;
}

/** What a value rests on. */
export interface Support {
  /** Neurons that count, on average over the times that count, and of how many. */
  readonly neurons: number;
  readonly of: number;
  /** Share of the window's time that counts, where not all does. */
  readonly timeShare?: number;
  /** What chance alone gives on average, with as many neurons or as much data. */
  readonly chance?: number;
}

/** A result with its reason where the measure is undefined: never 0 in place of "undefined". */
export type Measured =
  | {
      readonly value: number;
      readonly support?: Support;
      /** What else is to be known of the value: a phrase. */
      readonly note?: string;
    }
  | { readonly value: null; readonly reason: string };

/** A value, and the frequency or the lag at which it is found. */
export interface Placed {
  readonly value: Measured;
  readonly at: Measured;
}

export const undefinedMeasure = (reason: string): Measured => ({ value: null, reason });

/** Groups spikes by neuron (counting sort: keeps the order in time, which must ascend). */
export function groupByNeuron(spikes: Spikes, size: number, dtMs: number): Trains {
  const count = spikes.steps.length;
  const offsets = new Int32Array(size + 1);
  for (let k = 0; k < count; k++) {
    const next = (spikes.elements[k] ?? 0) + 1;
    offsets[next] = (offsets[next] ?? 0) + 1;
  }
  for (let i = 0; i < size; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0);
  const cursor = offsets.slice(0, size);
  const steps = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const element = spikes.elements[k] ?? 0;
    const slot = cursor[element] ?? 0;
    steps[slot] = spikes.steps[k] ?? 0;
    cursor[element] = slot + 1;
  }
  return { size, dtMs, offsets, steps };
}

/** Steps of neuron i, ascending. */
export function trainOf(trains: Trains, neuron: number): Int32Array {
  return trains.steps.subarray(trains.offsets[neuron], trains.offsets[neuron + 1]);
}

/** First step whose time is not before `timeMs`; rounding of decimal times is forgiven to a thousandth of a step. */
export function firstStepFrom(timeMs: number, dtMs: number): number {
  return Math.ceil(timeMs / dtMs - 1e-3);
}

/** Range [first, end) of the entries of an ascending array that lie in [from, to). */
export function entriesWithin(
  ascending: Int32Array | Float64Array,
  from: number,
  to: number,
): readonly [first: number, end: number] {
  return [bisectLeft(ascending, from), bisectLeft(ascending, to)];
}
