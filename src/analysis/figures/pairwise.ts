import { leafOrder } from '../clustering.ts';
import { isiDistanceOf } from '../measures/isi-distance.ts';
import { spikeDistanceOf } from '../measures/spike-distance.ts';
import { coincidences } from '../measures/spike-synchronization.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import { latestWindow, type Observation, sampledFiringTrains } from './figure.ts';

export interface PairwiseOptions {
  readonly measure: PairwiseMeasure;
  /** Of all populations together. */
  readonly neurons: number;
  /** How far back spikes are compared, ms. */
  readonly windowMs: number;
}

/** The matrix of each two neurons that fired, in the order of a clustering. */
export interface PairwiseMatrix {
  /** Place of the population in the observation, and index of the neuron. */
  readonly neurons: readonly { readonly population: number; readonly neuron: number }[];
  /** Row by row. */
  readonly values: Float64Array;
}

interface Comparison {
  /** Of a train with itself. */
  readonly alike: 0 | 1;
  readonly of: (a: SpikeTimes, b: SpikeTimes, window: Window) => number;
}

const COMPARISONS = {
  'SPIKE-distance': { alike: 0, of: (a, b, window) => spikeDistanceOf(a, b, window).value ?? Number.NaN },
  'ISI-distance': { alike: 0, of: (a, b, window) => isiDistanceOf(a, b, window).value ?? Number.NaN },
  'SPIKE-synchronization': {
    alike: 1,
    of: (a, b, window) => {
      const { coincident, spikes } = coincidences(a, b, window);
      return spikes > 0 ? coincident / spikes : Number.NaN;
    },
  },
} satisfies Record<string, Comparison>;

export type PairwiseMeasure = keyof typeof COMPARISONS;

export const PAIRWISE_MEASURES = Object.keys(COMPARISONS) as PairwiseMeasure[];

const MOST_OF_EACH = 120;

/** Null: fewer than two neurons fired. */
export function pairwiseFigure(
  observation: Observation,
  { measure, neurons: most, windowMs }: PairwiseOptions,
): PairwiseMatrix | null {
  const window = latestWindow(observation, windowMs);
  const ofEach = Math.max(2, Math.round(most / Math.max(1, observation.populations.length)));
  const fired = sampledFiringTrains(observation, window, Math.min(ofEach, MOST_OF_EACH)).flatMap(
    ({ neurons, times }, population) => times.map((own, k) => ({ population, neuron: neurons[k] ?? 0, times: own })),
  );
  if (fired.length < 2) return null;
  const { alike, of }: Comparison = COMPARISONS[measure];
  const n = fired.length;
  const values = new Float64Array(n * n).fill(alike);
  fired.forEach((a, i) => {
    fired.slice(i + 1).forEach((b, offset) => {
      const j = i + 1 + offset;
      const value = of(a.times, b.times, window);
      values[i * n + j] = value;
      values[j * n + i] = value;
    });
  });
  const order = leafOrder(alike === 0 ? values : values.map((value) => 1 - value), n);
  return {
    neurons: [...order].flatMap((k) => {
      const one = fired[k];
      return one === undefined ? [] : [{ population: one.population, neuron: one.neuron }];
    }),
    values: Float64Array.from(
      values,
      (_, cell) => values[(order[Math.floor(cell / n)] ?? 0) * n + (order[cell % n] ?? 0)] ?? 0,
    ),
  };
}
