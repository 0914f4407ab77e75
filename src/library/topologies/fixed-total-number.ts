import { drawnRows, eligibleTargets } from './distinct.ts';
import { AUTAPSES, MULTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { stiffestAtRandom } from './random-graph.ts';
import { asGiven, type RowRandom, type RuleOf, type Topology } from './types.ts';

type Rule = RuleOf<'fixed-total-number'>;

const fields = {
  synapses: {
    kind: 'number',
    label: 'number of synapses',
    meaning: 'number of synapses',
    default: 1000,
    min: 0,
    whole: true,
  },
  autapses: AUTAPSES,
  multapses: { ...MULTAPSES, default: true },
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'fixed-total-number': Resolved<typeof fields>;
  }
}

/** Exactly `synapses` pairs, drawn uniformly (NEST `fixed_total_number`), with or without repetition (multapses). */
export const fixedTotalNumber: Topology<'fixed-total-number', typeof fields> = {
  kind: 'fixed-total-number',
  family: 'random',
  name: 'Fixed total number',
  summary: 'Exactly n synapses between pairs drawn at random.',
  source: 'NEST’s fixed_total_number',
  fields,
  label: ({ synapses }) => `n ${synapses}`,
  resolve: asGiven,
  example: (neurons) => ({ synapses: 5 * neurons }),
  by: 'source',
  draws: 'pairs',
  fault: ({ synapses, autapses, multapses }, ends) => {
    const pairs = ends.sources * eligibleTargets(autapses, ends);
    return (multapses ? Math.min(synapses, 1) : synapses) <= pairs
      ? null
      : `${synapses} synapses need more pairs than the ${pairs} there are`;
  },
  expected: ({ synapses }) => synapses,
  stiffest: ({ synapses }, { sources }) => stiffestAtRandom(synapses / sources, sources),
  longestRow: ({ synapses, multapses }, { targets }) => (multapses ? synapses : Math.min(synapses, targets)),
  rows: (rule, ends, shared) => {
    const degrees = outDegrees(rule, ends.sources, eligibleTargets(rule.autapses, ends), shared);
    return drawnRows((source) => degrees[source] ?? 0, rule, ends);
  },
};

/**
 * How many of the pairs fall to each source: multinomial, or, without repetition, multivariate hypergeometric (pair after pair
 * is given to a source in proportion to what it has left; beyond half of all pairs, those left out are).
 */
function outDegrees({ synapses, multapses }: Rule, sources: number, each: number, random: RowRandom): Uint32Array {
  const given = new Uint32Array(sources);
  const leaveOut = !multapses && synapses > (sources * each) / 2;
  for (let left = leaveOut ? sources * each - synapses : synapses; left > 0; ) {
    const source = random.below(sources);
    const had = given[source] ?? 0;
    if (!multapses && random.below(each) < had) continue;
    given[source] = had + 1;
    left--;
  }
  return leaveOut ? given.map((out) => each - out) : given;
}
