import { PAIRED_NEURONS, type PopulationPair, type PopulationRecord } from '../record.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured, Placed } from '../trains.ts';

/** What is said of every measure, wherever it is shown. */
interface Description {
  /** What files and the command line call it; never changed, and never shown in place of `label`. */
  readonly id: string;
  readonly name: string;
  /** Heading in tables: the symbol as text, or a few words where few would know it. */
  readonly label: string;
  /** The symbol in TeX. */
  readonly symbol: string;
  /** What a table says beside the label in small print. */
  readonly hint: string;
  readonly unit: '1' | 'Hz' | 'ms';
  /** Decimals in tables. */
  readonly digits: number;
  /** Between what every value lies. */
  readonly bounds: readonly [low: number, high: number];
  /** What large and small values mean. */
  readonly range: string;
  /** TeX. */
  readonly formula: string;
  /** When it has no value. */
  readonly undefinedWhen: string;
  readonly source: string;
}

/** How a measure is shown against time. */
interface AgainstTime {
  /** Shortest sliding window in which it has a value, ms. */
  readonly leastWindowMs: number;
  /** Its plot shows all of its bounds. */
  readonly wholeRange?: true;
  /** It is an order parameter of this order: kept as sums, it also reads spikes after its window. */
  readonly order?: 1 | 2;
}

/** A measure of the pairs of neurons. */
export interface PairComparison {
  /** Of a train with itself: 0 is that of a distance. */
  readonly alike: 0 | 1;
  /** NaN where it is undefined. */
  readonly of: (first: SpikeTimes, second: SpikeTimes, window: Window) => number;
}

/**
 * What chance gives of a measure, so that a value can be told from it. `surrogates`: the values of surrogates of the same spike
 * trains (`analysis/surrogates.ts`); `of` where these are measured otherwise than the data, as at the frequency that the
 * data have. `formula`: a number, and the phrase that says of what. `none`: why there is none.
 */
export type Baseline<R> =
  | { readonly by: 'surrogates'; readonly of?: (surrogate: R, data: R) => Measured }
  | { readonly by: 'formula'; readonly of: (record: R) => number; readonly from: string }
  | { readonly by: 'none'; readonly why: string };

/** How chance is found, in words. */
export const baselineText = ({ baseline }: Measure): string => {
  if (baseline.by === 'surrogates') return 'from surrogates of the spike trains';
  return baseline.by === 'formula' ? baseline.from : `none: ${baseline.why}`;
};

/** One number for a population in a window. */
export interface PopulationMeasure extends Description {
  readonly scope: 'within';
  /** `pairs`: of all pairs of at most PAIRED_NEURONS neurons. */
  readonly needs: 'trains' | 'pairs' | 'potentials';
  readonly of: (record: PopulationRecord) => Measured;
  readonly baseline: Baseline<PopulationRecord>;
  /** Null: it is not shown against time. */
  readonly history: AgainstTime | null;
  /** Shown where nothing else is chosen. */
  readonly isUsual?: true;
  /** Where each two neurons have a value of their own. */
  readonly pair?: PairComparison;
}

/** One number for two populations in a window, and where it is found. */
export interface BetweenMeasure extends Description {
  readonly scope: 'between';
  readonly needs: 'trains';
  readonly of: (pair: PopulationPair) => Placed;
  readonly baseline: Baseline<PopulationPair>;
  readonly atUnit: 'Hz' | 'ms';
}

/** All that there is to know of a measure: views, files and the command line have no list of their own. */
export type Measure = PopulationMeasure | BetweenMeasure;

/** `rate (Hz)`. */
export const headingOf = ({ label, unit }: Measure): string => (unit === '1' ? label : `${label} (${unit})`);

/** Heading of a column of a file: the id, and the unit where that does not say it. */
export const columnOf = ({ id, unit }: Measure): string => (unit === '1' || id.endsWith(unit) ? id : `${id} (${unit})`);

/** The small print beside a label: what it is of, and its unit. */
export const hintOf = ({ hint, needs, unit }: Measure): string =>
  [hint, needs === 'pairs' ? `${PAIRED_NEURONS} neurons` : '', unit === '1' ? '' : unit]
    .filter((part) => part !== '')
    .join(', ');
