import { populationMeasures, timedMeasures, usualMeasures } from '../../analysis/measures/index.ts';
import { DITHER_MS, type Surrogates } from '../../analysis/surrogates.ts';
import { choice, measure, measures, number, shownTime, toggle, window } from './options.ts';
import { declareProbe, NOTHING, type OptionValues } from './types.ts';

export const synchrony = declareProbe({
  id: 'synchrony',
  name: 'Synchrony',
  summary: 'χ, R and other indices of populations and between them in one table, and one of them over time.',
  source: 'The measures that are chosen: each says its own',
  icon: 'M2 12 A6 6 0 1 1 14 12 M8 11 L11 6 M2 12 H4 M12 12 H14 M8 4 V5.5',
  defaultSize: { width: 400, height: 320 },
  accepts: ['population'],
  from: 'analysis',
  panels: 'one',
  options: {
    indices: measures('indices', 'what the table shows of each population', populationMeasures, usualMeasures),
    between: toggle('between populations', 'how the rates of each two go together', true),
    over: measure('over time', 'the index drawn over time, in a sliding window', timedMeasures, 'chi'),
    windowMs: window(50, 'length of the sliding window; spectra and bursts take a longer one'),
    surrogates: choice(
      'chance',
      'what chance gives of each index: of surrogates of the same spike trains',
      ['none', 'shuffled intervals', 'dithered spikes'],
      'shuffled intervals',
    ),
    ditherMs: number('dither', 'how far dithered spikes move at most, to either side', {
      default: DITHER_MS,
      unit: 'ms',
    }),
    chanceRunning: toggle('chance while it runs', 'of the sliding window, every few seconds', false),
    shownMs: shownTime(),
  },
  records: () => NOTHING,
});

/** The surrogates that a probe's chance is of; null: it shows none. */
export function surrogatesOf(options: OptionValues<typeof synchrony.options>): Surrogates | null {
  if (options.surrogates === 'none') return null;
  return options.surrogates === 'dithered spikes' ? { kind: 'dither', widthMs: options.ditherMs } : { kind: 'shuffle' };
}
