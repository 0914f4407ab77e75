import type { ConnectionRule } from '../../contract/index.ts';
import { allToAll } from './all-to-all.ts';
import { fixedInDegree } from './fixed-in-degree.ts';
import { fixedProbability } from './fixed-probability.ts';
import { list } from './list.ts';
import { oneToOne } from './one-to-one.ts';
import type { Ends, RowWriter, RuleKind, Topology } from './types.ts';

export { groupBySource } from './list.ts';
export type { Ends, RowRandom, RowWriter, RuleKind, RuleOf, Topology } from './types.ts';
export { SECTION } from './types.ts';

/** Every connection rule, by its kind. */
export const topologies: { readonly [K in RuleKind]: Topology<K> } = {
  'all-to-all': allToAll,
  'one-to-one': oneToOne,
  'fixed-probability': fixedProbability,
  'fixed-in-degree': fixedInDegree,
  list,
};

/** A rule between given ends, with its topology applied. */
export interface Wiring {
  readonly by: 'source' | 'target';
  readonly fault: string | null;
  readonly expected: number;
  readonly longestRow: number;
  /** Prepares the rows; call only where `fault` is null. */
  rows(): RowWriter;
}

export function wiringOf(rule: ConnectionRule, ends: Ends): Wiring {
  return apply(rule.kind, rule as never, ends);
}

function apply<K extends RuleKind>(kind: K, rule: Parameters<Topology<K>['rows']>[0], ends: Ends): Wiring {
  const topology: Topology<K> = topologies[kind];
  return {
    by: topology.by,
    fault: topology.fault(rule, ends),
    expected: topology.expected(rule, ends),
    longestRow: topology.longestRow(rule, ends),
    rows: () => topology.rows(rule, ends),
  };
}
