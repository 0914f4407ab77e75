import type { Values } from './engine-config.ts';
import type { Program } from './program.ts';

/** What is done to a group from outside at the start of each of some steps; between pokes it is as it would be without. */
export type PokeConfig =
  /**
   * A current pulse: at the start of each step the named states grow by a rate times the step, as if the charge of the step came at
   * once. States that are clamped while refractory do not. `rate`: one result, of the state's unit per ms, of states, parameters
   * and time.
   */
  | {
      readonly kind: 'push';
      readonly group: number;
      readonly steps: number;
      readonly pushes: readonly { readonly state: number; readonly rate: Program }[];
    }
  /** A voltage clamp: at the start of each step a state is set to these values, until the end or a release. */
  | {
      readonly kind: 'hold';
      readonly group: number;
      readonly steps: number;
      readonly state: number;
      readonly values: Values;
    };

/** A poke in its time: from the first step up to the last, which is left out. */
export interface TimedPoke {
  readonly poke: PokeConfig;
  readonly firstStep: number;
  readonly endStep: number;
}
