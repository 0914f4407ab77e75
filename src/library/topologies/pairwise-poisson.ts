import { log } from '../../equations/elementary.ts';
import { eligibleTargets } from './distinct.ts';
import type { Topology } from './types.ts';

/**
 * A Poisson number of synapses for each pair (NEST `pairwise_poisson`). Along a row they are the events of one Poisson process:
 * a pair holds those that fall on its unit of length.
 */
export const pairwisePoisson: Topology<'pairwise-poisson'> = {
  kind: 'pairwise-poisson',
  family: 'random',
  name: 'Poisson pairs',
  summary: 'Each pair has a Poisson number of synapses, possibly several.',
  by: 'source',
  certain: false,
  fault: ({ mean }) =>
    mean >= 0 && mean < 1000 ? null : `the mean number must lie between 0 and 1000, and is ${mean}`,
  expected: ({ mean, autapses }, ends) => mean * ends.sources * eligibleTargets(autapses, ends),
  // Ten standard deviations: never reached.
  longestRow: ({ mean }, { targets }) => Math.ceil(mean * targets + 10 * Math.sqrt(mean * targets)) + 64,
  rows: ({ mean, autapses }, ends) => {
    const skipSelf = ends.same && !autapses;
    const available = eligibleTargets(autapses, ends);
    return (source, random, out) => {
      let count = 0;
      if (mean <= 0) return 0;
      const gap = () => -log(random.uniform()) / mean;
      for (let at = gap(); at < available; at += gap()) {
        const target = Math.floor(at);
        if (count < out.length) out[count++] = skipSelf && target >= source ? target + 1 : target;
      }
      return count;
    };
  },
};
