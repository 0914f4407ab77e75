import type { MomentsBlock } from '../../contract/index.ts';
import { ofSeveral } from '../averages.ts';
import { noMoments } from '../record.ts';
import type { Measured } from '../trains.ts';
import { firstStepFrom, undefinedMeasure } from '../trains.ts';
import { INDEPENDENT_POTENTIALS } from './golomb-rinzel.ts';
import type { PopulationMeasure } from './measure.ts';

export const burstChi: PopulationMeasure = {
  id: 'burstChi',
  name: 'Synchrony of bursts by the slow potential',
  label: 'burst χ',
  symbol: '\\chi_B',
  hint: 'potential over 10 ms',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 to 1; asynchronous about 1/√N; spikes within bursts hardly count',
  formula:
    '\\chi_B = \\sqrt{\\frac{\\mathrm{Var}_t\\left(\\langle \\bar v_i \\rangle_i\\right)}{\\left\\langle \\mathrm{Var}_t(\\bar v_i) \\right\\rangle_i}},\\quad \\bar v: \\text{means over 10 ms}',
  undefinedWhen: 'the slow potential of no neuron varies in the window, or it holds less than two blocks of 10 ms',
  source:
    'Golomb & Rinzel, Phys. Rev. E 48:4810 (1993), of the slow part: Kim & Lim, J. Neurosci. Methods 226:162 (2014)',
  scope: 'within',
  needs: 'potentials',
  of: ofSeveral((record) => {
    const { moments, trains, window } = record;
    return moments === null
      ? undefinedMeasure(noMoments(record))
      : burstChiOf(moments, trains.dtMs, window.fromMs, window.toMs);
  }),
  baseline: INDEPENDENT_POTENTIALS,
  history: { leastWindowMs: 200, wholeRange: true },
};

/** Chi of the means over the blocks that lie wholly in [fromMs, toMs): a low-pass filter as long as a block. */
export function burstChiOf(blocks: readonly MomentsBlock[], dtMs: number, fromMs: number, toMs: number): Measured {
  const [from, to] = [firstStepFrom(fromMs, dtMs), firstStepFrom(toMs, dtMs)];
  const inside = blocks.filter((block) => block.firstStep >= from && block.endStep <= to && block.samples > 0);
  const [first] = inside;
  if (first === undefined || inside.length < 2)
    return undefinedMeasure('the window holds less than two blocks of 10 ms of the potential');
  let variances = 0;
  for (let i = 0; i < first.sums.length; i++)
    variances += varianceOf(inside, (block) => (block.sums[i] ?? 0) / block.samples);
  const meanVariance = variances / first.sums.length;
  if (!(meanVariance > 0)) return undefinedMeasure('the slow potential of no neuron varies in the window');
  const varianceOfMean = varianceOf(inside, (block) => block.meanSum / block.samples);
  return { value: Math.min(1, Math.sqrt(varianceOfMean / meanVariance)) };
}

/** Population variance in two passes: sums lie about a reference that may be far from their mean. */
function varianceOf(blocks: readonly MomentsBlock[], of: (block: MomentsBlock) => number): number {
  let mean = 0;
  for (const block of blocks) mean += of(block) / blocks.length;
  let squares = 0;
  for (const block of blocks) squares += (of(block) - mean) ** 2;
  const variance = squares / blocks.length;
  return variance > 8 * Number.EPSILON * mean * mean ? variance : 0;
}
