import type { Integrator as IntegratorName, NodeIndex } from '../../contract/index.ts';
import type { System } from '../system.ts';

/** A method of integration as a rewriting: a system in, the new value of each state out. */
export interface Integrator {
  readonly name: IntegratorName;
  /** Order of convergence of the global error; infinite where the method is exact. */
  readonly order: number;
  /** Why the method cannot integrate the system, as the end of a sentence; null where it can. */
  refuses(system: System): string | null;
  update(system: System): readonly NodeIndex[];
}

/** x + h k, state by state. */
export function advance(system: System, rates: readonly NodeIndex[], stepMs: number): NodeIndex[] {
  const { builder } = system;
  const step = builder.constant(stepMs);
  return system.states.map((state, k) => builder.add(state, builder.mul(step, rates[k] ?? builder.constant(0))));
}

/** The states at which a later stage of a Runge-Kutta step evaluates the derivatives; known as sums to what is lowered with them. */
export function stage(system: System, rates: readonly NodeIndex[], stepMs: number): NodeIndex[] {
  const { builder } = system;
  const shifted = advance(system, rates, stepMs);
  shifted.forEach((node, k) => {
    const base = system.states[k] ?? node;
    const increment = builder.mul(builder.constant(stepMs), rates[k] ?? builder.constant(0));
    if (node !== base) builder.shifts.set(node, { increment, base });
  });
  return shifted;
}

/** `next`, but the old value of the clamped states during the refractory period. */
export function holdClamped(system: System, next: readonly NodeIndex[]): NodeIndex[] {
  return system.states.map((state, k) => {
    const value = next[k] ?? state;
    return system.clamped[k] ? system.builder.select(system.notRefractory, value, state) : value;
  });
}

/** Only Euler's method treats white noise as Maruyama's scheme does. */
export function refusesNoise(system: System): string | null {
  const rates = system.derivatives(system.states, system.time);
  const noisy = rates.some((rate) => system.builder.reads(rate, ({ op }) => op === 'normal'));
  return noisy ? 'cannot integrate the noise "xi"; "euler" can' : null;
}
