import type { GroupConfig, Values } from '../contract/index.ts';
import type { LoweredGroup } from '../equations/index.ts';
import type { NeuronModel } from '../library/types.ts';
import type { Dimension } from '../units/index.ts';
import type { CouplingNames } from './coupling-parts.ts';
import type { Timescales } from './decays.ts';
import type { Parameters } from './resolve.ts';
import type { Method } from './types.ts';

/** A group with the names of its states, inputs and outputs as the document's parts refer to them. */
export interface CompiledGroup {
  readonly config: GroupConfig;
  readonly method: Method;
  readonly model: NeuronModel | null;
  /** State that a synapse edge's spikes jump, by edge id. */
  readonly synapticState: ReadonlyMap<string, string>;
  readonly couplings: CouplingNames;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Of a population, for a comparison with the step. */
  readonly timescales: Timescales | null;
}

export function stateIndex(group: CompiledGroup, name: string): number {
  return group.config.states.findIndex((state) => state.name === name);
}

/** What of a group does not follow from its equations. */
interface GroupFacts {
  readonly name: string;
  readonly key: number;
  readonly size: number;
  readonly inputs: readonly string[];
  /** Of states; absent: 0. */
  readonly initial: Parameters;
  readonly parameters: Parameters;
}

/** A group as the engine takes it, without a refractory period. */
export function groupConfig(
  { name, key, size, inputs, initial, parameters }: GroupFacts,
  lowered: LoweredGroup,
): GroupConfig {
  const zero: Values = { kind: 'constant', value: 0 };
  return {
    name,
    key,
    size,
    states: [
      ...lowered.states.map((state) => ({
        name: state.name,
        initial: initial.get(state.name) ?? zero,
        clampedWhileRefractory: state.clampedWhileRefractory,
      })),
      ...lowered.kept.map((state) => ({ name: state.name, initial: zero, clampedWhileRefractory: false })),
    ],
    parameters: lowered.parameters.map((parameter) => ({
      name: parameter.name,
      values: parameters.get(parameter.name) ?? zero,
    })),
    propagators: lowered.propagators,
    inputs: inputs.map((input) => ({ name: input })),
    update: lowered.update,
    outputs: lowered.outputs.map((output) => ({ name: output.name, program: output.program })),
    threshold: lowered.threshold,
    reset: lowered.reset,
    refractoryMs: null,
    ...(lowered.refractoryWhile && { refractoryWhile: lowered.refractoryWhile }),
  };
}
