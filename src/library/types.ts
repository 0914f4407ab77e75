import type { Integrator } from '../contract/index.ts';

/** It is a named number of a model. Quantities are texts: "20 ms". */
export interface ParameterDeclaration {
  /** It is the name in the equations, e.g. `tau_m`. */
  readonly name: string;
  /** It is TeX, e.g. `\\tau_m`. */
  readonly symbol: string;
  /** It is the shown unit, e.g. `ms`; `1` stands for a pure number. */
  readonly unit: string;
  readonly meaning: string;
  readonly default: string;
  /** They are the ends of the allowed range; `exclusive` bounds are not allowed values themselves. */
  readonly min?: string;
  readonly max?: string;
  readonly exclusiveMin?: boolean;
  readonly exclusiveMax?: boolean;
  /** It marks the parameter of a plasticity rule beyond which no weight grows. */
  readonly largestWeight?: true;
  /** It marks a parameter that is one whole number and cannot be drawn. */
  readonly whole?: true;
  /** Its hint has this sentence more. */
  readonly note?: string;
  /**
   * It says how the number stands in the summary of a node: by "×" before the main number, by any other word ("±",
   * "at", ", k =") behind it.
   */
  readonly word?: string;
  /**
   * It says what the number is in time, by which the compiler compares it with others and with the time step; `offset`
   * may be `end`, that of the run.
   */
  readonly timing?: 'onset' | 'offset' | 'length' | 'period' | 'count' | 'rise' | 'frequency';
}

/** The palette and the menus group entries by families, in the order that these have here. */
export const NEURON_FAMILIES = ['integrate-and-fire', 'conductance-based', 'reduced', 'oscillator'] as const;
export const STIMULUS_FAMILIES = ['current', 'spikes'] as const;
export const SYNAPSE_FAMILIES = ['jump', 'current', 'conductance', 'continuous'] as const;
export const PLASTICITY_FAMILIES = ['short-term', 'spike-timing', 'homeostatic'] as const;
export const TOPOLOGY_FAMILIES = ['regular', 'random', 'spatial', 'graph', 'given'] as const;

export type NeuronFamily = (typeof NEURON_FAMILIES)[number];
export type StimulusFamily = (typeof STIMULUS_FAMILIES)[number];
export type SynapseFamily = (typeof SYNAPSE_FAMILIES)[number];
export type PlasticityFamily = (typeof PLASTICITY_FAMILIES)[number];
export type TopologyFamily = (typeof TOPOLOGY_FAMILIES)[number];

/** It is the input under which a parameter set shows its pattern. */
export interface Protocol {
  readonly duration: string;
  readonly dt: string;
  /** They are current stimuli into the neuron: ids in library/stimuli, with parameters that differ from defaults. */
  readonly stimuli: readonly { readonly model: string; readonly parameters: Readonly<Record<string, string>> }[];
}

/** A user chooses such a parameter set by one click. */
export interface ParameterSet {
  readonly name: string;
  /** A menu lists the set together with others under this heading. */
  readonly group?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** It holds the initial states that differ from the model's. */
  readonly initial?: Readonly<Record<string, string>>;
  readonly integrator?: Integrator;
  readonly protocol?: Protocol;
  readonly source: string;
}

