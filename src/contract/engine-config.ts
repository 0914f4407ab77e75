import type { PlasticityConfig } from './plasticity.ts';
import type { Program } from './program.ts';

/** Unsigned 32-bit key of a random stream, from the stable id of the node or edge (and of the field) that draws. */
export type StreamKey = number;

/** Positions of both ends of a projection, x and y of each element one after the other, um. */
export interface Space {
  readonly source: Float64Array;
  readonly target: Float64Array;
  /** Width and height beyond which the space begins again; 0: it does not. */
  readonly period: readonly [number, number];
}

/** One number per element (or per synapse): constant, listed, or drawn at build from a counter-based generator. */
export type Values =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'array'; readonly values: Float64Array }
  /** `once`: one number, that of element 0, for all elements. */
  | {
      readonly kind: 'uniform';
      readonly low: number;
      readonly high: number;
      readonly key: StreamKey;
      readonly once?: true;
    }
  /** Redrawn (not clipped) until it lies within [min, max]. */
  | {
      readonly kind: 'normal';
      readonly mean: number;
      readonly sd: number;
      readonly min: number;
      readonly max: number;
      readonly key: StreamKey;
      readonly once?: true;
    }
  /** For synapses: the offset plus `perUm` times the distance of their ends. */
  | { readonly kind: 'distance'; readonly offset: number; readonly perUm: number; readonly space: Space };

export interface StateConfig {
  readonly name: string;
  readonly initial: Values;
  /** Standard deviation of a normal number, one for each element, that is added to `initial`; absent: none is. */
  readonly spread?: { readonly sd: Values; readonly key: StreamKey };
  /** `(unless refractory)`: held by the engine's update, and closed to synaptic jumps, during the refractory period. */
  readonly clampedWhileRefractory: boolean;
}

export interface ParameterConfig {
  readonly name: string;
  readonly values: Values;
}

/**
 * Propagators of a linear system x' = A x + b over one step: P = exp(A dt), Phi = integral of exp(A s) ds over [0, dt].
 * The engine evaluates A from the parameters (per element where one of them varies), exponentiates, and writes the entries
 * into the parameter slots listed, which the update program reads.
 */
export interface PropagatorConfig {
  /** n x n results, row by row; reads only parameters and constants. */
  readonly matrix: Program;
  readonly order: number;
  /**
   * Strengths S of white noises, n x m, row by row; of parameters only. Entries L need it: the noise of a step is L z with z
   * independent standard normal numbers, L lower triangular, L L^T = integral of exp(A s) S S^T exp(A^T s) ds over [0, dt].
   */
  readonly noise?: Program;
  readonly entries: readonly {
    readonly which: 'P' | 'Phi' | 'L';
    readonly row: number;
    readonly column: number;
    /** Slot in the group's parameters; its own `values` there are a placeholder. */
    readonly parameter: number;
  }[];
}

/**
 * A group of like elements: a neuron population, or a current stimulus (size 1 when all its targets share the signal).
 * Per step: inputs are filled, `update` runs, `threshold` is tested on the new state, synapses deliver, `reset` runs.
 */
export interface GroupConfig {
  readonly name: string;
  readonly key: StreamKey;
  readonly size: number;
  readonly states: readonly StateConfig[];
  readonly parameters: readonly ParameterConfig[];
  readonly propagators: readonly PropagatorConfig[];
  readonly inputs: readonly { readonly name: string }[];
  /** Results: the new value of each state in order. Reads states, parameters, inputs, time, normals, notRefractory. */
  readonly update: Program;
  /** Values observable or injectable that are not states (a stimulus' current); evaluated at the start of the step, after inputs. */
  readonly outputs: readonly { readonly name: string; readonly program: Program }[];
  /** One result, non-zero where the element emits (the engine masks the refractory ones itself); null: never emits. */
  readonly threshold: Program | null;
  /** Statements in order: state `target` takes result k. Each statement reads what earlier ones wrote. */
  readonly reset: readonly { readonly target: number; readonly program: Program }[];
  /** Refractory period in ms; null: none. In steps: floor((period + dt/1000)/dt). */
  readonly refractoryMs: Values | null;
  /**
   * One result, read at the start of a step from the states, parameters, inputs and time there: an element that is refractory
   * stays so while it is non-zero, and until its period has passed. An element that starts beyond its threshold counts as one
   * that has spiked before. Absent: the period alone decides.
   */
  readonly refractoryWhile?: Program;
}

/**
 * Elements that emit spikes without a state: all that fall into a step, each of which is recorded and delivered. The first step
 * is the first that starts at `startMs` or later, the last the last that starts before `stopMs`.
 */
