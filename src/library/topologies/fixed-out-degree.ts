import { drawnRows, eligibleTargets } from './distinct.ts';
import type { Topology } from './types.ts';

/** Each source draws `outDegree` targets uniformly (NEST `fixed_outdegree`), with or without repetition (multapses). */
export const fixedOutDegree: Topology<'fixed-out-degree'> = {
  kind: 'fixed-out-degree',
  family: 'random',
  name: 'Fixed out-degree',
  summary: 'Every source sends exactly K synapses to targets drawn at random.',
  by: 'source',
  certain: true,
  fault: ({ outDegree, autapses, multapses }, ends) => {
    const available = eligibleTargets(autapses, ends);
    return (multapses ? Math.min(outDegree, 1) : outDegree) <= available
      ? null
      : `an out-degree of ${outDegree} needs more targets than the ${available} there are`;
  },
  expected: ({ outDegree }, { sources }) => outDegree * sources,
  longestRow: ({ outDegree }) => outDegree,
  rows: (rule, ends) => drawnRows(() => rule.outDegree, rule, ends),
};
