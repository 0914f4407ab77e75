import { leafOrder } from '../clustering.ts';
import { findPopulationMeasure } from '../measures/index.ts';
import { latestWindow, type Observation, sampledFiringTrains } from './figure.ts';

export interface PairwiseOptions {
  /** Id of a measure that each two neurons have. */
  readonly measure: string;
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
  const comparison = findPopulationMeasure(measure)?.pair;
  if (comparison === undefined) throw new Error(`Two neurons have no measure ${measure}.`);
  const { alike, of } = comparison;
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
