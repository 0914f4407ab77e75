import type { Baseline, BetweenMeasure, PopulationMeasure } from './measures/measure.ts';
import { orderOf } from './order-parameter.ts';
import type { PopulationPair, PopulationRecord } from './record.ts';
import { neuronsThatFire, sampledNeurons } from './spike-times.ts';
import { type Surrogates, surrogateOf, surrogatesText } from './surrogates.ts';
import { entriesWithin, firstStepFrom, type Measured, trainOf } from './trains.ts';

/** Surrogates of each population. */
export const SURROGATES = 20;
/**
 * Shuffled trains of one neuron that stay in step with each other keep the synchrony of a population as well: above this order
 * parameter of theirs, about twice that of SURROGATES independent ones, they tell no chance. Those of trains as regular as
 * clocks have 0.5 to 1, of fifteen or more irregular intervals below 0.3.
 */
const MOST_IN_STEP = 0.4;
/** Neurons whose surrogates are compared with each other. */
const COMPARED_NEURONS = 10;
/** Of fewer values there is no spread worth the name. */
const LEAST_VALUES = SURROGATES / 2;

interface Spread {
  readonly mean: number;
  /** Standard deviation of one value (divisor n - 1); null: of a formula that tells none. */
  readonly sd: number | null;
}

/** What chance gives of a measure. */
export type Chance =
  | (Spread & {
      /** Values that it is of; 0: of a formula. */
      readonly count: number;
      /** How it was found: a phrase. */
      readonly from: string;
    })
  | { readonly mean: null; readonly reason: string };

/** What chance is asked of: populations, each two of them by their places, and measures of both. */
export interface ChanceRequest {
  readonly surrogates: Surrogates;
  readonly populations: readonly {
    readonly id: string;
    /** The seed of the random numbers that surrogates are drawn by. */
    readonly seed: number;
    readonly record: PopulationRecord;
  }[];
  readonly pairs: readonly (readonly [first: number, second: number])[];
  readonly measures: readonly PopulationMeasure[];
  readonly between: readonly BetweenMeasure[];
}

/** What chance gives, in the order of the request: by population or pair, then by measure. */
export interface Chances {
  readonly populations: readonly (readonly Chance[])[];
  readonly pairs: readonly (readonly Chance[])[];
}

/** A measure of something, and the values of it of its surrogates so far. */
interface Sample<R> {
  readonly baseline: Baseline<R>;
  readonly of: (surrogate: R) => Measured;
  readonly values: Measured[];
}

const sampleOf = <R>(baseline: Baseline<R>, of: (record: R) => Measured, data: R): Sample<R> => ({
  baseline,
  of: (surrogate) => (baseline.by === 'surrogates' && baseline.of ? baseline.of(surrogate, data) : of(surrogate)),
  values: [],
});

/**
 * What chance gives, from SURROGATES surrogates of all populations, the same whatever else is asked. It pauses after each
 * value, so that whoever computes it can do something else.
 */
export function* chances(request: ChanceRequest): Generator<void, Chances> {
  const { surrogates, populations, pairs, measures, between } = request;
  const within = populations.map(({ record }) => measures.map(({ baseline, of }) => sampleOf(baseline, of, record)));
  const data = pairs.map((places) => pairOf(places, populations));
  const ofPairs = data.map((pair) =>
    between.map(({ baseline, of }) => sampleOf(baseline, (surrogate) => of(surrogate).value, pair)),
  );
  const samples = [...within, ...ofPairs].flat();
  const needed = samples.some(({ baseline }) => baseline.by === 'surrogates') ? SURROGATES : 0;
  const shuffled = populations.map((): Int32Array[][] => []);
  for (let surrogate = 0; surrogate < needed; surrogate++) {
    const moved: { readonly record: PopulationRecord }[] = [];
    for (const [k, { id, seed, record }] of populations.entries()) {
      const other = surrogateOf(record, surrogates, { seed, population: id, surrogate });
      moved.push({ record: other });
      // Dithered spikes move as far as is asked for.
      if (surrogates.kind === 'shuffle') shuffled[k]?.push(fewTrainsOf(other));
      yield;
    }
    for (const [place, { record }] of moved.entries()) yield* measureAll(within[place], record);
    for (const [k, places] of pairs.entries()) yield* measureAll(ofPairs[k], pairOf(places, moved));
  }
  const from = surrogatesText(surrogates);
  const inStep = populations.map(({ record }, k) => orderOfOwn(shuffled[k] ?? [], record));
  yield;
  // Of two populations it is enough that one moves against the other.
  const inStepOfPairs = pairs.map((places) => Math.min(...places.map((place) => inStep[place] ?? 0)));
  return {
    populations: within.map((group, k) =>
      group.map((sample) => chanceOf(sample, populations[k]?.record, from, inStep[k] ?? 0)),
    ),
    pairs: ofPairs.map((group, k) => group.map((sample) => chanceOf(sample, data[k], from, inStepOfPairs[k] ?? 0))),
  };
}

