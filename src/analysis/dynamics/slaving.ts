import { entry, solve } from './linear.ts';
import { type DynamicalSystem, jacobianAt, type Numbers, ratesAt } from './system.ts';

/** A state in which all rates but one are 0, at a given membrane potential. */
export interface Slaved {
  readonly v: number;
  readonly state: readonly number[];
  /** The rate that is left, per ms. */
  readonly residual: number;
}

/** The other states as functions of the membrane potential. */
export interface Slaving {
  /** Whether the equations are linear in the other states, so that each potential has one state. */
  readonly isLinear: boolean;
  /** The range of the state whose rate is left. */
  readonly scale: number;
  readonly at: (v: number) => Slaved | null;
  /** How the rate that is left changes with the potential while the other states follow; NaN where that is not defined. */
  readonly slopeAt: (v: number) => number;
}

const OF_NEWTON = 30;

/**
 * Ways to let the other states follow the membrane: all rates but one are held at 0, best that of the membrane. Those come first
 * whose equations are linear in the other states; those whose equations do not determine these are left out.
 */
export function slavings(system: DynamicalSystem, parameters: Numbers): Slaving[] {
  const { states } = system.field;
  const others = indices(states).filter((k) => k !== system.membrane);
  const residuals = [system.membrane, ...others];
  const middle = (system.window.low + system.window.high) / 2;
  return residuals
    .map((residual) => slavingBut(residual, others))
    .filter(({ at }) => at(middle) !== null || at(system.window.low) !== null)
    .sort((a, b) => Number(b.isLinear) - Number(a.isLinear));

  function slavingBut(residual: number, unknowns: readonly number[]): Slaving {
    const rows = indices(states).filter((k) => k !== residual);
    const isLinear = isLinearIn(system, parameters, rows, unknowns);
    const picked = (jacobian: Float64Array) =>
      rows.flatMap((k) => unknowns.map((j) => entry(jacobian, k * states + j)));
    const at = (v: number): Slaved | null => {
      const state = system.initial.map((value, k) => (k === system.membrane ? v : value));
      for (let trial = 0; ; trial++) {
        const rates = ratesAt(system, state, parameters);
        const jacobian = jacobianAt(system, state, parameters);
        const matrix = picked(jacobian);
        const step = solve(
          matrix,
          rows.map((k) => entry(rates, k)),
        );
        if (step === null) return null;
        const size = unknowns.reduce(
          (most, j, k) => Math.max(most, Math.abs(entry(step, k)) / entry(system.scales, j)),
          0,
        );
        unknowns.forEach((j, k) => {
          state[j] = (state[j] ?? 0) - entry(step, k) * Math.min(1, isLinear ? 1 : 1 / size);
        });
        if (size < 1e-12 || isLinear) break;
        if (trial === OF_NEWTON) return null;
      }
      const left = entry(ratesAt(system, state, parameters), residual);
      return Number.isFinite(left) ? { v, state, residual: left } : null;
    };
    const slopeAt = (v: number): number => {
      const state = at(v)?.state;
      if (state === undefined) return Number.NaN;
      const jacobian = jacobianAt(system, state, parameters);
      const byMembrane = rows.map((k) => entry(jacobian, k * states + system.membrane));
      const following = solve(picked(jacobian), byMembrane);
      if (following === null) return Number.NaN;
      return unknowns.reduce(
        (sum, j, k) => sum - entry(jacobian, residual * states + j) * entry(following, k),
        entry(jacobian, residual * states + system.membrane),
      );
    };
    return { isLinear, scale: entry(system.scales, residual), at, slopeAt };
  }
}

/** Whether the second derivatives of some rates along some states vanish, at three potentials. */
function isLinearIn(
  system: DynamicalSystem,
  parameters: Numbers,
  rows: readonly number[],
  unknowns: readonly number[],
): boolean {
  const { low, high } = system.window;
  const out = new Float64Array(system.field.states);
  const along = unknowns.map((j) => system.scales.map((_, k) => (k === j ? 1 : 0)));
  return [0.2, 0.5, 0.8].every((share) => {
    const state = system.initial.map((value, k) =>
      k === system.membrane ? low + share * (high - low) : value + share * entry(system.scales, k),
    );
    return along.every((u, k) =>
      along.slice(k).every((v) => {
        system.field.second(state, parameters, u, v, out);
        return rows.every((row) => entry(out, row) === 0);
      }),
    );
  });
}

const indices = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
