import { bootstrapMean, holmAdjusted, type Interval, leastP, permutationTest } from '../../analysis/resampling.ts';
import { meanSupport } from '../../analysis/support.ts';
import type { Support } from '../../analysis/trains.ts';
import type { NamedConfiguration } from '../../document/configurations.ts';
import { entryOf } from '../../units/index.ts';
import type { Experiment } from './experiment.ts';
import { type Results, resultsOfArm } from './results.ts';

/** One index of one population over the seeds of one configuration. */
export interface ArmSummary extends NamedConfiguration {
  /** Of the seeds at which the index is defined, in their order. */
  readonly values: readonly number[];
  /** How many seeds were run. */
  readonly seeds: number;
  readonly interval: Interval | null;
  /** Why it is undefined, or a run failed, at the others; each reason once. */
  readonly reasons: readonly string[];
  /** What the values rest on, on average; null: they do not say. */
  readonly support: Support | null;
}

export function summarise(experiment: Experiment, results: Results, population: string, measure: string): ArmSummary[] {
  return experiment.arms.map((arm) => {
    const column = arm.sweep.measures.indexOf(measure);
    const ofArm = resultsOfArm(arm, experiment, results);
    const values = ofArm.flatMap((result) => entryOf(result.values, population)?.[column] ?? []);
    const reasons = ofArm.flatMap(({ fault, reasons: why }) => fault ?? entryOf(why, population)?.[column] ?? []);
    const { label, id, name } = arm;
    return {
      label,
      id,
      name,
      values,
      seeds: ofArm.length,
      interval: bootstrapMean(values),
      reasons: [...new Set(reasons)],
      support: meanSupport(ofArm.flatMap(({ supports }) => supports?.[population]?.[column] ?? [])),
    };
  });
}

/** A difference smaller than chance makes in one of twenty experiments is not called one. */
export const SIGNIFICANCE = 0.05;
/** With fewer values there is nothing to permute. */
const LEAST_VALUES = 2;

/** How one configuration compares with the first. */
export interface Contrast {
  readonly label: string;
  /** Two-sided p of the permutation test, adjusted after Holm where there are several; null: too few values. */
  readonly p: number | null;
  readonly differs: boolean;
}

export interface Contrasts {
  readonly contrasts: readonly Contrast[];
  /** Several tests were made, and their p-values adjusted. */
  readonly adjusted: boolean;
  /** The smallest p that could have come out; above SIGNIFICANCE nothing could have been shown. */
  readonly least: number;
}

/** Each configuration against the first. */
export function contrastsOf([first, ...others]: readonly ArmSummary[]): Contrasts {
  const enough = ({ values }: ArmSummary): boolean => values.length >= LEAST_VALUES;
  const tested = first !== undefined && enough(first) ? others.filter(enough) : [];
  const raw = first === undefined ? [] : tested.map(({ values }) => permutationTest(first.values, values));
  const byLabel = new Map(holmAdjusted(raw).map((p, k) => [tested[k]?.label, p]));
  return {
    contrasts: others.map(({ label }) => {
      const p = byLabel.get(label) ?? null;
      return { label, p, differs: p !== null && p < SIGNIFICANCE };
    }),
    adjusted: tested.length > 1,
    least: Math.min(1, ...tested.map(({ values }) => tested.length * leastP(first?.values.length ?? 0, values.length))),
  };
}
