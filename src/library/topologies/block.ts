import type { Ends, RuleOf, Topology } from './types.ts';

type Rule = RuleOf<'block'>;

/** First element of block b of n elements in `blocks` blocks, as equal as can be. */
export const blockStart = (b: number, n: number, blocks: number): number => Math.floor((b * n) / blocks);

/** Pairs between block `a` of the sources and block `b` of the targets. */
const pairsOf = (a: number, b: number, { sources, targets, same }: Ends, { blocks, autapses }: Rule): number => {
  const count = (k: number, n: number) => blockStart(k + 1, n, blocks) - blockStart(k, n, blocks);
  return count(a, sources) * count(b, targets) - (same && !autapses && a === b ? count(a, sources) : 0);
};

/** Stochastic block model (Holland, Laskey and Leinhardt 1983): consecutive blocks of equal size, and a probability for each two. */
export const block: Topology<'block'> = {
  kind: 'block',
  family: 'graph',
  name: 'Modular (blocks)',
  summary: 'Modules that are connected densely within and sparsely between.',
  by: 'source',
  certain: false,
  fault: ({ blocks, probabilities }, { sources, targets }) => {
    if (blocks < 1 || blocks > Math.min(sources, targets))
      return `${blocks} blocks cannot be made of ${Math.min(sources, targets)} neurons`;
    if (probabilities.length !== blocks * blocks)
      return `${blocks} blocks need ${blocks} x ${blocks} probabilities, and there are ${probabilities.length}`;
    const wrong = probabilities.find((p) => !(p >= 0 && p <= 1));
    return wrong === undefined ? null : `a probability must lie between 0 and 1, and one is ${wrong}`;
  },
  expected: (rule, ends) =>
    rule.probabilities.reduce(
      (sum, p, k) => sum + p * pairsOf(Math.floor(k / rule.blocks), k % rule.blocks, ends, rule),
      0,
    ),
  longestRow: (_rule, { targets }) => targets,
  rows: ({ blocks, probabilities, autapses }, { sources, targets, same }) => {
    const skipSelf = same && !autapses;
    return (source, random, out) => {
      const own = Math.floor(((source + 1) * blocks - 1) / sources);
      let count = 0;
      for (let b = 0; b < blocks; b++) {
        const p = probabilities[own * blocks + b] ?? 0;
        const end = blockStart(b + 1, targets, blocks);
        const gap = () => (p >= 1 ? 0 : random.geometric(p));
        if (p <= 0) continue;
        for (let target = blockStart(b, targets, blocks) + gap(); target < end; target += 1 + gap())
          if (!skipSelf || target !== source) out[count++] = target;
      }
      return count;
    };
  },
};
