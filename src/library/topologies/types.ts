import type { ConnectionRule, ConnectionRules, Space } from '../../contract/index.ts';
import type { TopologyFamily } from '../types.ts';
import type { Given, Resolved, RuleFields } from './fields.ts';

export type RuleKind = keyof ConnectionRules;

/** A rule as the engine takes it. */
export type RuleOf<K extends RuleKind> = Extract<ConnectionRule, { readonly kind: K }>;

/** The two ends of a projection. */
export interface Ends {
  readonly sources: number;
  readonly targets: number;
  /** Source and target are one and the same group: only then can there be autapses. */
  readonly same: boolean;
}

/**
 * Targets that share a sequence of random numbers. Those of one section, and what their synapses carry, can so be made
 * without those of the others.
 */
export const SECTION = 65536;

/** Random numbers of one row: a sequence of its own for each row, so that rows do not depend on each other. */
export interface RowRandom {
  /** Goes on with the row's sequence of that number; a row starts in sequence 0. */
  section(index: number): this;
  /** Uniform integer in [0, n). */
  below(n: number): number;
  /** Failures before the first success of trials with probability p, 0 < p < 1. */
  geometric(p: number): number;
  /** Uniform in (0, 1). */
  uniform(): number;
}

/** Writes the far ends of row `index` into `out` and returns how many; ascending where rows are of sources. */
export type RowWriter = (index: number, random: RowRandom, out: Uint32Array) => number;

/** Rows that WebAssembly makes, by all threads and bit for bit as `rows` does; such a rule may have millions of synapses. */
export type GeneratedRows =
  /** Each source reaches each target with this probability, at most once, independently. Such rows need not be kept. */
  | { readonly by: 'source'; readonly probability: number; readonly autapses: boolean }
  /** Each target draws so many sources uniformly. */
  | { readonly by: 'target'; readonly inDegree: number; readonly autapses: boolean; readonly multapses: boolean };

/** Sides of the plane that belong together: with `periodic`, what leaves on one side comes in on the other. */
export type Border = 'open' | 'periodic';

/** What is wrong with a field of a rule. */
interface FieldFault {
  readonly field: string;
  readonly given: string;
  readonly allowed: string;
  readonly sentence: string;
}

/** What a rule may ask of the compiler. */
export interface Asking {
  /** Positions of both ends; null where a layout is at fault, which is then reported. */
  space(border: Border): Space | null;
  /** Reports a fault, and gives null. */
  refuse(fault: FieldFault): null;
}

/** Numbers that a rule lists for its synapses, in the order of its rows or of its `pairs`. */
export interface Listed {
  readonly field: string;
  /** Where the unit stands, if not in the field. */
  readonly unitField?: string;
  readonly unit: string;
  /** Computed on demand: they may be many. */
  readonly values: () => readonly number[];
}

/** What synapses carry that comes with the rule, and not from the edge. */
export interface Brought {
  readonly weights?: Listed | undefined;
  readonly delays?: Listed | undefined;
}

/** How the engine makes the synapses of a rule. */
export interface RowMaker<K extends RuleKind> {
  /**
   * Rows are the targets of each source, or the sources of each target, whichever the rule defines independently of the other
   * rows.
   */
  readonly by: 'source' | 'target';
  /** What depends on the seed: nothing; which pairs are joined, but not how many synapses there are; their number too. */
  readonly draws: 'nothing' | 'pairs' | 'number';
  /** Null where the rule can be met between these ends, else a sentence on why it cannot. */
  fault(rule: RuleOf<K>, ends: Ends): string | null;
  /** Number of synapses, or its expectation. */
  expected(rule: RuleOf<K>, ends: Ends): number;
  /**
   * Within one population the largest eigenvalue of the graph's Laplacian, in mean in-degrees: how much faster than a neuron's
   * contacts alone a diffusive coupling levels a difference. Absent: 2, the most where all degrees are alike.
   */
  readonly stiffest?: (rule: RuleOf<K>, ends: Ends) => number;
  /** Most entries that a row can have. */
  longestRow(rule: RuleOf<K>, ends: Ends): number;
  /** Prepares the rows; `shared` are random numbers for what they have in common, such as a graph that is made as a whole. */
  rows(rule: RuleOf<K>, ends: Ends, shared: RowRandom): RowWriter;
  /** Absent: rows are written from `rows`. */
  readonly generated?: (rule: RuleOf<K>) => GeneratedRows;
  /** Of a rule that joins every pair once: sums over all sources can then stand for the rows of a coupling. */
  readonly everyPair?: (rule: RuleOf<K>) => { readonly autapses: boolean };
  /** Its synapses in the order in which weights and delays are listed; absent: by rows. */
  readonly pairs?: (rule: RuleOf<K>) => { readonly pre: Int32Array; readonly post: Int32Array };
}

/** All that there is to say of a connection rule: `F` are its fields in a document. */
export interface Topology<K extends RuleKind, F extends RuleFields> extends RowMaker<K> {
  readonly kind: K;
  readonly family: TopologyFamily;
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  /** In the order of the schema and of the inspector. */
  readonly fields: F;
  /** The rule in a few signs, for the label of an edge: "p 0.1". */
  label(given: Given<F>): string;
  /** The rule as the engine takes it; null where something is at fault, which is then reported. */
  resolve(given: Resolved<F>, asking: Asking): ConnectionRules[K] | null;
  readonly brings?: (given: Given<F>) => Brought;
  /** Of a rule that asks for a space: the border of that. */
  readonly border?: (given: Given<F>) => Border;
  /** The end of a sentence that says that no synapse was made: ", at a probability of 0.1". */
  readonly whyNone?: (given: Given<F>) => string;
  /** Fields that suit a picture of so few neurons, where the defaults do not. */
  readonly example?: (neurons: number) => Partial<Given<F>>;
}

/** Of a rule whose fields mean the same in the document and in the engine. */
export const asGiven = <T>(given: T): T => given;
