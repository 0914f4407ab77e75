import type { ConnectionRule } from '../../contract/index.ts';
import { allToAll } from './all-to-all.ts';
import { barabasiAlbert } from './barabasi-albert.ts';
import { block } from './block.ts';
import { distanceKernel } from './distance-kernel.ts';
import { fixedInDegree } from './fixed-in-degree.ts';
import { fixedOutDegree } from './fixed-out-degree.ts';
import { fixedProbability } from './fixed-probability.ts';
import { fixedTotalNumber } from './fixed-total-number.ts';
import { list } from './list.ts';
import { matrix } from './matrix.ts';
import { oneToOne } from './one-to-one.ts';
import { pairwisePoisson } from './pairwise-poisson.ts';
import { ring } from './ring.ts';
import type { Ends, RowRandom, RowWriter, RuleKind, Topology } from './types.ts';
import { wattsStrogatz } from './watts-strogatz.ts';

export { distanceOf, longestDistance } from './distance.ts';
export { kernelOf } from './kernels.ts';
export { groupBySource } from './list.ts';
export type { Ends, RowRandom, RowWriter, RuleKind, RuleOf, Topology } from './types.ts';
export { SECTION } from './types.ts';

/** Every connection rule, by its kind. */
export const topologies: { readonly [K in RuleKind]: Topology<K> } = {
  'all-to-all': allToAll,
  'one-to-one': oneToOne,
  'fixed-probability': fixedProbability,
  'fixed-in-degree': fixedInDegree,
  'fixed-out-degree': fixedOutDegree,
  'fixed-total-number': fixedTotalNumber,
  'pairwise-poisson': pairwisePoisson,
  ring,
  'distance-kernel': distanceKernel,
  'watts-strogatz': wattsStrogatz,
  'barabasi-albert': barabasiAlbert,
  block,
  list,
  matrix,
};

/** A rule between given ends, with its topology applied; what is asked for is computed then. */
export interface Wiring {
  readonly by: 'source' | 'target';
  readonly certain: boolean;
  readonly fault: string | null;
  readonly expected: number;
  readonly longestRow: number;
  /** Prepares the rows; call only where `fault` is null. */
  rows(shared: RowRandom): RowWriter;
}

export function wiringOf(rule: ConnectionRule, ends: Ends): Wiring {
  return apply(rule.kind, rule as never, ends);
}

function apply<K extends RuleKind>(kind: K, rule: Parameters<Topology<K>['rows']>[0], ends: Ends): Wiring {
  const topology: Topology<K> = topologies[kind];
  return {
    by: topology.by,
    certain: topology.certain,
    get fault() {
      return topology.fault(rule, ends);
    },
    get expected() {
      return topology.expected(rule, ends);
    },
    get longestRow() {
      return topology.longestRow(rule, ends);
    },
    rows: (shared) => topology.rows(rule, ends, shared),
  };
}
