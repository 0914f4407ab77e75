import type { TraceMap } from '../../src/compile/types.ts';
import type { PresetRun } from './expectations.ts';

interface Wanted {
  readonly population: string;
  readonly variable: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Mean over time and pairs of |x_i - x_j|, in the shown unit. */
export function traceDifference(wanted: Wanted, run: PresetRun): number {
  return meanOverPairs(wanted, run, (a, b) => meanOf(a.map((x, k) => Math.abs(x - (b[k] ?? 0)))));
}

/** Mean over pairs of Pearson's correlation. */
export function traceCorrelation(wanted: Wanted, run: PresetRun): number {
  return meanOverPairs(wanted, run, pearson);
}

/** Pearson's correlation. */
export const pearson = (a: Float64Array, b: Float64Array): number =>
  covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  return meanOf(a.map((x, k) => (x - meanA) * ((b[k] ?? 0) - meanB)));
}

/** Of the neurons that a probe of the preset has recorded. */
function meanOverPairs(
  { population, variable, fromMs, toMs }: Wanted,
  { map, recordings }: PresetRun,
  of: (a: Float64Array, b: Float64Array) => number,
): number {
  const observed = Object.values(map.probes)
    .flatMap(({ traces }): readonly TraceMap[] => traces)
    .find((trace) => trace.id === population && trace.variable === variable && trace.elements.length > 1);
  if (observed === undefined) throw new Error(`No probe records ${variable} of two neurons of ${population}.`);
  const view = recordings.trace(observed.recorder);
  const sampleAt = (timeMs: number) => Math.round((timeMs / map.dtMs - view.firstStep) / view.everySteps);
  const rows = observed.elements.map((_, k) =>
    view
      .row(k)
      .subarray(sampleAt(fromMs), sampleAt(toMs))
      .map((value) => value * observed.factor),
  );
  const values = rows.flatMap((a, i) => rows.slice(i + 1).map((b) => of(a, b)));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
