import { cellsOf, distanceOf, furthest, nearest } from './distance.ts';
import { AUTAPSES, type RuleFields } from './fields.ts';
import { KERNELS, type KernelShape, kernelOf } from './kernels.ts';
import type { RowRandom, Topology } from './types.ts';

/** Pairs of less probability have no synapse: of 1e10 pairs, one in a hundred networks would miss one. */
const LEAST = 1e-12;
/** Pairs that an expectation is taken from; of more, a part of the sources. */
const MOST_PAIRS = 200_000;

const fields = {
  kernel: {
    kind: 'choice',
    label: 'kernel',
    hint: 'probability of a synapse by distance; distances come from the positions of the populations',
    options: KERNELS,
    default: 'gaussian',
  },
  probability: {
    kind: 'number',
    label: 'largest probability',
    meaning: 'connection probability',
    default: 0.5,
    min: 0,
    max: 1,
  },
  /** Length by which it falls: sigma of a Gaussian, the length of an exponential, the radius of a box. */
  width: {
    kind: 'quantity',
    declaration: {
      name: 'width',
      symbol: '\\sigma',
      unit: 'um',
      meaning: 'width of the kernel',
      default: '100 um',
      min: '0 um',
      exclusiveMin: true,
    },
  },
  border: {
    kind: 'choice',
    label: 'border',
    options: [
      { value: 'open', label: 'open' },
      { value: 'periodic', label: 'periodic' },
    ],
    default: 'periodic',
  },
  autapses: AUTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    /** `probability` is the largest one, `widthUm` the length by which it falls. */
    readonly 'distance-kernel': {
      readonly kernel: KernelShape;
      readonly probability: number;
      readonly widthUm: number;
      readonly autapses: boolean;
      readonly space: Space;
    };
  }
}

/**
 * Each pair with a probability that depends on its distance (NEST's spatial `pairwise_bernoulli`). Targets are taken by cells, in
 * which candidates are drawn with the largest probability that the cell allows, and kept in proportion to their own.
 */
export const distanceKernel: Topology<'distance-kernel', typeof fields> = {
  kind: 'distance-kernel',
  family: 'spatial',
  name: 'Distance kernel',
  summary: 'The probability of a synapse depends on the distance of the two neurons.',
  source: 'NEST’s pairwise_bernoulli in space',
  fields,
  label: ({ kernel, probability, width }) => `${kernel.replace('mexican-hat-', 'hat ')} ${probability}, ${width}`,
  resolve: ({ kernel, probability, width: widthUm, border, autapses }, asking) => {
    const space = asking.space(border);
    return space && { kernel, probability, widthUm, autapses, space };
  },
  border: ({ border }) => border,
  whyNone: () => ': the distances are too large for its kernel',
  by: 'source',
  draws: 'number',
  fault: ({ probability, widthUm, space }, { sources, targets }) => {
    if (!(probability >= 0 && probability <= 1))
      return `the probability must lie between 0 and 1, and is ${probability}`;
    if (!(widthUm > 0)) return `the width of the kernel must be more than 0, and is ${widthUm} um`;
    const fits = space.source.length === 2 * sources && space.target.length === 2 * targets;
    return fits ? null : 'there must be a position for every neuron';
  },
  expected: ({ kernel: shape, probability, widthUm, autapses, space }, { sources, targets, same }) => {
    const kernel = kernelOf(shape, widthUm);
    const rows = Math.max(1, Math.min(sources, Math.floor(MOST_PAIRS / targets)));
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const source = Math.floor((row * sources) / rows);
      for (let target = 0; target < targets; target++) {
        if (!same || autapses || source !== target) sum += kernel.at(distanceOf(space, source, target));
      }
    }
    return (probability * sum * sources) / rows;
  },
  longestRow: (_rule, { targets }) => targets,
  rows: ({ kernel: shape, probability, widthUm, autapses, space }, { same }) => {
    const kernel = kernelOf(shape, widthUm);
    const skipSelf = same && !autapses;
    const cells = cellsOf(space);
    return (source, random, out) => {
      let count = 0;
      for (const cell of cells) {
        // A little wider and more than they are: distances are rounded.
        const low = nearest(space, source, cell) * (1 - 1e-12);
        const high = kernel.falls ? low : furthest(space, source, cell) * (1 + 1e-12);
        const most = Math.min(1, probability * kernel.most(low, high) * (1 + 1e-9));
        if (most < LEAST) continue;
        const { targets } = cell;
        for (let k = skipped(most, targets.length, random); k < targets.length; ) {
          const target = targets[k] ?? 0;
          const atDistance = probability * kernel.at(distanceOf(space, source, target));
          if (random.uniform() * most < atDistance && !(skipSelf && target === source)) out[count++] = target;
          k += 1 + skipped(most, targets.length - k - 1, random);
        }
      }
      out.subarray(0, count).sort();
      return count;
    };
  },
};

/** Failures before the first success of trials with probability p, or `left` where there is none among so many. */
function skipped(p: number, left: number, random: RowRandom): number {
  if (p >= 1) return 0;
  const uniform = random.uniform();
  // Most cells are far away: (1 - p)^left is at least 1 - p left.
  if (uniform <= 1 - p * left) return left;
  let reached = 1 - p;
  for (let k = 0; k < left; k++) {
    if (uniform > reached) return k;
    reached *= 1 - p;
  }
  return left;
}
