import type { MomentsBlock } from '../../contract/index.ts';
import { ofSeveral } from '../averages.ts';
import { noMoments, type PopulationRecord } from '../record.ts';
import type { Measured } from '../trains.ts';
import { firstStepFrom, undefinedMeasure } from '../trains.ts';
import type { Baseline, PopulationMeasure } from './measure.ts';

/**
 * Of independent potentials the variance of their mean is on average the sum of their variances over N squared, so that chi
 * squared is 1/N, whatever the variances are (Golomb & Rinzel 1993; Golomb 2007: 1/sqrt(N) where neurons are asynchronous). How far
 * one window is from that depends on how fast each potential forgets itself, which sums of moments do not tell.
 */
export const INDEPENDENT_POTENTIALS: Baseline<PopulationRecord> = {
  by: 'formula',
  of: ({ trains }) => 1 / Math.sqrt(trains.size),
  from: '1/√N, of independent potentials; only their sums are kept, so that no surrogates tell its spread',
};

export const golombRinzel: PopulationMeasure = {
  id: 'chi',
  name: 'Golomb-Rinzel synchrony of the membrane potential',
  label: 'χ',
  symbol: '\\chi',
  hint: 'Golomb–Rinzel',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 to 1; asynchronous about 1/√N, one neuron alone 1',
  formula:
    '\\chi = \\sqrt{\\frac{\\mathrm{Var}_t\\left(\\langle v_i \\rangle_i\\right)}{\\left\\langle \\mathrm{Var}_t(v_i) \\right\\rangle_i}}',
  undefinedWhen: 'the potential of no neuron varies in the window, or it holds less than two samples',
  source: 'Golomb & Rinzel, Phys. Rev. E 48:4810 (1993); Golomb, Scholarpedia 2:1347 (2007)',
  scope: 'within',
  needs: 'potentials',
  of: ofSeveral((record) => {
    const { moments, mergedMoments, trains, window } = record;
    return moments === null
      ? undefinedMeasure(noMoments(record))
      : chiOfMoments(mergedMoments ?? moments, trains.dtMs, window.fromMs, window.toMs);
  }),
  baseline: INDEPENDENT_POTENTIALS,
  history: { leastWindowMs: 0, wholeRange: true },
  isUsual: true,
};

/** Chi over the blocks that lie wholly in [fromMs, toMs). Reset values count, drawn spike peaks do not. */
export function chiOfMoments(blocks: readonly MomentsBlock[], dtMs: number, fromMs: number, toMs: number): Measured {
  const from = firstStepFrom(fromMs, dtMs);
  const to = firstStepFrom(toMs, dtMs);
  const inside = blocks.filter((block) => block.firstStep >= from && block.endStep <= to);
  const size = inside[0]?.sums.length ?? 0;
  const sums = new Float64Array(size);
  const squareSums = new Float64Array(size);
  let [samples, meanSum, meanSquareSum] = [0, 0, 0];
  for (const block of inside) {
    samples += block.samples;
    meanSum += block.meanSum;
    meanSquareSum += block.meanSquareSum;
    for (let i = 0; i < size; i++) {
      sums[i] = (sums[i] ?? 0) + (block.sums[i] ?? 0);
      squareSums[i] = (squareSums[i] ?? 0) + (block.squareSums[i] ?? 0);
    }
  }
  if (samples < 2) return undefinedMeasure('the window holds less than two samples of the potential');
  let variances = 0;
  for (let i = 0; i < size; i++) variances += variance(samples, sums[i] ?? 0, squareSums[i] ?? 0);
  return chi(variance(samples, meanSum, meanSquareSum), variances / size);
}

/** Chi of sampled potentials: one row per neuron, one column per time; for tests and short traces. */
export function chiOfRows(rows: readonly ArrayLike<number>[]): Measured {
  const samples = rows[0]?.length ?? 0;
  if (samples < 2) return undefinedMeasure('the window holds less than two samples of the potential');
  const mean = new Float64Array(samples);
  let variances = 0;
  for (const row of rows) {
    for (let s = 0; s < samples; s++) mean[s] = (mean[s] ?? 0) + (row[s] ?? 0) / rows.length;
    variances += varianceOf(row);
  }
  return chi(varianceOf(mean), variances / rows.length);
}

function chi(varianceOfMean: number, meanVariance: number): Measured {
  if (!(meanVariance > 0)) return undefinedMeasure('the potential of no neuron varies in the window');
  // At most 1 by the Cauchy-Schwarz inequality; rounding may say otherwise.
  return { value: Math.min(1, Math.sqrt(varianceOfMean / meanVariance)) };
}

/** Population variance from sums; what lies below the rounding error of the difference is 0. */
function variance(samples: number, sum: number, squareSum: number): number {
  const meanSquare = squareSum / samples;
  const difference = meanSquare - (sum / samples) ** 2;
  return difference > 8 * Number.EPSILON * meanSquare ? difference : 0;
}

function varianceOf(values: ArrayLike<number>): number {
  let mean = 0;
  for (let s = 0; s < values.length; s++) mean += (values[s] ?? 0) / values.length;
  let squares = 0;
  for (let s = 0; s < values.length; s++) squares += ((values[s] ?? 0) - mean) ** 2;
  return squares / values.length;
}
