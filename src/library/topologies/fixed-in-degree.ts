import { stampDistinct } from './distinct.ts';
import { AUTAPSES, MULTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { stiffestAtRandom } from './random-graph.ts';
import { asGiven, type Ends, type RowWriter, type RuleOf, type Topology } from './types.ts';

type Rule = RuleOf<'fixed-in-degree'>;

/** Number of sources that a target may draw from. */
const eligible = ({ autapses }: Rule, { sources, same }: Ends): number => sources - (same && !autapses ? 1 : 0);

const fields = {
  inDegree: {
    kind: 'number',
    label: 'in-degree',
    meaning: 'synapses onto each neuron',
    default: 10,
    min: 0,
    whole: true,
  },
  autapses: AUTAPSES,
  multapses: MULTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'fixed-in-degree': Resolved<typeof fields>;
  }
}

/** Each target draws `inDegree` sources uniformly (NEST `fixed_indegree`), with or without repetition (multapses). */
export const fixedInDegree: Topology<'fixed-in-degree', typeof fields> = {
  kind: 'fixed-in-degree',
  family: 'random',
  name: 'Fixed in-degree',
  summary: 'Every target receives exactly K synapses from sources drawn at random.',
  source: 'Brunel, J Comput Neurosci 8 (2000) 183; NEST’s fixed_indegree',
  fields,
  label: ({ inDegree }) => `K ${inDegree}`,
  resolve: asGiven,
  example: () => ({ inDegree: 6 }),
  by: 'target',
  draws: 'pairs',
  generated: (rule) => ({ by: 'target', ...rule }),
  fault: (rule, ends) => {
    const available = eligible(rule, ends);
    const needed = rule.multapses ? Math.min(rule.inDegree, 1) : rule.inDegree;
    return needed <= available
      ? null
      : `an in-degree of ${rule.inDegree} needs more sources than the ${available} there are`;
  },
  expected: ({ inDegree }, { targets }) => inDegree * targets,
  stiffest: ({ inDegree }, { sources }) => stiffestAtRandom(inDegree, sources),
  longestRow: ({ inDegree }) => inDegree,
  rows: (rule, ends) => (rule.multapses ? repeated(rule, ends) : distinct(rule, ends)),
};

function repeated(rule: Rule, ends: Ends): RowWriter {
  const skipSelf = ends.same && !rule.autapses;
  const available = eligible(rule, ends);
  return (target, random, out) => {
    for (let k = 0; k < rule.inDegree; k++) {
      const drawn = random.below(available);
      out[k] = skipSelf && drawn >= target ? drawn + 1 : drawn;
    }
    return rule.inDegree;
  };
}

/** Draws until new; where more than half are wanted, those left out are drawn instead, so that few draws are in vain. */
function distinct(rule: Rule, ends: Ends): RowWriter {
  const skipSelf = ends.same && !rule.autapses;
  const available = eligible(rule, ends);
  const stamp = new Int32Array(available).fill(-1);
  const leaveOut = rule.inDegree > available / 2;
  const draws = leaveOut ? available - rule.inDegree : rule.inDegree;
  return (target, random, out) => {
    stampDistinct(stamp, target, draws, random);
    let count = 0;
    for (let k = 0; k < available; k++) {
      if ((stamp[k] === target) === leaveOut) continue;
      out[count++] = skipSelf && k >= target ? k + 1 : k;
    }
    return count;
  };
}
