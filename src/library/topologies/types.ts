import type { ConnectionRule } from '../../contract/index.ts';
import type { TopologyFamily } from '../types.ts';

export type RuleKind = ConnectionRule['kind'];
export type RuleOf<K extends RuleKind> = Extract<ConnectionRule, { readonly kind: K }>;

/** The two ends of a projection. */
export interface Ends {
  readonly sources: number;
  readonly targets: number;
  /** Source and target are one and the same group: only then can there be autapses. */
  readonly same: boolean;
}

/**
 * Targets that share a sequence of random numbers. Those of one section, and what their synapses carry, can so be made
 * without those of the others.
 */
export const SECTION = 65536;

/** Random numbers of one row: a sequence of its own for each row, so that rows do not depend on each other. */
export interface RowRandom {
  /** Goes on with the row's sequence of that number; a row starts in sequence 0. */
  section(index: number): this;
  /** Uniform integer in [0, n). */
  below(n: number): number;
  /** Failures before the first success of trials with probability p, 0 < p < 1. */
  geometric(p: number): number;
  /** Uniform in (0, 1). */
  uniform(): number;
}

/** Writes the far ends of row `index` into `out` and returns how many; ascending where rows are of sources. */
export type RowWriter = (index: number, random: RowRandom, out: Uint32Array) => number;

/**
 * A connection rule. Rows are the targets of each source (`by: 'source'`) or the sources of each target (`by: 'target'`),
 * whichever the rule defines independently of the other rows.
 */
export interface Topology<K extends RuleKind> {
  readonly kind: K;
  readonly family: TopologyFamily;
  readonly name: string;
  readonly summary: string;
  readonly by: 'source' | 'target';
  /** Null where the rule can be met between these ends, else a sentence on why it cannot. */
  fault(rule: RuleOf<K>, ends: Ends): string | null;
  /** Whether every seed makes exactly the expected number of synapses. */
  readonly certain: boolean;
  /** Number of synapses, or its expectation. */
  expected(rule: RuleOf<K>, ends: Ends): number;
  /** Most entries that a row can have. */
  longestRow(rule: RuleOf<K>, ends: Ends): number;
  /** Prepares the rows; `shared` are random numbers for what they have in common, such as a graph that is made as a whole. */
  rows(rule: RuleOf<K>, ends: Ends, shared: RowRandom): RowWriter;
}
