import type { Rule } from './schema.ts';

/** What a rule starts from when it is chosen. */
export const RULE_DEFAULTS: { readonly [K in Rule['type']]: Extract<Rule, { type: K }> } = {
  'all-to-all': { type: 'all-to-all', autapses: false },
  'one-to-one': { type: 'one-to-one' },
  'fixed-probability': { type: 'fixed-probability', probability: 0.1, autapses: false },
  'fixed-in-degree': { type: 'fixed-in-degree', inDegree: 10, autapses: false, multapses: false },
  'fixed-out-degree': { type: 'fixed-out-degree', outDegree: 10, autapses: false, multapses: false },
  'fixed-total-number': { type: 'fixed-total-number', synapses: 1000, autapses: false, multapses: true },
  'pairwise-poisson': { type: 'pairwise-poisson', mean: 0.1, autapses: false },
  ring: { type: 'ring', neighbours: 10, autapses: false },
  'watts-strogatz': { type: 'watts-strogatz', neighbours: 10, rewiring: 0.1 },
  'barabasi-albert': { type: 'barabasi-albert', attachments: 3 },
  block: { type: 'block', blocks: 4, within: 0.3, between: 0.02, autapses: false },
  'distance-kernel': {
    type: 'distance-kernel',
    kernel: 'gaussian',
    probability: 0.5,
    width: '100 um',
    border: 'periodic',
    autapses: false,
  },
  list: { type: 'list', pairs: [[0, 0]] },
  matrix: {
    type: 'matrix',
    unit: 'mV',
    rows: [
      [0, 0.1],
      [0.1, 0],
    ],
  },
};

/** Rows and columns of a matrix to begin with. */
const MOST_TYPED = 50;

/** Sizes of a rule's ends; null where they are not known. */
export interface Sizes {
  readonly sources: number | null;
  readonly targets: number | null;
}

/** The default of a rule; a matrix has the size of the ends, as long as that is a matrix that one would type. */
export function defaultRule(type: Rule['type'], weightUnit: string, { sources, targets }: Sizes): Rule {
  if (type !== 'matrix') return RULE_DEFAULTS[type];
  const [rows, columns] = [Math.min(sources ?? 2, MOST_TYPED), Math.min(targets ?? 2, MOST_TYPED)];
  return { type, unit: weightUnit, rows: Array.from({ length: rows }, () => new Array<number>(columns).fill(0)) };
}

/** A number of a rule, as a field of the inspector. */
export interface RuleNumber {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max?: number;
  readonly whole?: true;
}

/** Plain numbers of each rule. */
export const RULE_NUMBERS: { readonly [K in Rule['type']]?: readonly RuleNumber[] } = {
  'fixed-probability': [{ name: 'probability', label: 'probability', min: 0, max: 1 }],
  'fixed-in-degree': [{ name: 'inDegree', label: 'in-degree', min: 0, whole: true }],
  'fixed-out-degree': [{ name: 'outDegree', label: 'out-degree', min: 0, whole: true }],
  'fixed-total-number': [{ name: 'synapses', label: 'number of synapses', min: 0, whole: true }],
  'pairwise-poisson': [{ name: 'mean', label: 'mean number per pair', min: 0 }],
  ring: [{ name: 'neighbours', label: 'neighbours k', min: 0, whole: true }],
  'watts-strogatz': [
    { name: 'neighbours', label: 'neighbours k', min: 0, whole: true },
    { name: 'rewiring', label: 'rewiring probability', min: 0, max: 1 },
  ],
  'barabasi-albert': [{ name: 'attachments', label: 'attachments m of a new node', min: 1, whole: true }],
  'distance-kernel': [{ name: 'probability', label: 'largest probability', min: 0, max: 1 }],
  block: [{ name: 'blocks', label: 'blocks', min: 1, max: 1000, whole: true }],
};
