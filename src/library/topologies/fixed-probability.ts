import { AUTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { stiffestAtRandom } from './random-graph.ts';
import { asGiven, SECTION, type Topology } from './types.ts';

const fields = {
  probability: {
    kind: 'number',
    label: 'probability',
    meaning: 'connection probability',
    default: 0.1,
    min: 0,
    max: 1,
  },
  autapses: AUTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'fixed-probability': Resolved<typeof fields>;
  }
}

/**
 * Each pair with probability p, independently and at most once (NEST `pairwise_bernoulli`). Rather than a trial per pair,
 * the gaps between synapses of a row are drawn: they are geometric (Batagelj and Brandes 2005).
 */
export const fixedProbability: Topology<'fixed-probability', typeof fields> = {
  kind: 'fixed-probability',
  family: 'random',
  name: 'Fixed probability',
  summary: 'Each pair is connected with probability p, independently.',
  source:
    'Gilbert, Ann Math Stat 30 (1959) 1141; NEST’s pairwise_bernoulli; gaps between synapses: Batagelj and Brandes, Phys Rev E 71 (2005) 036113',
  fields,
  label: ({ probability }) => `p ${probability}`,
  resolve: asGiven,
  whyNone: ({ probability }) => `, at a probability of ${probability}`,
  by: 'source',
  draws: 'number',
  generated: ({ probability, autapses }) => ({ by: 'source', probability, autapses }),
  fault: ({ probability }) =>
    probability >= 0 && probability <= 1 ? null : `the probability must lie between 0 and 1, and is ${probability}`,
  expected: ({ probability, autapses }, { sources, targets, same }) =>
    probability * (sources * targets - (same && !autapses ? targets : 0)),
  stiffest: ({ probability }, { sources }) => stiffestAtRandom(probability * sources, sources),
  longestRow: (_rule, { targets }) => targets,
  rows: ({ probability, autapses }, { targets, same }) => {
    const skipSelf = same && !autapses;
    return (source, random, out) => {
      let count = 0;
      for (let section = 0; section * SECTION < targets; section++) {
        random.section(section);
        const end = Math.min(targets, (section + 1) * SECTION);
        for (let target = nextTarget(section * SECTION - 1); target < end; target = nextTarget(target)) {
          if (!skipSelf || target !== source) out[count++] = target;
        }
      }
      return count;

      function nextTarget(from: number): number {
        if (probability <= 0) return targets;
        return probability >= 1 ? from + 1 : from + 1 + random.geometric(probability);
      }
    };
  },
};
