import { z } from 'zod';
import { populationMeasures } from '../analysis/measures/index.ts';
import { idSchema } from './id-schema.ts';
import { quantitySchema } from './value-schema.ts';

/**
 * What only expectations measure (tests/presets): `firstVolleyMs`: mean time of the first spikes; `weightsAtBounds`: share of
 * plastic synapses onto the population within a tenth of the largest weight of 0 or of it; `spikeSpreadMs`: standard deviation
 * of the spike times; `ring...`: of the mean of e^(2 pi i neuron/N) over the spikes, angle and length; `slowPeakHz`: frequency
 * of the largest power between 4 and 20 Hz, of segments of 500 ms; `trace...`: of `variable`, over pairs of the neurons that a
 * probe records; `copiesCorrelation`: mean over the pairs of copies of the population of the correlation of their rates, in
 * bins of 4 ms.
 */
const PRESET_MEASURES = [
  'spikes',
  'spikeTimesMs',
  'firstVolleyMs',
  'weightsAtBounds',
  'ringCentreDeg',
  'ringConcentration',
  'spikeSpreadMs',
  'slowPeakHz',
  'traceDifference',
  'traceCorrelation',
  'copiesCorrelation',
] as const;

/** What a preset must show; see presets/. */
export const expectationSchema = z.strictObject({
  /** Id of a measure of a population, or of PRESET_MEASURES. */
  measure: z.enum([...populationMeasures.map(({ id }) => id), ...PRESET_MEASURES]),
  /** Id of the population. */
  population: idSchema,
  /** Id of the variant; absent: the network itself. */
  variant: idSchema.optional(),
  from: quantitySchema.optional(),
  to: quantitySchema.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** For spikeTimesMs: the times of neuron 0, each within `tolerance` ms. */
  values: z.array(z.number()).optional(),
  tolerance: z.number().optional(),
  /** For spikes and spikeSpreadMs: neurons [first, end) instead of all. */
  neurons: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
  /** For traceDifference (mean |x_i - x_j|, shown unit) and traceCorrelation (Pearson's): a state of the model. */
  variable: z.string().optional(),
  /** What the value rests on: without it the expectation does not hold. */
  cause: z.enum(['coupling', 'plasticity', 'background', 'noise', 'identical start']).optional(),
  source: z.string().min(1),
});
