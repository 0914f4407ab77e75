import type { Emitter, SpikeSourceConfig } from '../../contract/index.ts';
import { longestDelaySteps } from '../connectivity/index.ts';
import { type EmitterMemory, emitterSize } from '../memory/emitter.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { mostElements, partitionOf } from '../memory/partition.ts';
import { type SourceMemory, sourceBytes } from '../sources/memory.ts';
import type { PlanContext } from './context.ts';
import { capacityOf, lagOf } from './window.ts';

/** Spikes that a log holds at least until a recorder empties it. */
const LEAST_LOG = 1 << 16;

export function placeEmitter({ layout, config, threads, windowSteps }: PlanContext, of: Emitter): EmitterMemory {
  const partition = partitionOf(emitterSize(config, of), threads);
  const delays = config.projections.map(({ source, delayMs }) =>
    source.of === of.of && source.index === of.index
      ? Math.max(lagOf(threads, windowSteps), delayMs.kind === 'constant' ? longestDelaySteps(delayMs, config.dtMs) : 0)
      : 0,
  );
  const capacity = capacityOf(config, of, mostElements(partition));
  // A thread may be a window ahead of another that still reads.
  const slots = Math.max(0, ...delays) + 1 + (threads > 1 ? Math.max(1, windowSteps) : 0);
  const slotBytes = Math.ceil((capacity + 1) / 16) * 64;
  const recorded = config.recorders.some((r) => r.kind === 'spikes' && r.of.of === of.of && r.of.index === of.index);
  const logCapacity = Math.max(LEAST_LOG, 2 * capacity * (windowSteps + 1));
  const threadBytes = 64 + logCapacity * 8;
  return {
    ring: layout.reserve(threads * slots * slotBytes),
    slots,
    slotBytes,
    capacity,
    partition,
    total: layout.reserve(threads * THREAD_STRIDE),
    log: recorded ? { address: layout.reserve(threads * threadBytes), threadBytes, capacity: logCapacity } : null,
  };
}

/** All of a source but what a run does not change. */
export function placeSource(
  context: PlanContext,
  source: SpikeSourceConfig,
  index: number,
): Omit<SourceMemory, 'tables'> {
  const emitter = placeEmitter(context, { of: 'source', index });
  return { config: source, emitter, data: context.layout.reserve(sourceBytes(source)) };
}
