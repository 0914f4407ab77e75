import { golombRinzel } from './golomb-rinzel.ts';
import { isiCv } from './isi-cv.ts';
import { kuramoto } from './kuramoto.ts';
import { meanRate } from './mean-rate.ts';
import type { Measure } from './measure.ts';
import { spikeCountCorrelation } from './spike-count-correlation.ts';

export type { Measure } from './measure.ts';

/** All measures, in the order of tables. */
export const measures: readonly Measure[] = [golombRinzel, kuramoto, spikeCountCorrelation, isiCv, meanRate];
