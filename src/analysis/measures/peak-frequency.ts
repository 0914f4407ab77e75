import { type PopulationRecord, spikesWithin } from '../record.ts';
import { fundamentalOf, rhythmIn } from '../rhythm.ts';
import { segmentMsOf } from '../spike-spectrum.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const peakFrequency: PopulationMeasure = {
  id: 'peakHz',
  name: 'Frequency of the population rhythm',
  label: 'peak frequency',
  symbol: 'f_\\mathrm{peak}',
  hint: 'fundamental',
  unit: 'Hz',
  digits: 1,
  bounds: [0, Number.POSITIVE_INFINITY],
  range:
    'the fundamental of the largest peak of the spectrum S, from 15 Hz (6 Hz in windows of 1 s, 3 Hz of 4 s) to 2 kHz, told apart to a third of the lowest; C is the autocorrelation of the peaks, so that the harmonics of a rhythm are not taken for it; of narrow lines, as locked trains have, the largest frequency of which all are multiples',
  formula:
    'f_\\mathrm{peak} = \\frac{f_p}{k},\\quad f_p = \\arg\\max_f S(f),\\quad k = \\min\\left\\{j: C\\!\\left(\\tfrac{j}{f_p}\\right) \\ge 0.8 \\max_i C\\!\\left(\\tfrac{i}{f_p}\\right)\\right\\}',
  undefinedWhen:
    'the window is shorter than 200 ms, there are fewer than ten spikes, or no peak stands out from what chance gives once in a hundred windows',
  source:
    'Welch, IEEE Trans. Audio Electroacoust. 15:70 (1967); the first of the high peaks of the autocorrelation: Boersma, Proc. Inst. Phon. Sci. Amsterdam 17:97 (1993)',
  scope: 'within',
  needs: 'trains',
  of: peakIn,
  baseline: {
    by: 'none',
    why: 'a frequency is no more or less than chance gives; that of a rhythm, its peak over the median, has one',
  },
  history: { leastWindowMs: 250 },
};

/** The intervals of fewer spikes are no rhythm, however even they are. */
const LEAST_RHYTHM_SPIKES = 10;

/** Frequency of a record's rhythm, Hz. */
export function peakIn(record: PopulationRecord): Measured {
  const rhythm = rhythmIn(record);
  if (typeof rhythm === 'string') return undefinedMeasure(rhythm);
  const peak = fundamentalOf(rhythm, segmentMsOf(record.window));
  const spikes = spikesWithin(record);
  return peak.value === null || spikes >= LEAST_RHYTHM_SPIKES
    ? peak
    : undefinedMeasure(`there are but ${spikes} spikes in the window; a rhythm needs ${LEAST_RHYTHM_SPIKES}`);
}
