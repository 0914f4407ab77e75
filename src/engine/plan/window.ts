import type { Emitter, EngineConfig } from '../../contract/index.ts';
import { shortestDelaySteps } from '../connectivity/index.ts';
import { item } from '../memory/item.ts';
import { highestOf, roomForSpikes } from '../sources/spike-room.ts';

/** Longest list of a step that the lists of a window are kept for; above it, threads meet more often. */
const MOST_KEPT = 1 << 20;

/** Steps that threads compute between two meetings, at most as many as the shortest delay: see Plan.windowSteps. */
export function windowOf(config: EngineConfig, threads: number): number {
  const shortest = config.projections.reduce(
    (least, { delayMs }) => Math.min(least, shortestDelaySteps(delayMs, config.dtMs)),
    64,
  );
  const largest = Math.max(
    1,
    ...config.groups.map(({ size }) => size),
    ...config.sources.map(({ size }, index) => capacityOf(config, { of: 'source', index }, size)),
  );
  return threads === 1 ? shortest : Math.min(shortest, Math.max(1, Math.floor(MOST_KEPT / largest)));
}

/** Spikes of other threads are known a window later; those with drawn delays are then put where they are due. */
export const lagOf = (threads: number, windowSteps: number): number => (threads > 1 ? windowSteps : 0);

/** Most spikes that a thread brings in a step, of so many elements. A neuron spikes once at most. */
export const capacityOf = (config: EngineConfig, { of, index }: Emitter, elements: number): number =>
  of === 'group'
    ? elements
    : roomForSpikes(item(config.sources, index), elements, config.dtMs, highestScheduled(config, index));

/** The highest rate that a source is changed to on the way, kHz. */
const highestScheduled = ({ changes = [] }: EngineConfig, source: number): number =>
  Math.max(
    0,
    ...changes.flatMap((scheduled) =>
      scheduled.changes.flatMap((change) =>
        change.kind === 'sourceRate' && change.source === source ? [highestOf(change.rateKHz)] : [],
      ),
    ),
  );
