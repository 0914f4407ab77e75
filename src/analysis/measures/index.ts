import { burstChi } from './burst-chi.ts';
import { burstRate, burstSynchrony } from './bursts.ts';
import { coherence } from './coherence.ts';
import { correlogram } from './correlogram.ts';
import { daido } from './daido.ts';
import { fanoFactor } from './fano-factor.ts';
import { golombRinzel } from './golomb-rinzel.ts';
import { isiCv } from './isi-cv.ts';
import { isiDistance } from './isi-distance.ts';
import { kuramoto } from './kuramoto.ts';
import { cv2, localVariation, revisedLocalVariation } from './local-variation.ts';
import { meanRate } from './mean-rate.ts';
import type { Measure } from './measure.ts';
import { phaseLocking } from './phase-locking.ts';
import { rateCorrelation } from './rate-correlation.ts';
import { peakFrequency, prominence } from './rhythm.ts';
import { spikeCountCorrelation } from './spike-count-correlation.ts';
import { spikeDistance } from './spike-distance.ts';
import { spikeSynchronization } from './spike-synchronization.ts';
import { vanRossum } from './van-rossum.ts';
import { vectorStrength } from './vector-strength.ts';
import { victorPurpura } from './victor-purpura.ts';
import { wangBuzsakiCoherence } from './wang-buzsaki-coherence.ts';

export type { Measure } from './measure.ts';

/** All measures, in the order of tables. */
export const measures: readonly Measure[] = [
  golombRinzel,
  kuramoto,
  spikeCountCorrelation,
  isiCv,
  meanRate,
  daido,
  vectorStrength,
  wangBuzsakiCoherence,
  isiDistance,
  spikeDistance,
  spikeSynchronization,
  victorPurpura,
  vanRossum,
  fanoFactor,
  cv2,
  localVariation,
  revisedLocalVariation,
  peakFrequency,
  prominence,
  coherence,
  phaseLocking,
  correlogram,
  rateCorrelation,
  burstRate,
  burstSynchrony,
  burstChi,
];
