import { eligibleTargets } from './distinct.ts';
import { AUTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { stiffestAtRandom } from './random-graph.ts';
import { asGiven, type Topology } from './types.ts';

const fields = {
  mean: {
    kind: 'number',
    label: 'mean number per pair',
    meaning: 'mean number of synapses of a pair',
    default: 0.1,
    min: 0,
  },
  autapses: AUTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'pairwise-poisson': Resolved<typeof fields>;
  }
}

/**
 * A Poisson number of synapses for each pair (NEST `pairwise_poisson`): a Poisson number for the row, each of which falls on
 * any target alike.
 */
export const pairwisePoisson: Topology<'pairwise-poisson', typeof fields> = {
  kind: 'pairwise-poisson',
  family: 'random',
  name: 'Poisson pairs',
  summary: 'Each pair has a Poisson number of synapses, possibly several.',
  source: 'NEST’s pairwise_poisson',
  fields,
  label: ({ mean }) => `Poisson ${mean}`,
  resolve: asGiven,
  by: 'source',
  draws: 'number',
  fault: ({ mean }) =>
    mean >= 0 && mean < 1000 ? null : `the mean number must lie between 0 and 1000, and is ${mean}`,
  expected: ({ mean, autapses }, ends) => mean * ends.sources * eligibleTargets(autapses, ends),
  stiffest: ({ mean }, { sources }) => stiffestAtRandom(mean * sources, sources),
  longestRow: ({ mean }, { targets }) => mostOf(mean * targets),
  rows: ({ mean, autapses }, ends) => {
    const skipSelf = ends.same && !autapses;
    const available = eligibleTargets(autapses, ends);
    const below = poissonDistribution(mean * available);
    return (source, random, out) => {
      const uniform = random.uniform();
      let [count, high] = [0, below.length - 1];
      while (count < high) {
        const middle = (count + high) >> 1;
        if ((below[middle] ?? 1) > uniform) high = middle;
        else count = middle + 1;
      }
      for (let k = 0; k < count; k++) {
        const drawn = random.below(available);
        out[k] = skipSelf && drawn >= source ? drawn + 1 : drawn;
      }
      out.subarray(0, count).sort();
      return count;
    };
  },
};

/** Ten standard deviations above the mean: further is less likely than 1e-20. */
const mostOf = (mean: number): number => Math.ceil(mean + 10 * Math.sqrt(mean)) + 32;

/** P(number <= n), from ratios of neighbours about the likeliest number, so that none is too small to begin with. */
function poissonDistribution(mean: number): Float64Array {
  const weights = new Float64Array(mostOf(mean) + 1);
  const mode = Math.floor(mean);
  weights[mode] = 1;
  for (let n = mode; n > 0; n--) weights[n - 1] = ((weights[n] ?? 0) * n) / mean;
  for (let n = mode + 1; n < weights.length; n++) weights[n] = ((weights[n - 1] ?? 0) * mean) / n;
  for (let n = 1; n < weights.length; n++) weights[n] = (weights[n] ?? 0) + (weights[n - 1] ?? 0);
  const all = weights.at(-1) ?? 1;
  return weights.map((sum) => sum / all);
}
