import type { RecorderConfig, Values } from '../contract/index.ts';
import type { Recorded } from '../library/probes/types.ts';
import { parseQuantity } from '../units/index.ts';
import type { Context } from './resolve.ts';
import type { WeightsMap } from './types.ts';
import type { Assembly } from './wiring.ts';

const BINS = 40;
/** Rows and columns of a matrix of weights, at most. */
const MOST_CELLS = 100;
/** Weights change slowly: so many samples of a run show how. */
const SAMPLES = 400;
const LEAST_SAMPLE_MS = 10;

/** Recorders of the plastic edges onto what a probe observes: of the one that is named, or of all. */
export function recordWeights(
  context: Context,
  assembly: Assembly,
  { edge, synapses }: NonNullable<Recorded['weights']>,
  observed: readonly string[],
  recorders: RecorderConfig[],
): WeightsMap[] {
  const wanted = assembly.plastic.filter(
    ({ target, edge: id }) => observed.includes(target) && (edge === '' || edge === id),
  );
  const everySteps = Math.max(1, Math.round(intervalMs(context) / context.dtMs));
  return wanted.map((plastic) => {
    const { projection } = plastic;
    const config = assembly.projections[projection];
    const upTo = plastic.most ?? largest(config?.weight);
    const size = (index: number | undefined): number =>
      index === undefined ? 1 : (assembly.groups[index]?.config.size ?? 1);
    const sources =
      config?.source.of === 'source' ? (assembly.sources[config.source.index]?.size ?? 1) : size(config?.source.index);
    const rows = Math.min(MOST_CELLS, sources);
    const columns = Math.min(MOST_CELLS, size(config?.target));
    const distribution =
      recorders.push({ kind: 'weights', projection, bins: BINS, most: upTo, rows, columns, everySteps }) - 1;
    const elements = Int32Array.from(synapses);
    const recorder = recorders.push({ kind: 'synapses', projection, of: 'weight', index: 0, elements, everySteps }) - 1;
    return { ...plastic, bins: BINS, upTo, rows, columns, distribution, chosen: recorder, synapses };
  });
}

function intervalMs({ document }: Context): number {
  const duration = parseQuantity(document.run.duration);
  return Math.max(LEAST_SAMPLE_MS, 'fault' in duration ? 0 : duration.value / SAMPLES);
}

/** Of weights that no rule bounds: what they start from. */
function largest(values: Values | undefined): number {
  switch (values?.kind) {
    case 'constant':
      return values.value > 0 ? 2 * values.value : 1;
    case 'uniform':
      return values.high;
    case 'normal':
      return values.mean + 4 * values.sd;
    case 'array':
      return values.values.reduce((most, value) => Math.max(most, value), 0) || 1;
    default:
      return 1;
  }
}