/** Steps within the window of a few of the neurons that fire, which are the same ones in all surrogates. */
function fewTrainsOf({ trains, window }: PopulationRecord): Int32Array[] {
  const firing = neuronsThatFire(trains, window, 1);
  const [from, to] = [firstStepFrom(window.fromMs, trains.dtMs), firstStepFrom(window.toMs, trains.dtMs)];
  return [...sampledNeurons(firing.length, COMPARED_NEURONS)].map((place) => {
    const train = trainOf(trains, firing[place] ?? 0);
    return train.slice(...entriesWithin(train, from, to));
  });
}

/** Mean over the neurons of the order parameter of their surrogates: of one spike, which stays where it is, 1. */
function orderOfOwn(surrogates: readonly (readonly Int32Array[])[], { trains, window }: PopulationRecord): number {
  const orders = (surrogates[0] ?? []).map((_, neuron) => {
    const rows = surrogates.map((few) => few[neuron] ?? new Int32Array(0));
    const offsets = new Int32Array(rows.length + 1);
    for (const [k, row] of rows.entries()) offsets[k + 1] = (offsets[k] ?? 0) + row.length;
    const steps = new Int32Array(offsets.at(-1) ?? 0);
    for (const [k, row] of rows.entries()) steps.set(row, offsets[k]);
    const together = { size: rows.length, dtMs: trains.dtMs, offsets, steps };
    return orderOf(together, window.fromMs, window.toMs).value ?? 1;
  });
  return orders.reduce((sum, order) => sum + order, 0) / Math.max(1, orders.length);
}

/** Computes all values of a request at once. */
export function allChances(request: ChanceRequest): Chances {
  const steps = chances(request);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function pairOf(
  [first, second]: readonly [number, number],
  records: readonly { readonly record: PopulationRecord }[],
): PopulationPair {
  const [a, b] = [records[first]?.record, records[second]?.record];
  if (a === undefined || b === undefined) throw new RangeError('a pair is of two of the populations');
  return { first: a, second: b };
}

function* measureAll<R>(samples: readonly Sample<R>[] | undefined, record: R): Generator<void, void> {
  for (const { baseline, of, values } of samples ?? []) {
    if (baseline.by !== 'surrogates') continue;
    values.push(of(record));
    yield;
  }
}

function chanceOf<R>({ baseline, values }: Sample<R>, data: R | undefined, from: string, inStep: number): Chance {
  if (baseline.by === 'none') return { mean: null, reason: baseline.why };
  if (baseline.by === 'formula')
    return data === undefined
      ? { mean: null, reason: 'there is no record' }
      : { mean: baseline.of(data), sd: null, count: 0, from: baseline.from };
  if (inStep > MOST_IN_STEP)
    return {
      mean: null,
      reason: `the intervals are so even or so few that a neuron's shuffled trains stay in step (R = ${inStep.toFixed(2)})`,
    };
  const defined = values.flatMap(({ value }) => value ?? []);
  const reason = values.flatMap((measured) => (measured.value === null ? measured.reason : []))[0] ?? '';
  if (defined.length < LEAST_VALUES)
    return { mean: null, reason: `only ${defined.length} of ${values.length} surrogates have a value: ${reason}` };
  const mean = defined.reduce((sum, x) => sum + x, 0) / defined.length;
  const squares = defined.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (defined.length - 1)), count: defined.length, from };
}

/** Rounding of sums makes equal values differ by no more, relative to them. */
const ROUNDING = 1e-9;

const isEqual = (value: number, mean: number): boolean => Math.abs(value - mean) <= ROUNDING * Math.abs(mean);

/** How many standard deviations a value lies above what chance gives; null: no spread is known, or there is none. */
export function scoreOf(value: number, chance: Chance | undefined): number | null {
  if (chance === undefined || chance.mean === null || chance.sd === null) return null;
  if (isEqual(value, chance.mean)) return 0;
  return chance.sd > ROUNDING * Math.abs(chance.mean) ? (value - chance.mean) / chance.sd : null;
}

/** Whether a value is one of those that chance gives: within two standard deviations. */
export function isChance(value: number, chance: Chance | undefined): boolean {
  const score = scoreOf(value, chance);
  return score !== null && Math.abs(score) <= 2;
}

/** `0.12 ± 0.01`, in the decimals of the measure. */
export function chanceText(chance: Spread | { readonly mean: null }, digits: number): string {
  if (chance.mean === null) return '';
  const text = (value: number): string => value.toFixed(digits).replace(/^-(?=[0.]*$)/, '');
  return chance.sd === null ? text(chance.mean) : `${text(chance.mean)} ± ${text(chance.sd)}`;
}

/** All that is known of what chance gives, as a phrase, and how far the value lies from it. */
export function chanceRemark(value: number | null, chance: Chance | undefined): string {
  if (chance === undefined) return '';
  if (chance.mean === null) return `no chance: ${chance.reason}`;
  const { mean, sd, count, from } = chance;
  const number = (x: number): string => String(Number(x.toPrecision(3)));
  if (sd === null) return `chance ${number(mean)}: ${from}`;
  const score = value === null ? null : scoreOf(value, chance);
  return [
    `chance ${number(mean)} ± ${number(sd)}`,
    ...(score === null ? [] : [`z = ${score.toFixed(1)}`]),
    `n = ${count} surrogates of ${from}`,
  ].join(', ');
}
