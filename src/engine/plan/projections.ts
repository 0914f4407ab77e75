import type { EngineConfig, ProjectionConfig } from '../../contract/index.ts';
import { type Ends, wiringOf } from '../../library/topologies/index.ts';
import type { ProjectionRequest } from '../connectivity/index.ts';
import { emitterSize } from '../memory/emitter.ts';
import { item } from '../memory/item.ts';
import { LONGEST_STRETCH, PARTITION_UNIT, partitionOf } from '../memory/partition.ts';
import { bytesOf } from '../memory/precision.ts';
import type { PlanContext } from './context.ts';

/** Numbers of neurons at both ends of a projection, and whether both are one group. */
export const endsOf = (
  config: EngineConfig,
  { source, target }: Pick<ProjectionConfig, 'source' | 'target'>,
): Ends => ({
  sources: emitterSize(config, source),
  targets: item(config.groups, target).size,
  same: source.of === 'group' && source.index === target,
});

/** `weightAddress`: where a weight that all synapses share stands. */
export function requestOf(
  { config, threads, rough }: PlanContext,
  projection: ProjectionConfig,
  weightAddress: number,
): ProjectionRequest {
  const { name, key, target, rule, weight, delayMs, storage } = projection;
  const { seed, dtMs, precision } = config;
  const { size } = item(config.groups, target);
  return {
    ...{ name, seed, key, dtMs, rule, weight, weightAddress, delayMs, precision, threads },
    rough,
    storage: storage ?? 'stored',
    ends: endsOf(config, projection),
    partition: partitionOf(size, threads, stretchOf(config, projection)),
  };
}

/** States of this many bytes stay in the first cache while the spikes of a step are delivered to them. */
const CACHED_BYTES = 32768;
/** Synapses that a stretch of a row should have at least, so that what is done once for it is little. */
const LEAST_SEGMENT = 48;

/** Elements of a stretch of the targets: few enough for the cache, and enough to be worth going to. */
function stretchOf(config: EngineConfig, projection: ProjectionConfig): number {
  const ends = endsOf(config, projection);
  const density = wiringOf(projection.rule, ends).expected / (ends.sources * ends.targets);
  const elements = Math.max(CACHED_BYTES / bytesOf(config.precision), LEAST_SEGMENT / density);
  return Math.min(LONGEST_STRETCH, Math.ceil(elements / PARTITION_UNIT) * PARTITION_UNIT);
}