/** A neuron model is text in the model language, and data. It has no code. */
export interface NeuronModel {
  readonly kind: 'neuron';
  readonly id: string;
  readonly family: NeuronFamily;
  readonly name: string;
  readonly summary: string;
  /**
   * They are equations, one a line: `dv/dt = (E_L - v + R*I)/tau_m : mV (unless refractory)`; subexpressions
   * are `x = ... : unit`. `I` (pA), or the `input` that is named, is the total input; the compiler puts injected, synaptic and
   * coupling currents there.
   */
  readonly equations: string;
  /** It is name and unit of the total input; default `I`, pA. A synapse fits where its current has this dimension. */
  readonly input?: { readonly name: string; readonly unit: string };
  /** New currents into it have this factor, so that a step of the usual height makes it fire; absent means 1. */
  readonly currentScale?: number;
  /** Null means that it never spikes. */
  readonly threshold: string | null;
  /** Statements are separated by `;`. */
  readonly reset: string;
  /** The parameter of this name holds the refractory period; null means that there is none. */
  readonly refractory: string | null;
  /**
   * It is a condition in the model language, read at the start of each step: after a spike the neuron is refractory
   * while it holds, and until the period has passed. Where it is absent, the period alone decides.
   */
  readonly refractoryWhile?: string;
  readonly parameters: readonly ParameterDeclaration[];
  /** It gives the initial value of each state: a quantity or the name of a parameter. */
  readonly initial: Readonly<Record<string, string>>;
  /** They say what each state means, for the inspector and the plots. */
  readonly states: readonly {
    readonly name: string;
    readonly symbol: string;
    readonly unit: string;
    readonly meaning: string;
  }[];
  /** This state is the membrane potential: delta synapses jump it, and chi is measured on it. */
  readonly membrane: string;
  /** It is true where the membrane is a phase in radians, which phase couplings need. */
  readonly phase?: true;
  /** This state is the adaptation variable, if there is one. */
  readonly adaptation: string | null;
  /** Science prefers this integrator for it, where the one chosen from the equations would not do. */
  readonly integrator?: Integrator;
  /** They are the parameter sets that a user chooses by one click. */
  readonly sets: readonly ParameterSet[];
  /** Spikes are drawn up to this quantity (or parameter) on request. */
  readonly spikePeak: string;
  readonly source: string;
}

/** Its equations define the current `I_stim` (pA) by `t`, parameters and, perhaps, states and noise `xi`. */
export interface CurrentStimulus {
  readonly kind: 'current';
  readonly family: 'current';
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** It shows the course over time in a box of 16 by 16, as the `d` of an SVG path. */
  readonly icon: string;
  /** They are `I_stim = ... : pA`, or `dI_stim/dt = ... : pA` with noise `xi`. */
  readonly equations: string;
  /** A state starts from a parameter, or from a normal number, drawn for each neuron, of this mean and sd. */
  readonly initial: Readonly<Record<string, string | { readonly mean: string; readonly sd: string }>>;
  readonly parameters: readonly ParameterDeclaration[];
  /**
   * Where the equations have states (noise): each neuron of the target gets a signal of its own. Without this one
   * signal serves all of them.
   */
  readonly perNeuron?: true;
  readonly source: string;
}

/** It is a spike source that the engine generates. */
export interface SpikeStimulus {
  readonly kind: 'spikes';
  readonly family: 'spikes';
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** It shows some of its spikes in a box of 16 by 16, as the `d` of an SVG path. */
  readonly icon: string;
  /**
   * `poisson` makes `size` independent trains, wired by the edge's rule. With `background` every target neuron gets
   * `trains` trains of its own. `given` takes the node's spikeTimes. `profile` makes trains whose rate is the node's
   * profile. `gamma` makes `size` trains of a renewal process.
   */
  readonly generator: 'poisson' | 'background' | 'given' | 'profile' | 'gamma';
  readonly parameters: readonly ParameterDeclaration[];
  readonly source: string;
}

export type StimulusModel = CurrentStimulus | SpikeStimulus;

/**
 * It says what continuous couplings bring to a target: `sums`, each of a signal over the incoming synapses, and what a
 * population computes for its targets. All expressions may use the synapse's parameters.
 */
