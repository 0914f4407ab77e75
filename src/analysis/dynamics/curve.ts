import { dot, entry, norm, solve } from './linear.ts';
import { type DynamicalSystem, jacobianAt, ratesAt, sensitivityTo, withParameter } from './system.ts';

/** A place on a curve of equilibria: states by their scales, then the parameter by the length of its range. */
export type Place = Float64Array;

/** Where a curve is followed: one parameter over a range, the others held. */
export interface Varied {
  readonly parameters: readonly number[];
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** The curve f(x; p) = 0 in scaled coordinates, with what pseudo-arclength continuation needs (Keller 1977; Kuznetsov 2004, section 10.2). */
export interface Curve {
  readonly placeOf: (state: readonly number[], value: number) => Place;
  readonly stateOf: (place: Place) => readonly number[];
  readonly parameterAt: (place: Place) => number;
  readonly parametersOf: (place: Place) => readonly number[];
  /** The direction of length 1 along the curve that agrees with another one; null where the curve has none. */
  readonly tangent: (place: Place, like: ArrayLike<number>) => Float64Array | null;
  /** The point of the curve in the plane through a place at right angles to a direction, and how many steps Newton's method took; null: none near. */
  readonly corrected: (
    place: Place,
    direction: ArrayLike<number>,
  ) => { readonly place: Place; readonly steps: number } | null;
}

const MOST_STEPS = 8;
const SETTLED = 1e-12;

export function curveOf(system: DynamicalSystem, { parameters, index, from, to }: Varied): Curve {
  const { scales } = system;
  const n = scales.length;
  const span = Math.abs(to - from) || 1;
  const stateOf = (place: Place): readonly number[] => scales.map((scale, k) => scale * entry(place, k));
  const parameterAt = (place: Place): number => span * entry(place, n);
  const parametersOf = (place: Place): readonly number[] => withParameter(parameters, index, parameterAt(place));

  /** Rows of the derivative of the rates, and a last one that is given. */
  function bordered(place: Place, last: ArrayLike<number>): Float64Array {
    const [state, set] = [stateOf(place), parametersOf(place)];
    const jacobian = jacobianAt(system, state, set);
    const sensitivity = sensitivityTo(system, state, set, index);
    const rows = new Float64Array((n + 1) ** 2);
    for (let k = 0; k < n; k++) {
      const scale = entry(scales, k);
      for (let j = 0; j < n; j++) rows[k * (n + 1) + j] = (entry(jacobian, k * n + j) * entry(scales, j)) / scale;
      rows[k * (n + 1) + n] = (entry(sensitivity, k) * span) / scale;
    }
    for (let j = 0; j <= n; j++) rows[n * (n + 1) + j] = entry(last, j);
    return rows;
  }

  return {
    placeOf: (state, value) => Float64Array.from([...state.map((x, k) => x / entry(scales, k)), value / span]),
    stateOf,
    parameterAt,
    parametersOf,
    tangent(place, like) {
      const right = new Float64Array(n + 1);
      right[n] = 1;
      const direction = solve(bordered(place, like), right);
      if (direction === null) return null;
      const length = norm(direction);
      return direction.map((value) => value / length);
    },
    corrected(place, direction) {
      let present = place;
      for (let steps = 1; steps <= MOST_STEPS; steps++) {
        const rates = ratesAt(system, stateOf(present), parametersOf(present));
        const away = present.map((value, k) => value - entry(place, k));
        const right = Float64Array.from([...rates.map((rate, k) => rate / entry(scales, k)), dot(direction, away)]);
        const step = solve(bordered(present, direction), right);
        if (step === null) return null;
        present = present.map((value, k) => value - entry(step, k));
        const length = norm(step);
        if (length < SETTLED || (steps === MOST_STEPS && length < 1e-9)) return { place: present, steps };
      }
      return null;
    },
  };
}
