import type { PopulationRecord } from '../record.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { burstChi } from './burst-chi.ts';
import { burstRate } from './burst-rate.ts';
import { burstSynchrony } from './burst-synchrony.ts';
import { coherence } from './coherence.ts';
import { cv2 } from './cv2.ts';
import { daido } from './daido.ts';
import { eventSynchronization } from './event-synchronization.ts';
import { fanoFactor } from './fano-factor.ts';
import { golombRinzel } from './golomb-rinzel.ts';
import { isiCv } from './isi-cv.ts';
import { isiDistance } from './isi-distance.ts';
import { kuramoto } from './kuramoto.ts';
import { localVariation } from './local-variation.ts';
import { meanRate } from './mean-rate.ts';
import type { BetweenMeasure, Measure, PopulationMeasure } from './measure.ts';
import { peakFrequency } from './peak-frequency.ts';
import { phaseLocking } from './phase-locking.ts';
import { prominence } from './prominence.ts';
import { rateCorrelation } from './rate-correlation.ts';
import { revisedLocalVariation } from './revised-local-variation.ts';
import { rhythmCoherence } from './rhythm-coherence.ts';
import { spikeCountCorrelation } from './spike-count-correlation.ts';
import { spikeDistance } from './spike-distance.ts';
import { spikeSynchronization } from './spike-synchronization.ts';
import { vanRossum } from './van-rossum.ts';
import { vectorStrength } from './vector-strength.ts';
import { victorPurpura } from './victor-purpura.ts';
import { wangBuzsakiCoherence } from './wang-buzsaki-coherence.ts';

export {
  type BetweenMeasure,
  baselineText,
  columnOf,
  headingOf,
  hintOf,
  type Measure,
  type PopulationMeasure,
} from './measure.ts';

/** All measures, in the order of tables: the one list that views, files and the command line read. */
export const measures: readonly Measure[] = [
  golombRinzel,
  kuramoto,
  daido,
  spikeCountCorrelation,
  wangBuzsakiCoherence,
  spikeSynchronization,
  eventSynchronization,
  spikeDistance,
  isiDistance,
  victorPurpura,
  vanRossum,
  isiCv,
  cv2,
  localVariation,
  revisedLocalVariation,
  meanRate,
  fanoFactor,
  peakFrequency,
  prominence,
  vectorStrength,
  burstRate,
  burstSynchrony,
  burstChi,
  coherence,
  rhythmCoherence,
  phaseLocking,
  rateCorrelation,
];

const isWithin = (measure: Measure): measure is PopulationMeasure => measure.scope === 'within';
const isBetween = (measure: Measure): measure is BetweenMeasure => measure.scope === 'between';

/** Those of one population. */
export const populationMeasures: readonly PopulationMeasure[] = measures.filter(isWithin);

/** Those of two populations. */
export const betweenMeasures: readonly BetweenMeasure[] = measures.filter(isBetween);

/** Those that are shown where nothing else is chosen. */
export const usualMeasures: readonly PopulationMeasure[] = populationMeasures.filter(({ isUsual }) => isUsual);

/** Those that each two neurons have. */
export const pairMeasures: readonly PopulationMeasure[] = populationMeasures.filter(({ pair }) => pair !== undefined);

/** Those that are shown against time. */
export const timedMeasures: readonly PopulationMeasure[] = populationMeasures.filter(({ history }) => history !== null);

export const findMeasure = (id: string): Measure | undefined => measures.find((measure) => measure.id === id);

export const findPopulationMeasure = (id: string): PopulationMeasure | undefined =>
  populationMeasures.find((measure) => measure.id === id);

/** A measure of a population in the window of a record. */
export const measuredOf = (id: string, record: PopulationRecord): Measured =>
  findPopulationMeasure(id)?.of(record) ?? undefinedMeasure(`there is no measure "${id}" of a population`);