export interface Coupling {
  /**
   * They are sums of `w signal` over the incoming synapses, by the name that `current` has for them. A signal is an
   * expression of the source's membrane `v` and of its states in `source`, at the start of the step. With `relative` it
   * is the source's membrane less the target's, whatever the expression.
   */
  readonly sums: readonly {
    readonly name: string;
    readonly signal: string;
    /** It is the unit of the signal; `membrane` means that of the source's membrane. */
    readonly unit: string;
    readonly relative?: true;
  }[];
  /** They are added to the source population, once for all edges of equal parameters, and their states start from 0. */
  readonly source?: {
    readonly equations: string;
    /** A spike of the source adds to a state of its own, after the edge's delay. */
    readonly onSpike?: { readonly state: string; readonly amount: string };
  };
  /**
   * An edge may name states that both ends have: each is then coupled as the membrane is, and its sum enters the
   * equation of that state. The first sum is relative.
   */
  readonly ofStates?: true;
  /** It is true where both ends' membranes must be phases. */
  readonly ofPhases?: true;
  /** Both ends act on each other through one and the same contact. */
  readonly bothWays?: true;
}

export interface SynapseModel {
  readonly kind: 'synapse';
  readonly id: string;
  readonly family: SynapseFamily;
  readonly name: string;
  readonly summary: string;
  /**
   * With `jump`, a spike adds the weight to the membrane potential. With `current`, it adds the weight to a state of
   * the synapse, whose current enters the input. A `coupling` is continuous.
   */
  readonly action: 'jump' | 'current' | 'coupling';
  /** It says how a synapse of action `coupling` joins the states of its ends. */
  readonly coupling?: Coupling;
  /**
   * They are those of its states (for `current`) and subexpressions, which are added to the target's: `ds/dt = -s/tau :
   * nS`.
   */
  readonly equations: string;
  /** A spike adds the weight to this state; absent means `s`. */
  readonly jumps?: string;
  /**
   * It is added to the target's input: an expression of these (couplings: the sums, `degree`, the number of incoming
   * synapses, and `total`, the sum of their weights), of the target's membrane v, of t and of parameters.
   */
  readonly current: string;
  readonly weight: ParameterDeclaration;
  readonly parameters: readonly ParameterDeclaration[];
  /** They are defaults that differ on inhibitory edges, e.g. { E_syn: "-80 mV", tau: "10 ms" }. */
  readonly inhibitoryDefaults: Readonly<Record<string, string>>;
  /** It tells whether an inhibitory weight is negated (currents and jumps) or kept positive (conductances). */
  readonly signedWeight: boolean;
  /** It is TeX of what happens, for the inspector, in w and g (the relative strength). */
  readonly formula: string;
  readonly source: string;
}

/** It is what each neuron at one end of a plastic synapse carries. */
export interface SynapticEnd {
  /** Each is as `dx/dt = -x/tau : 1`: linear in its own state only, so that it is solved exactly between spikes. */
  readonly equations: string;
  /** They are the initial values that are not 0. */
  readonly initial?: Readonly<Record<string, string>>;
  /** These statements run at a spike of the neuron, `before` and `after` its synapses are treated. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * It is a rule by which weights, or what they release, change; one of each family may stand on an edge. It is text in
 * the model language, and data. `w` is the weight of a synapse, a magnitude; statements on it read the states of both
 * ends. A source's spike counts when it arrives, before spikes that targets emit in that step.
 */
export interface PlasticityModel {
  readonly kind: 'plasticity';
  readonly id: string;
  readonly family: PlasticityFamily;
  readonly name: string;
  readonly summary: string;
  /** The unit `weight` stands for that of the edge's weight, which a bare number then takes. */
  readonly parameters: readonly ParameterDeclaration[];
  readonly presynaptic: SynapticEnd | null;
  readonly postsynaptic: SynapticEnd | null;
  /** These statements on `w` run where a spike arrives, and where the target spikes. */
  readonly onPre: string;
  readonly onPost: string;
  /** It is the amplitude of a spike that arrives; null means `w`. */
  readonly release: string | null;
  /** These statements on `w` run whenever the time that the named parameter gives has passed. */
  readonly every: { readonly interval: string; readonly statements: string } | null;
  readonly sets: readonly ParameterSet[];
  /** It is TeX of what happens, for the inspector. */
  readonly formula: string;
  readonly source: string;
}
