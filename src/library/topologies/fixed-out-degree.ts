import { drawnRows, eligibleTargets } from './distinct.ts';
import { AUTAPSES, MULTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { stiffestAtRandom } from './random-graph.ts';
import { asGiven, type Topology } from './types.ts';

const fields = {
  outDegree: {
    kind: 'number',
    label: 'out-degree',
    meaning: 'synapses from each neuron',
    default: 10,
    min: 0,
    whole: true,
  },
  autapses: AUTAPSES,
  multapses: MULTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'fixed-out-degree': Resolved<typeof fields>;
  }
}

/** Each source draws `outDegree` targets uniformly (NEST `fixed_outdegree`), with or without repetition (multapses). */
export const fixedOutDegree: Topology<'fixed-out-degree', typeof fields> = {
  kind: 'fixed-out-degree',
  family: 'random',
  name: 'Fixed out-degree',
  summary: 'Every source sends exactly K synapses to targets drawn at random.',
  source: 'NEST’s fixed_outdegree',
  fields,
  label: ({ outDegree }) => `K out ${outDegree}`,
  resolve: asGiven,
  example: () => ({ outDegree: 6 }),
  by: 'source',
  draws: 'pairs',
  fault: ({ outDegree, autapses, multapses }, ends) => {
    const available = eligibleTargets(autapses, ends);
    return (multapses ? Math.min(outDegree, 1) : outDegree) <= available
      ? null
      : `an out-degree of ${outDegree} needs more targets than the ${available} there are`;
  },
  expected: ({ outDegree }, { sources }) => outDegree * sources,
  stiffest: ({ outDegree }, { sources }) => stiffestAtRandom(outDegree, sources),
  longestRow: ({ outDegree }) => outDegree,
  rows: (rule, ends) => drawnRows(() => rule.outDegree, rule, ends),
};
