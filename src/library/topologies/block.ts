import { AUTAPSES, type RuleFields } from './fields.ts';
import type { Ends, RuleOf, Topology } from './types.ts';

type Rule = RuleOf<'block'>;

/** First element of block b of n elements in `blocks` blocks, as equal as can be. */
export const blockStart = (b: number, n: number, blocks: number): number => Math.floor((b * n) / blocks);

/** Pairs between block `a` of the sources and block `b` of the targets. */
const pairsOf = (a: number, b: number, { sources, targets, same }: Ends, { blocks, autapses }: Rule): number => {
  const count = (k: number, n: number) => blockStart(k + 1, n, blocks) - blockStart(k, n, blocks);
  return count(a, sources) * count(b, targets) - (same && !autapses && a === b ? count(a, sources) : 0);
};

const fields = {
  /** Number of consecutive blocks of equal size. */
  blocks: { kind: 'number', label: 'blocks', meaning: 'number of blocks', default: 4, min: 1, max: 1000, whole: true },
  within: {
    kind: 'number',
    label: 'probability within',
    meaning: 'probability within blocks',
    default: 0.3,
    min: 0,
    max: 1,
  },
  between: {
    kind: 'number',
    label: 'probability between',
    meaning: 'probability between blocks',
    default: 0.02,
    min: 0,
    max: 1,
  },
  matrix: {
    kind: 'probabilities',
    optional: true,
    label: 'a probability for each pair of blocks',
    part: 'block',
    replaces: ['within', 'between'],
    start: ({ blocks, within, between }) => table(Number(blocks), Number(within), Number(between)),
  },
  autapses: AUTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    /** Consecutive blocks of equal size; probabilities row by row, of source block and target block. */
    readonly block: {
      readonly blocks: number;
      readonly probabilities: Float64Array;
      readonly autapses: boolean;
    };
  }
}

/** Probabilities of blocks that are alike. */
const table = (blocks: number, within: number, between: number): number[][] =>
  Array.from({ length: blocks }, (_, a) => Array.from({ length: blocks }, (_, b) => (a === b ? within : between)));

/** Stochastic block model (Holland, Laskey and Leinhardt 1983): consecutive blocks of equal size, and a probability for each two. */
export const block: Topology<'block', typeof fields> = {
  kind: 'block',
  family: 'graph',
  name: 'Modular (blocks)',
  summary: 'Modules that are connected densely within and sparsely between.',
  source: 'Holland, Laskey and Leinhardt, Soc Networks 5 (1983) 109',
  fields,
  label: ({ blocks }) => `${blocks} blocks`,
  resolve: ({ blocks, within, between, matrix, autapses }) => ({
    blocks,
    probabilities: Float64Array.from((matrix ?? table(blocks, within, between)).flat()),
    autapses,
  }),
  by: 'source',
  draws: 'number',
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
      const ofSource = Math.floor(((source + 1) * blocks - 1) / sources);
      let count = 0;
      for (let b = 0; b < blocks; b++) {
        const p = probabilities[ofSource * blocks + b] ?? 0;
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
