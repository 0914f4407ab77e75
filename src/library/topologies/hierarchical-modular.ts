import { blockStart } from './block.ts';
import { AUTAPSES, type Resolved, type RuleFields } from './fields.ts';
import { asGiven, type Ends, type RuleOf, type Topology } from './types.ts';

const fields = {
  levels: {
    kind: 'number',
    label: 'levels h',
    meaning: 'levels of modules within modules',
    default: 3,
    min: 0,
    max: 16,
    whole: true,
  },
  branching: {
    kind: 'number',
    label: 'modules b within one of the next level',
    meaning: 'modules within one of the next level',
    default: 2,
    min: 2,
    max: 1000,
    whole: true,
  },
  probability: {
    kind: 'number',
    label: 'probability within the smallest modules',
    meaning: 'probability within the smallest modules',
    default: 0.4,
    min: 0,
    max: 1,
  },
  /** At each level further up that the smallest module around both neurons stands. */
  factor: {
    kind: 'number',
    label: 'factor of a level',
    meaning: 'factor of the probability at each level',
    default: 0.25,
    min: 0,
    max: 1,
  },
  autapses: AUTAPSES,
} as const satisfies RuleFields;

declare module '../../contract/engine-config.ts' {
  interface ConnectionRules {
    readonly 'hierarchical-modular': Resolved<typeof fields>;
  }
}

type Rule = RuleOf<'hierarchical-modular'>;

/**
 * A hierarchy of modules (Kaiser, Görner and Hilgetag 2007; Wang, Hilgetag and Zhou 2011): b^h smallest modules of consecutive
 * neurons, as equal as can be, of which every b are a module of the next level, up to one that holds all. A pair is connected with
 * probability p q^l, independently, where l counts the levels from a smallest module up to the smallest one that holds both. The
 * geometric decrease by level is that of Moretti and Muñoz 2013.
 */
export const hierarchicalModular: Topology<'hierarchical-modular', typeof fields> = {
  kind: 'hierarchical-modular',
  family: 'graph',
  name: 'Hierarchical modular',
  summary: 'Modules within modules: the connections thin out by a factor at each level.',
  source:
    'Kaiser, Görner and Hilgetag, New J Phys 9 (2007) 110; Wang, Hilgetag and Zhou, Front Comput Neurosci 5 (2011) 30; decrease by level: Moretti and Muñoz, Nat Commun 4 (2013) 2521',
  fields,
  label: ({ levels, branching, probability, factor }) =>
    `${branching}^${levels} modules, p ${probability} × ${factor}^l`,
  resolve: asGiven,
  whyNone: ({ probability }) => `, at a probability of at most ${probability}`,
  by: 'source',
  draws: 'number',
  fault: ({ levels, branching, probability, factor }, { sources, targets }) => {
    const wrong = [probability, factor].find((number) => !(number >= 0 && number <= 1));
    if (wrong !== undefined) return `the probability and its factor must lie between 0 and 1, and one is ${wrong}`;
    const [modules, neurons] = [branching ** levels, Math.min(sources, targets)];
    if (modules <= Math.max(1, neurons)) return null;
    return `${levels} levels of ${branching} modules are ${modules} of the smallest, and there are ${neurons} neurons`;
  },
  expected: (rule, ends) => {
    let [sum, within] = [0, 0];
    for (let level = 0; level <= rule.levels; level++) {
      const pairs = pairsWithin(rule, level, ends);
      sum += probabilityAt(rule, level) * (pairs - within);
      within = pairs;
    }
    return sum - (ends.same && !rule.autapses ? rule.probability * ends.targets : 0);
  },
  longestRow: (_rule, { targets }) => targets,
  rows: (rule, { sources, targets, same }) => {
    const skipSelf = same && !rule.autapses;
    const smallest = rule.branching ** rule.levels;
    return (source, random, out) => {
      const ofSource = Math.floor(((source + 1) * smallest - 1) / sources);
      let count = 0;
      const fill = (level: number, from: number, end: number) => {
        const p = probabilityAt(rule, level);
        const gap = () => (p >= 1 ? 0 : random.geometric(p));
        if (p <= 0 || from >= end) return;
        for (let target = from + gap(); target < end; target += 1 + gap())
          if (!skipSelf || target !== source) out[count++] = target;
      };
      // Ascending: what lies before the own modules, from the largest to the smallest, that one, and what lies behind them.
      const bounds = Array.from({ length: rule.levels + 1 }, (_, level) => {
        const module = Math.floor(ofSource / rule.branching ** level);
        const modules = rule.branching ** (rule.levels - level);
        return [blockStart(module, targets, modules), blockStart(module + 1, targets, modules)] as const;
      });
      const at = (level: number) => bounds[level] ?? ([0, 0] as const);
      for (let level = rule.levels; level > 0; level--) fill(level, at(level)[0], at(level - 1)[0]);
      fill(0, ...at(0));
      for (let level = 1; level <= rule.levels; level++) fill(level, at(level - 1)[1], at(level)[1]);
      return count;
    };
  },
};

const probabilityAt = ({ probability, factor }: Rule, level: number): number => probability * factor ** level;

/** Pairs of which both neurons lie in one module of a level. */
function pairsWithin({ levels, branching }: Rule, level: number, { sources, targets }: Ends): number {
  const modules = branching ** (levels - level);
  const count = (module: number, neurons: number) =>
    blockStart(module + 1, neurons, modules) - blockStart(module, neurons, modules);
  let sum = 0;
  for (let module = 0; module < modules; module++) sum += count(module, sources) * count(module, targets);
  return sum;
}
