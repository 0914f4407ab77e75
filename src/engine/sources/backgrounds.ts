import type { BackgroundConfig, EngineConfig } from '../../contract/index.ts';
import type { Layout } from '../memory/layout.ts';
import type { Views } from '../memory/views.ts';
import { type PoissonTable, poissonTable } from '../random/poisson.ts';
import { LIMITS_AT_ONCE } from './background-wat.ts';

/** See PoissonTable. `header`: first number, end of the limits, end of the rest, first number of the rest (i32 each). */
export interface BackgroundMemory {
  readonly header: number;
  /** i16, biased; after their end, the last once more. */
  readonly limits: number;
  /** u32 */
  readonly rest: number;
  /** Entries that there is room for, in each. */
  readonly capacity: number;
  /** Address of the weight, f64. */
  readonly weight: number;
}

/** A rate may grow while the network runs; the table of its numbers has room for this many entries more. */
const SPARE_ENTRIES = 64;

/** Of the number of spikes that all trains of a background bring to a neuron in a step: Poisson, as that of each train is. */
export const backgroundTable = (
  { trains, rateKHz }: Pick<BackgroundConfig, 'trains' | 'rateKHz'>,
  { dtMs }: Pick<EngineConfig, 'dtMs'>,
): PoissonTable => poissonTable(trains * rateKHz * dtMs);

export function placeBackground(layout: Layout, { limits, rest }: PoissonTable): BackgroundMemory {
  const capacity = Math.max(limits.length, rest.length) + SPARE_ENTRIES;
  return {
    header: layout.reserve(16),
    limits: layout.reserve((capacity + 1) * 2),
    rest: layout.reserve(capacity * 4),
    capacity,
    weight: layout.reserve(8),
  };
}

/** Entries of the limits as they are read: several at once. */
const limitsOf = ({ limits }: PoissonTable): number =>
  Math.ceil(Math.max(1, limits.length) / LIMITS_AT_ONCE) * LIMITS_AT_ONCE;

export const hasRoom = ({ capacity }: BackgroundMemory, table: PoissonTable): boolean =>
  limitsOf(table) <= capacity && table.rest.length <= capacity;

/** The numbers of a background, which must have room for them. */
export function writeTable(views: Views, memory: BackgroundMemory, table: PoissonTable): void {
  const { first, limits, restFirst, rest } = table;
  const length = limitsOf(table);
  // A word w reaches a limit l where, both biased, w is above l - 1. What follows the last limit is never reached.
  const biased = (limit: number): number => Math.max(-(2 ** 15), limit - 1 - 2 ** 15);
  const words = new Int16Array(views.buffer, memory.limits, length + 1).fill(2 ** 15 - 1);
  limits.forEach((limit, k) => {
    words[k] = biased(limit);
  });
  words[length] = biased(limits.at(-1) ?? 0);
  views.words(memory.rest, rest.length).set(rest);
  const ends = [memory.limits + 2 * length, memory.rest + 4 * rest.length];
  views.integers(memory.header, 4).set([first, ...ends, restFirst]);
}
