import type { ConnectionRule } from '../../contract/index.ts';
import { allToAll } from './all-to-all.ts';
import { barabasiAlbert } from './barabasi-albert.ts';
import { block } from './block.ts';
import { distanceKernel } from './distance-kernel.ts';
import { defaultOf, type Given, type ReadQuantity, type RuleField, resolved, type Sizes } from './fields.ts';
import { fixedInDegree } from './fixed-in-degree.ts';
import { fixedOutDegree } from './fixed-out-degree.ts';
import { fixedProbability } from './fixed-probability.ts';
import { fixedTotalNumber } from './fixed-total-number.ts';
import { hierarchicalModular } from './hierarchical-modular.ts';
import { list } from './list.ts';
import { matrix } from './matrix.ts';
import { oneToOne } from './one-to-one.ts';
import { pairwisePoisson } from './pairwise-poisson.ts';
import { ring } from './ring.ts';
import type {
  Asking,
  Border,
  Brought,
  Ends,
  GeneratedRows,
  RowMaker,
  RowRandom,
  RowWriter,
  RuleKind,
  RuleOf,
  Topology,
} from './types.ts';
import { wattsStrogatz } from './watts-strogatz.ts';

export { distanceOf } from './distance.ts';
export { type RuleField, type RuleFields, replacedFields, type Sizes } from './fields.ts';
export { kernelOf } from './kernels.ts';
export { groupBySource } from './list.ts';
export type { Border, Ends, GeneratedRows, Listed, RowRandom, RuleKind, Topology } from './types.ts';
export { SECTION } from './types.ts';

const catalogue = {
  'all-to-all': allToAll,
  'one-to-one': oneToOne,
  'fixed-probability': fixedProbability,
  'fixed-in-degree': fixedInDegree,
  'fixed-out-degree': fixedOutDegree,
  'fixed-total-number': fixedTotalNumber,
  'pairwise-poisson': pairwisePoisson,
  ring,
  'distance-kernel': distanceKernel,
  'watts-strogatz': wattsStrogatz,
  'barabasi-albert': barabasiAlbert,
  block,
  'hierarchical-modular': hierarchicalModular,
  list,
  matrix,
};

type FieldsOf<K extends RuleKind> = (typeof catalogue)[K]['fields'];

/** Every connection rule, by its kind. */
export const topologies: { readonly [K in RuleKind]: Topology<K, FieldsOf<K>> } = catalogue;

type DocumentRule<K extends RuleKind> = { [P in K]: { type: P } & Given<FieldsOf<P>> }[K];
type EngineRule<K extends RuleKind> = { [P in K]: RuleOf<P> }[K];

/** A rule as it stands in a document: `type` is its kind. */
export type Rule = DocumentRule<RuleKind>;

/** What a document says of a rule, with its topology applied; what is asked for is computed then. */
export interface RuleFacts {
  readonly label: string;
  readonly brings: Brought;
  /** The border of the space in which it measures distances; null where it measures none. */
  readonly border: Border | null;
  /** Why no synapse may have been made, as the end of a sentence; empty where there is nothing to say. */
  readonly whyNone: string;
}

export function ruleFacts<K extends RuleKind>(rule: DocumentRule<K>): RuleFacts {
  const topology: Topology<K, FieldsOf<K>> = topologies[rule.type];
  return {
    get label() {
      return topology.label(rule);
    },
    get brings() {
      return topology.brings?.(rule) ?? {};
    },
    get border() {
      return topology.border?.(rule) ?? null;
    },
    get whyNone() {
      return topology.whyNone?.(rule) ?? '';
    },
  };
}

/** The rule as the engine takes it; null where something is at fault, which is then reported. */
export function resolveRule<K extends RuleKind>(
  rule: DocumentRule<K>,
  asking: Asking & { readonly quantity: ReadQuantity },
): ConnectionRule | null {
  const topology: Topology<K, FieldsOf<K>> = topologies[rule.type];
  const values = resolved(topology.fields, rule, asking.quantity);
  const fields = values && topology.resolve(values, asking);
  // Each file says what its kind has; that this is one of the kinds is beyond what TypeScript infers.
  return fields && ({ kind: rule.type, ...fields } as ConnectionRule);
}

/** What a rule starts from when it is chosen, between ends of these sizes. */
export function defaultRule(kind: RuleKind, sizes: Sizes = UNKNOWN, weightUnit = 'mV'): Rule {
  const entries = Object.entries<RuleField>(topologies[kind].fields).flatMap(([name, field]) => {
    const value = defaultOf(field, sizes, weightUnit);
    return value === undefined ? [] : [[name, value]];
  });
  return { type: kind, ...Object.fromEntries(entries) };
}

const UNKNOWN: Sizes = { sources: null, targets: null };

/** A rule with one of its fields set, as its declaration allows; undefined: the field is taken away. */
export function withField(rule: Rule, name: string, value: unknown): Rule {
  const { [name]: _before, ...others }: Record<string, unknown> = rule;
  return (value === undefined ? others : { ...rule, [name]: value }) as Rule;
}

/** A rule that suits a picture of so few neurons onto themselves. */
export function exampleRule(kind: RuleKind, neurons: number): Rule {
  return { ...defaultRule(kind, { sources: neurons, targets: neurons }), ...topologies[kind].example?.(neurons) };
}

/** A rule between given ends, with its topology applied; what is asked for is computed then. */
export interface Wiring {
  readonly by: 'source' | 'target';
  /** Whether every seed makes exactly the expected number of synapses. */
  readonly certain: boolean;
  readonly fault: string | null;
  readonly expected: number;
  readonly longestRow: number;
  /** Prepares the rows; call only where `fault` is null. */
  rows(shared: RowRandom): RowWriter;
}

export function wiringOf<K extends RuleKind>(rule: EngineRule<K>, ends: Ends): Wiring {
  const maker: RowMaker<K> = topologies[rule.kind];
  return {
    by: maker.by,
    certain: maker.draws !== 'number',
    get fault() {
      return maker.fault(rule, ends);
    },
    get expected() {
      return maker.expected(rule, ends);
    },
    get longestRow() {
      return maker.longestRow(rule, ends);
    },
    rows: (shared) => maker.rows(rule, ends, shared),
  };
}

/** How much faster than a neuron's contacts alone a coupling levels differences within a population. */
export function stiffestOf<K extends RuleKind>(rule: EngineRule<K>, ends: Ends): number {
  const maker: RowMaker<K> = topologies[rule.kind];
  return maker.stiffest?.(rule, ends) ?? 2;
}

/** What the engine can do with a rule besides writing its rows one by one. */
export interface RuleAbilities {
  /** Null: WebAssembly does not make its rows. */
  readonly generated: GeneratedRows | null;
  /** Null: it does not join every pair once. */
  readonly everyPair: { readonly autapses: boolean } | null;
  /** Null: what its synapses carry is listed by rows. */
  readonly pairs: { readonly pre: Int32Array; readonly post: Int32Array } | null;
}

export function abilitiesOf<K extends RuleKind>(rule: EngineRule<K>): RuleAbilities {
  const maker: RowMaker<K> = topologies[rule.kind];
  return {
    generated: maker.generated?.(rule) ?? null,
    everyPair: maker.everyPair?.(rule) ?? null,
    pairs: maker.pairs?.(rule) ?? null,
  };
}