export type SpikeSourceConfig =
  /** The number of spikes of a train in a step is Poisson, of mean rate * dt. */
  | {
      readonly kind: 'poisson';
      readonly name: string;
      readonly key: StreamKey;
      readonly size: number;
      readonly rateKHz: Values;
      readonly startMs: number;
      readonly stopMs: number;
    }
  /**
   * Poisson trains of one rate that changes over time: linear between points, held before the first and after the last.
   * Times are ms since `startMs`, and do not descend; with a period, the profile repeats. The mean of a step is the integral
   * of the rate over it.
   */
  | {
      readonly kind: 'profile';
      readonly name: string;
      readonly key: StreamKey;
      readonly size: number;
      readonly timesMs: Float64Array;
      readonly ratesKHz: Float64Array;
      readonly periodMs: number | null;
      readonly startMs: number;
      readonly stopMs: number;
    }
  /**
   * Renewal trains: an interval is `deadMs` and a gamma number of this shape, of the mean 1/rate together. In equilibrium from
   * the start.
   */
  | {
      readonly kind: 'gamma';
      readonly name: string;
      readonly key: StreamKey;
      readonly size: number;
      readonly rateKHz: number;
      readonly shape: number;
      readonly deadMs: number;
      readonly startMs: number;
      readonly stopMs: number;
    }
  /** `steps` ascending, parallel to `indices`; several of one element in one step are allowed. */
  | {
      readonly kind: 'given';
      readonly name: string;
      readonly key: StreamKey;
      readonly size: number;
      readonly steps: Int32Array;
      readonly indices: Int32Array;
    };

/** What emits spikes: `groups[index]` or `sources[index]`. */
export interface Emitter {
  readonly of: 'group' | 'source';
  readonly index: number;
}

/**
 * The connection rules as the engine takes them, by their kind, with all quantities in internal units. Empty here: each file of
 * library/topologies adds its own, so that a rule is said in one place and `ConnectionRule` still tells them apart.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the files of the rules add to it
export interface ConnectionRules {}

export type ConnectionRule = {
  readonly [K in keyof ConnectionRules]: { readonly kind: K } & Readonly<ConnectionRules[K]>;
}[keyof ConnectionRules];

export interface ProjectionConfig {
  readonly name: string;
  readonly key: StreamKey;
  readonly source: Emitter;
  /** Target group and the state of it that jumps by the weight. */
  readonly target: number;
  readonly state: number;
  readonly rule: ConnectionRule;
  /** Signed, in the unit of the target state. For a list rule with `array`, parallel to the list. */
  readonly weight: Values;
  /** ms; in steps the nearest number, halves up (equations/steps.ts). 0 acts in the step of the spike, before the reset. */
  readonly delayMs: Values;
  /**
   * `regenerated`: the same synapses, but none is kept; the row of a source is drawn anew from the seed whenever it spikes.
   * Slower, and possible where rows are of sources and nothing is listed. Default: stored.
   */
  readonly storage?: 'stored' | 'regenerated';
  /** Weights change; `weight` is then what they start from, a magnitude, and the delay is one for all. */
  readonly plasticity?: PlasticityConfig;
}

/** Each target element receives `trains` Poisson trains of its own: target += weight * Poisson(trains * rate * dt) per step. */
export interface BackgroundConfig {
  readonly name: string;
  readonly key: StreamKey;
  readonly target: number;
  readonly state: number;
  readonly trains: number;
  readonly rateKHz: number;
  readonly weight: number;
  readonly startMs: number;
  readonly stopMs: number;
}

/** Adds an output or state of a stimulus group to an input of the target, element by element (a source of size 1 to all). */
export interface InjectionConfig {
  readonly name: string;
  readonly source: number;
  readonly output: { readonly of: 'state' | 'output'; readonly index: number };
  readonly target: number;
  readonly input: number;
  readonly scale: number;
}

/**
 * Continuous coupling: input[j] += sum over synapses i -> j of w x_i, from the values at the start of the step, sources in
 * ascending order. Several signals go along the same synapses.
 */
export interface CouplingConfig {
  readonly name: string;
  readonly key: StreamKey;
  readonly source: number;
  readonly target: number;
  readonly rule: ConnectionRule;
  /**
   * `given`: the synapses of the rule. `mirrored`: those that the rule (and key) draws from target to source, each turned
   * round. `both`: within one group, every pair that the rule joins, in both directions once and with one weight.
   */
  readonly direction: 'given' | 'mirrored' | 'both';
  readonly weight: Values;
  /** `less`: state y of the target, and each synapse adds w (x_i - y_j). */
  readonly signals: readonly {
    readonly of: 'state' | 'output';
    readonly index: number;
    readonly input: number;
    readonly less: number | null;
  }[];
  /**
   * Parameters of the target that the engine fills, over all couplings that name them: the number of synapses that reach an
   * element, and the sum of their weights; their own `values` are placeholders.
   */
  readonly degree: number | null;
  readonly total: number | null;
}

