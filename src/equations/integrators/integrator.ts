import type { Integrator as IntegratorName, NodeIndex } from '../../contract/index.ts';
import { noiseKind } from '../noise.ts';
import type { WhiteNoise } from '../noises.ts';
import type { System } from '../system.ts';

/** A method of integration as a rewriting: a system in, the new value of each state out. */
export interface Integrator {
  readonly name: IntegratorName;
  /** As menus and sentences have it. */
  readonly label: string;
  /** Order of convergence of the global error; infinite where the method is exact. */
  readonly order: number;
  /** In whose sense the method takes multiplicative noise; absent: it takes none. */
  readonly calculus?: 'Ito' | 'Stratonovich';
  /**
   * With which weights a step takes a term of time: as it is at its beginning, its middle and its end. A condition that changes between
   * them, or a sine that is faster, is taken wrongly.
   */
  readonly times: readonly [number, number, number];
  /** Why the method cannot integrate the system, as the end of a sentence; null where it can. */
  refuses(system: System): string | null;
  update(system: System): readonly NodeIndex[];
}

/** `times` of Euler's methods, of the midpoint's, and of Simpson's rule. */
export const BEGINNING = [1, 0, 0] as const;
export const MIDDLE = [0, 1, 0] as const;
export const SIMPSON = [1 / 6, 2 / 3, 1 / 6] as const;

/** Methods that the refusals of others name. */
export const EULER = { name: 'euler', label: 'Euler / Euler–Maruyama (Itô)' } as const;
export const STOCHASTIC_HEUN = { name: 'stochastic_heun', label: 'Heun (Stratonovich)' } as const;

/** By its label, and by the name that files and the command line have for it: `"Runge–Kutta 4" (rk4)`. */
export const calledOf = ({ name, label }: Pick<Integrator, 'name' | 'label'>): string => `"${label}" (${name})`;

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

/** The states that a stage tries out, with the one that a reset sets anew not beyond its threshold. */
export function belowThreshold({ builder, ceiling }: System, tried: readonly NodeIndex[]): readonly NodeIndex[] {
  return tried.map((node, k) => {
    const shift = builder.shifts.get(node);
    if (ceiling?.state !== k || shift === undefined) return node;
    // The increment is what is bounded, so that a stage within the bound stays the sum that it is.
    const increment = builder.binary('min', shift.increment, builder.sub(ceiling.value, shift.base));
    const bounded = builder.add(shift.base, increment);
    builder.shifts.set(bounded, { ...shift, increment });
    return bounded;
  });
}

/** `next`, but the old value of the clamped states during the refractory period. */
export function holdClamped(system: System, next: readonly NodeIndex[]): NodeIndex[] {
  return system.states.map((state, k) => {
    const value = next[k] ?? state;
    return system.clamped[k] ? system.builder.select(system.notRefractory, value, state) : value;
  });
}

/** The increment of the Wiener process over the step. */
export function brownianIncrement({ builder, dtMs }: System, { normal }: WhiteNoise): NodeIndex {
  return builder.mul(builder.constant(Math.sqrt(dtMs)), normal);
}

/** Strengths of noise, which are in terms of the states at the start of the step, at other states and another time. */
export function strengthsAt(
  { builder, states, time }: System,
  strengths: readonly NodeIndex[],
  at: readonly NodeIndex[],
  atTime: NodeIndex,
): NodeIndex[] {
  const moved = new Map(states.map((state, k): [NodeIndex, NodeIndex] => [state, at[k] ?? state]));
  return strengths.map((strength) => builder.rebuild(strength, new Map([...moved, [time, atTime]])));
}

/** x + g dW, state by state. */
export function stirred(
  { builder }: System,
  states: readonly NodeIndex[],
  strengths: readonly NodeIndex[],
  increment: NodeIndex,
): NodeIndex[] {
  return states.map((state, k) => builder.add(state, builder.mul(strengths[k] ?? builder.constant(0), increment)));
}

/** For methods that would take a noise for a number that is the same in all steps, whatever their length. */
export function refusesNoise(system: System): string | null {
  return noiseKind(system) === 'none' ? null : `cannot integrate the noise "xi"; ${calledOf(STOCHASTIC_HEUN)} can`;
}
