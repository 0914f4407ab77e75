import type { Integrator } from '../contract/index.ts';

/** A named number of a model. Quantities are texts: "20 ms". */
export interface ParameterDeclaration {
  /** Name in the equations, e.g. `tau_m`. */
  readonly name: string;
  /** TeX, e.g. `\\tau_m`. */
  readonly symbol: string;
  /** The shown unit, e.g. `ms`; `1` for a pure number. */
  readonly unit: string;
  readonly meaning: string;
  readonly default: string;
  /** Allowed range; `exclusive` bounds are not allowed values themselves. */
  readonly min?: string;
  readonly max?: string;
  readonly exclusiveMin?: boolean;
  readonly exclusiveMax?: boolean;
}

/** Families by which the palette and the menus group entries, in their order there. */
export const NEURON_FAMILIES = ['integrate-and-fire', 'conductance-based', 'reduced', 'oscillator'] as const;
export const STIMULUS_FAMILIES = ['current', 'spikes'] as const;
export const SYNAPSE_FAMILIES = ['jump', 'current', 'conductance', 'continuous'] as const;
export const TOPOLOGY_FAMILIES = ['regular', 'random', 'spatial', 'graph', 'given'] as const;

export type NeuronFamily = (typeof NEURON_FAMILIES)[number];
export type StimulusFamily = (typeof STIMULUS_FAMILIES)[number];
export type SynapseFamily = (typeof SYNAPSE_FAMILIES)[number];
export type TopologyFamily = (typeof TOPOLOGY_FAMILIES)[number];

/** The input under which a parameter set shows its pattern. */
export interface Protocol {
  readonly duration: string;
  readonly dt: string;
  /** Current stimuli into the neuron: ids in library/stimuli with the parameters that differ from their defaults. */
  readonly stimuli: readonly { readonly model: string; readonly parameters: Readonly<Record<string, string>> }[];
}

/** A one-click parameter set. */
export interface ParameterSet {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Initial states that differ from the model's. */
  readonly initial?: Readonly<Record<string, string>>;
  readonly integrator?: Integrator;
  readonly protocol?: Protocol;
  readonly source: string;
}

/** A neuron model: text in the model language, and data. No code. */
export interface NeuronModel {
  readonly kind: 'neuron';
  readonly id: string;
  readonly family: NeuronFamily;
  readonly name: string;
  readonly summary: string;
  /**
   * Equations, one a line: `dv/dt = (E_L - v + R*I)/tau_m : mV (unless refractory)`; subexpressions `x = ... : unit`.
   * `I` (pA) is the total input current; the compiler puts injected, synaptic and gap currents there.
   */
  readonly equations: string;
  readonly threshold: string;
  /** Statements separated by `;`. */
  readonly reset: string;
  /** Name of the parameter that holds the refractory period; null: none. */
  readonly refractory: string | null;
  readonly parameters: readonly ParameterDeclaration[];
  /** Initial value of each state: a quantity or the name of a parameter. */
  readonly initial: Readonly<Record<string, string>>;
  /** Meaning of each state, for the inspector and the plots. */
  readonly states: readonly {
    readonly name: string;
    readonly symbol: string;
    readonly unit: string;
    readonly meaning: string;
  }[];
  /** State that is the membrane potential: delta synapses jump it, chi is measured on it. */
  readonly membrane: string;
  /** State that is the adaptation variable, if any. */
  readonly adaptation: string | null;
  /** The integrator that science prefers for it, where the one chosen from the equations would not do. */
  readonly integrator?: Integrator;
  /** One-click parameter sets. */
  readonly sets: readonly ParameterSet[];
  /** Quantity (or parameter name) up to which spikes are drawn on request. */
  readonly spikePeak: string;
  readonly source: string;
}

/** A current source: equations that define `I_stim` (pA) of `t` and its parameters, possibly with state and noise `xi`. */
export interface CurrentStimulus {
  readonly kind: 'current';
  readonly family: 'current';
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** `I_stim = ... : pA`, or `dI_stim/dt = ... : pA` with noise `xi`. */
  readonly equations: string;
  readonly initial: Readonly<Record<string, string>>;
  readonly parameters: readonly ParameterDeclaration[];
  /** True where each neuron of the target gets a signal of its own (noise). */
  readonly perNeuron: boolean;
  readonly source: string;
}

/** A spike source that the engine generates. */
export interface SpikeStimulus {
  readonly kind: 'spikes';
  readonly family: 'spikes';
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /**
   * `poisson`: `size` independent trains, wired by the edge's rule. `background`: every target neuron gets `trains` trains
   * of its own. `given`: the node's spikeTimes. `profile`: trains whose rate is the node's profile. `gamma`: `size` trains of
   * a renewal process.
   */
  readonly generator: 'poisson' | 'background' | 'given' | 'profile' | 'gamma';
  readonly parameters: readonly ParameterDeclaration[];
  readonly source: string;
}

export type StimulusModel = CurrentStimulus | SpikeStimulus;

export interface SynapseModel {
  readonly kind: 'synapse';
  readonly id: string;
  readonly family: SynapseFamily;
  readonly name: string;
  readonly summary: string;
  /** `jump`: a spike adds the weight to the membrane potential. `current`: a spike adds the weight to a state of the synapse, whose current enters `I`. `gap`: continuous coupling. */
  readonly action: 'jump' | 'current' | 'gap';
  /**
   * For `current`: the equations of its states and subexpressions, e.g. `ds/dt = -s/tau : nS`, and the current as an
   * expression of them, of v and of parameters.
   */
  readonly equations: string;
  /** State that a spike adds the weight to; absent: `s`. */
  readonly jumps?: string;
  readonly current: string;
  readonly weight: ParameterDeclaration;
  readonly parameters: readonly ParameterDeclaration[];
  /** Defaults that differ on inhibitory edges, e.g. { E_syn: "-80 mV", tau: "10 ms" }. */
  readonly inhibitoryDefaults: Readonly<Record<string, string>>;
  /** Whether an inhibitory weight is negated (currents and jumps) or kept positive (conductances). */
  readonly signedWeight: boolean;
  /** TeX of what happens, for the inspector, in w, g (relative strength). */
  readonly formula: string;
  readonly source: string;
}
