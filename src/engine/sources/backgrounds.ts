import type { BackgroundConfig, EngineConfig } from '../../contract/index.ts';
import type { Layout } from '../memory/layout.ts';
import type { Views } from '../memory/views.ts';
import { type PoissonTable, poissonTable } from '../random/poisson.ts';
import { LIMITS_AT_ONCE } from './background-wat.ts';

/**
 * Where the table of a background is (see PoissonTable). `header` has four i32: the first number, where the limits end, where the
 * rest ends, and the first number of the rest.
 */
export interface BackgroundMemory {
  readonly header: number;
  /** Address of the limits (i16, biased); after their end, the last of them stands once more. */
  readonly limits: number;
  /** Address of the rest (u32). */
  readonly rest: number;
  /** Limits, and entries of the rest, that there is room for. */
  readonly capacity: number;
  /** Address of the weight (f64). */
  readonly weight: number;
}

/** The table has room for this many entries more, since a rate may grow while the network runs. */
const SPARE_ENTRIES = 64;

/**
 * The table of the number of spikes that all trains of a background bring to a neuron in a step, which is a Poisson number as
 * that of each train is.
 */
export const backgroundTable = (
  { trains, rateKHz }: Pick<BackgroundConfig, 'trains' | 'rateKHz'>,
  { dtMs }: Pick<EngineConfig, 'dtMs'>,
): PoissonTable => poissonTable(trains * rateKHz * dtMs);

/** `tables`: that of its start, and those that it is changed to on the way. */
export function placeBackground(layout: Layout, tables: readonly PoissonTable[]): BackgroundMemory {
  const capacity = Math.max(...tables.flatMap((table) => [table.limits.length, table.rest.length])) + SPARE_ENTRIES;
  return {
    header: layout.reserve(16),
    limits: layout.reserve((capacity + 1) * 2),
    rest: layout.reserve(capacity * 4),
    capacity,
    weight: layout.reserve(8),
  };
}

/** Number of entries of the limits, of which several are read at once. */
const limitsOf = ({ limits }: PoissonTable): number =>
  Math.ceil(Math.max(1, limits.length) / LIMITS_AT_ONCE) * LIMITS_AT_ONCE;

/** Whether a table fits the place of another one. */
export const hasRoom = ({ capacity }: BackgroundMemory, table: PoissonTable): boolean =>
  limitsOf(table) <= capacity && table.rest.length <= capacity;

/** Writes the table of a background, for which there must be room. */
export function writeTable(views: Views, memory: BackgroundMemory, table: PoissonTable): void {
  const { first, limits, restFirst, rest } = table;
  const length = limitsOf(table);
  // A word w reaches a limit l where w is above l - 1, with the same bias on both. No word reaches what follows the last limit.
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
