import type { Program } from './program.ts';

/**
 * What each neuron at one end of a plastic projection carries (traces, resources). It is brought up to date only in steps in
 * which it is read: `decay` is the exact solution over the time that has passed.
 *
 * States in the programs of a plastic projection: 0 is the weight of the synapse at hand, then come those of its source, then
 * those of its target.
 */
export interface EndConfig {
  readonly states: readonly { readonly name: string; readonly initial: number }[];
  /** Results: each state after `input 0` ms. */
  readonly decay: Program;
  /** Results: each state at a spike of the neuron, before its synapses are treated, and after. Null: no change. */
  readonly before: Program | null;
  readonly after: Program | null;
}

/**
 * Weights that change. Work is done at spikes only: where a spike arrives, for the synapses of its source (`onPre`), and where
 * a target spikes, for the synapses onto it (`onPost`), arrivals first.
 */
export interface PlasticityConfig {
  readonly pre: EndConfig;
  readonly post: EndConfig;
  /** What an arriving spike adds to the target's state, times `scale`; read before `onPre` changes the weight. */
  readonly release: Program;
  /** Sign and relative strength; weights themselves are magnitudes. */
  readonly scale: number;
  /** The new weight; null: unchanged. */
  readonly onPre: Program | null;
  readonly onPost: Program | null;
  /** The new weight of every synapse at the end of each step that is a multiple of `everySteps`. */
  readonly every: readonly { readonly everySteps: number; readonly weight: Program }[];
}