/** An assignment just before step `step` is computed: states or parameters of a group (used by oracle cases and live changes). */
export interface AssignmentConfig {
  readonly step: number;
  readonly group: number;
  readonly of: 'state' | 'parameter';
  readonly index: number;
  readonly values: Float64Array;
}

/** What is recorded. Samples are taken at the start of a step, before its update. */
export type RecorderConfig =
  /** All spikes of an emitter. */
  | { readonly kind: 'spikes'; readonly of: Emitter }
  /** Chosen elements of a state, input or output, every `everySteps` steps. */
  | {
      readonly kind: 'trace';
      readonly group: number;
      readonly of: 'state' | 'input' | 'output';
      readonly index: number;
      readonly elements: Int32Array;
      readonly everySteps: number;
    }
  /**
   * What the Golomb-Rinzel chi needs, by blocks: of every `everySteps`-th sample of a state, within blocks of
   * `blockSteps` steps, sums over time of x_i and x_i^2 for each element and of the population mean and its square.
   * x is the value less `reference`, against cancellation.
   */
  | {
      readonly kind: 'moments';
      readonly group: number;
      readonly state: number;
      readonly everySteps: number;
      readonly blockSteps: number;
      readonly reference: number;
    }
  /**
   * Of a plastic projection, chosen synapses' weights (numbered by source, then as its row is kept), or a state of chosen
   * neurons at one of its ends, as it was when last brought up to date. Result: a trace.
   */
  | {
      readonly kind: 'synapses';
      readonly projection: number;
      readonly of: 'weight' | 'pre' | 'post';
      /** The index of the state; 0 where a weight is changed. */
      readonly index: number;
      readonly elements: Int32Array;
      readonly everySteps: number;
    }
  /**
   * How many weights of a plastic projection lie in each of `bins` equal bins from 0 to `most` (the last holds what lies above),
   * and means of them by source (rows) and target (columns), neurons gathered evenly into so many.
   */
  | {
      readonly kind: 'weights';
      readonly projection: number;
      readonly bins: number;
      readonly most: number;
      readonly rows: number;
      readonly columns: number;
      readonly everySteps: number;
    };

/** What of a running network can be changed between two steps; its state goes on. Indices are those of the config. */
export type LiveChange =
  | { readonly kind: 'parameter'; readonly group: number; readonly index: number; readonly values: Values }
  /** Of a Poisson source, or of a gamma source (one rate), whose next intervals have it. */
  | { readonly kind: 'sourceRate'; readonly source: number; readonly rateKHz: Values }
  | {
      readonly kind: 'background';
      readonly background: number;
      readonly trains: number;
      readonly rateKHz: number;
      readonly weight: number;
    }
  /** One weight for all synapses of a projection. */
  | { readonly kind: 'weight'; readonly projection: number; readonly value: number }
  /** One weight for all synapses of a coupling. */
  | { readonly kind: 'couplingWeight'; readonly coupling: number; readonly value: number };

/** Changes that belong to a run: they are made before a step, whoever runs it. */
export interface ScheduledChanges {
  readonly step: number;
  readonly changes: readonly LiveChange[];
}

/** Everything that the engine needs to build and run: plain data, no ids of the document, no units, survives structuredClone. */
export interface EngineConfig {
  /** How states and numbers of elements are held: double is the reference, single is faster, and right to some six digits. */
  readonly precision: 'f64' | 'f32';
  readonly dtMs: number;
  readonly seed: number;
  readonly groups: readonly GroupConfig[];
  readonly sources: readonly SpikeSourceConfig[];
  readonly projections: readonly ProjectionConfig[];
  readonly backgrounds: readonly BackgroundConfig[];
  readonly injections: readonly InjectionConfig[];
  readonly couplings: readonly CouplingConfig[];
  readonly assignments: readonly AssignmentConfig[];
  /** What the network is changed to on the way, in the order of the steps; absent: it stays as it is. */
  readonly changes?: readonly ScheduledChanges[];
  readonly recorders: readonly RecorderConfig[];
}

/** Expected cost of a build, before it is made. */
export interface Estimate {
  readonly neurons: number;
  readonly synapses: number;
  readonly bytes: number;
}
