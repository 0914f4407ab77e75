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
  /** Marks the parameter of a plasticity rule beyond which no weight grows. */
  readonly largestWeight?: true;
  /** One whole number, which cannot be drawn. */
  readonly whole?: true;
  /** A sentence more for its hint. */
  readonly note?: string;
  /** How it stands in the summary of a node: by "×" before the main number, by any other word ("±", "at", ", k =") behind it. */
  readonly word?: string;
  /** What it is in time, by which the compiler compares it with others and with the time step; `offset` may be `end`, that of the run. */
  readonly timing?: 'onset' | 'offset' | 'length' | 'period' | 'count' | 'rise' | 'frequency';
}

/** Families by which the palette and the menus group entries, in their order there. */
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
  /** Heading under which a menu lists it together with others. */
  readonly group?: string;
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
   * `I` (pA), or the `input` that is named, is the total input; the compiler puts injected, synaptic and coupling currents there.
   */
  readonly equations: string;
  /** Name and unit of the total input; default `I`, pA. A synapse fits where its current has this dimension. */
  readonly input?: { readonly name: string; readonly unit: string };
  /** Factor of new currents into it, so that a step current of the usual height makes it fire; absent: 1. */
  readonly currentScale?: number;
  /** Null: it never spikes. */
  readonly threshold: string | null;
  /** Statements separated by `;`. */
  readonly reset: string;
  /** Name of the parameter that holds the refractory period; null: none. */
  readonly refractory: string | null;
  /**
   * A condition in the model language, read at the start of each step: after a spike the neuron is refractory while it holds,
   * and until the period has passed. Absent: the period alone decides.
   */
  readonly refractoryWhile?: string;
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
  /** True where the membrane is a phase in radians, which phase couplings need. */
  readonly phase?: true;
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
  /** Its course over time in a box of 16 by 16, as the `d` of an SVG path. */
  readonly icon: string;
  /** `I_stim = ... : pA`, or `dI_stim/dt = ... : pA` with noise `xi`. */
  readonly equations: string;
  /** Parameters that a state starts from: one, or mean and standard deviation of a normal number, drawn for each neuron. */
  readonly initial: Readonly<Record<string, string | { readonly mean: string; readonly sd: string }>>;
  readonly parameters: readonly ParameterDeclaration[];
  /** Where the equations have states (noise): each neuron of the target gets a signal of its own. Without this one signal serves all of them. */
  readonly perNeuron?: true;
  readonly source: string;
}

/** A spike source that the engine generates. */
export interface SpikeStimulus {
  readonly kind: 'spikes';
  readonly family: 'spikes';
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** Some of its spikes in a box of 16 by 16, as the `d` of an SVG path. */
  readonly icon: string;
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

/**
 * What continuous couplings bring to a target: `sums`, each of a signal over the incoming synapses, and what a population
 * computes for its targets. All expressions may use the synapse's parameters.
 */
export interface Coupling {
  /**
   * Sums of `w signal` over the incoming synapses, by the name that `current` has for them. A signal is an expression of the
   * source's membrane `v` and of its states in `source`, at the start of the step. `relative`: of the source's membrane less
   * the target's, whatever the expression.
   */
  readonly sums: readonly {
    readonly name: string;
    readonly signal: string;
    /** The unit of the signal; `membrane`: it has that of the source's membrane. */
    readonly unit: string;
    readonly relative?: true;
  }[];
  /** Equations that are added to the source population, once for all edges of equal parameters; they start from 0. */
  readonly source?: {
    readonly equations: string;
    /** A spike of the source adds to a state of its own, after the edge's delay. */
    readonly onSpike?: { readonly state: string; readonly amount: string };
  };
  /**
   * An edge may name states that both ends have: each is then coupled as the membrane is, and its sum enters the equation of that
   * state. The first sum is relative.
   */
  readonly ofStates?: true;
  /** The target's membrane must be a phase, and the source's too. */
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
  /** `jump`: a spike adds the weight to the membrane potential. `current`: a spike adds the weight to a state of the synapse, whose current enters the input. `coupling`: continuous. */
  readonly action: 'jump' | 'current' | 'coupling';
  /** How a synapse of action `coupling` joins the states of its ends. */
  readonly coupling?: Coupling;
  /** Equations of its states (for `current`) and subexpressions, which are added to the target's: `ds/dt = -s/tau : nS`. */
  readonly equations: string;
  /** State that a spike adds the weight to; absent: `s`. */
  readonly jumps?: string;
  /**
   * Added to the target's input: an expression of these (couplings: the sums, `degree`, the number of incoming synapses, and
   * `total`, the sum of their weights), of the target's membrane v, of t and of parameters.
   */
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

/** What each neuron at one end of a plastic synapse carries. */
export interface SynapticEnd {
  /** `dx/dt = -x/tau : 1`: linear, each in its own state only, so that the time between two spikes is solved exactly. */
  readonly equations: string;
  /** Initial values that are not 0. */
  readonly initial?: Readonly<Record<string, string>>;
  /** Statements at a spike of the neuron, before its synapses are treated; after. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * A rule by which weights, or what they release, change; one of each family may stand on an edge. Text in the model language,
 * and data. `w` is the weight of a synapse, a magnitude; statements on it read the states of both ends. A source's spike
 * counts when it arrives, before spikes that targets emit in that step.
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
  /** Statements on `w` where a spike arrives, and where the target spikes. */
  readonly onPre: string;
  readonly onPost: string;
  /** Amplitude of a spike that arrives; null: w. */
  readonly release: string | null;
  /** Statements on `w` whenever the time that the named parameter gives has passed. */
  readonly every: { readonly interval: string; readonly statements: string } | null;
  readonly sets: readonly ParameterSet[];
  /** TeX of what happens, for the inspector. */
  readonly formula: string;
  readonly source: string;
}
