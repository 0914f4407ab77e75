import type { Varied } from './curve.ts';
import { firstLength, nextLength, type Rates, step, type Tolerance } from './dormand-prince.ts';
import { type Complex, dot, eigenvaluesOf, entry, norm, solve } from './linear.ts';
import { type DynamicalSystem, ratesAt, withParameter } from './system.ts';

/**
 * A cycle as unknowns: states at so many times, evenly over a period, by their ranges; the logarithm of the period (ms); the parameter by the
 * length of its range. States count together as much as one of them.
 */
type CyclePlace = Float64Array;

/** The condition by which states are those of a cycle at given times: together they lie at right angles to velocities from a reference. */
export interface PhaseCondition {
  readonly reference: readonly (readonly number[])[];
  readonly velocity: readonly ArrayLike<number>[];
}

/** A place of the curve of cycles, with the slopes there. */
export interface ShotCycle {
  readonly place: CyclePlace;
  readonly steps: number;
  /** Slopes of continuity, row by row. */
  readonly rows: readonly Float64Array[];
  /** Floquet multipliers but the one of 1 that each cycle has. */
  readonly multipliers: readonly Complex[];
  /** Least and greatest of each state. */
  readonly min: readonly number[];
  readonly max: readonly number[];
}

export interface Shooting {
  readonly placeOf: (states: readonly (readonly number[])[], periodMs: number, value: number) => CyclePlace;
  readonly statesOf: (place: CyclePlace) => readonly (readonly number[])[];
  readonly periodOf: (place: CyclePlace) => number;
  readonly parameterAt: (place: CyclePlace) => number;
  readonly phaseAt: (place: CyclePlace) => PhaseCondition;
  /** The cycle in the plane through a place at right angles to a direction; null: none near. */
  readonly corrected: (place: CyclePlace, direction: ArrayLike<number>, phase: PhaseCondition) => ShotCycle | null;
  /** The direction of length 1 along the curve of cycles that agrees with another one, without a shift of the phase. */
  readonly tangent: (
    rows: readonly Float64Array[],
    phase: PhaseCondition,
    like: ArrayLike<number>,
  ) => Float64Array | null;
}

const TOLERANCE = 1e-8;
const SETTLED = 1e-6;
const MOST_STEPS = 9;
const MOST_OF_FLOW = 20_000;
/** Shares of a step at which extremes are looked for. */
const WITHIN = [0.25, 0.5, 0.75, 1];

interface Flow {
  readonly end: Float64Array;
  /** Of the end by the start, row by row, and by the parameter. */
  readonly byStart: Float64Array;
  readonly byParameter: Float64Array;
}

/** Cycles by multiple shooting with the variational equations M' = J M, s' = J s + df/dp (Kuznetsov 2004, section 10.2.3; Parker and Chua 1989). */
export function shootingOf(system: DynamicalSystem, { parameters, index, from, to }: Varied, nodes: number): Shooting {
  const { scales } = system;
  const n = scales.length;
  const size = n * nodes + 2;
  const span = Math.abs(to - from) || 1;
  const weights = scales.map((scale) => scale * Math.sqrt(nodes));
  const parameterAt = (place: CyclePlace): number => span * entry(place, size - 1);
  const periodOf = (place: CyclePlace): number => Math.exp(entry(place, size - 2));
  const setOf = (place: CyclePlace): readonly number[] => withParameter(parameters, index, parameterAt(place));
  const statesOf = (place: CyclePlace) =>
    Array.from({ length: nodes }, (_, i) => weights.map((weight, k) => weight * entry(place, i * n + k)));
  const tolerance: Tolerance = {
    relative: TOLERANCE,
    absolute: [
      ...scales.map((scale) => TOLERANCE * scale),
      ...scales.flatMap((scale) => scales.map((other) => (TOLERANCE * scale) / other)),
      ...scales.map((scale) => (TOLERANCE * scale) / span),
    ],
  };

  const { field } = system;
  const [speeds, jacobian, sensitivity] = [n, n * n, n * field.parameters].map((count) => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];

  function variational(set: readonly number[]): Rates {
    return (z, out) => {
      const x = z.subarray(0, n);
      field.jacobian(x, set, jacobian);
      field.sensitivity(x, set, sensitivity);
      field.rates(x, set, speeds);
      out.set(speeds);
      // M' = J M, row by row, then s' = J s + df/dp.
      const last = n + n * n;
      for (let k = 0; k < n; k++) {
        let sum = entry(sensitivity, k * field.parameters + index);
        for (let l = 0; l < n; l++) sum += entry(jacobian, k * n + l) * entry(z, last + l);
        out[last + k] = sum;
        for (let j = 0; j < n; j++) {
          let product = 0;
          for (let l = 0; l < n; l++) product += entry(jacobian, k * n + l) * entry(z, n + l * n + j);
          out[n + k * n + j] = product;
        }
      }
    };
  }

  function flow(
    state: readonly number[],
    time: number,
    set: readonly number[],
    see: (x: Float64Array) => void,
  ): Flow | null {
    const rates = variational(set);
    let z = new Float64Array(n + n * n + n);
    z.set(state);
    for (let k = 0; k < n; k++) z[n + k * n + k] = 1;
    let length = firstLength(rates, z, tolerance);
    for (let [passed, count] = [0, 0]; passed < time; count++) {
      if (count > MOST_OF_FLOW) return null;
      const isLast = length >= time - passed;
      const taken = step(rates, z, isLast ? time - passed : length, tolerance);
      length = nextLength(taken.length, taken.error);
      if (!(taken.error <= 1)) {
        if (length < 1e-12) return null;
        continue;
      }
      for (const share of WITHIN) see(share === 1 ? taken.to : taken.at(share, n));
      passed = isLast ? time : passed + taken.length;
      z = Float64Array.from(taken.to);
    }
    return { end: z.slice(0, n), byStart: z.slice(n, n + n * n), byParameter: z.slice(n + n * n) };
  }

  /** Conditions of continuity and phase, their slopes, and what the flow tells. */
  function shot(place: CyclePlace, phase: PhaseCondition) {
    const [states, set] = [statesOf(place), setOf(place)];
    const time = periodOf(place) / nodes;
    const min = new Array<number>(n).fill(Number.POSITIVE_INFINITY);
    const max = new Array<number>(n).fill(Number.NEGATIVE_INFINITY);
    const see = (x: Float64Array): void => {
      for (let k = 0; k < n; k++) {
        min[k] = Math.min(min[k] ?? 0, entry(x, k));
        max[k] = Math.max(max[k] ?? 0, entry(x, k));
      }
    };
    const rows: Float64Array[] = [];
    const residuals: number[] = [];
    let monodromy = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
    let volume = 1;
    for (const [i, state] of states.entries()) {
      const end = flow(state, time, set, see);
      if (end === null) return null;
      const next = (i + 1) % nodes;
      const speed = ratesAt(system, end.end, set);
      for (let k = 0; k < n; k++) {
        const row = new Float64Array(size);
        const weight = entry(weights, k);
        for (let j = 0; j < n; j++) row[i * n + j] = (entry(end.byStart, k * n + j) * entry(weights, j)) / weight;
        row[next * n + k] = (row[next * n + k] ?? 0) - 1;
        row[size - 2] = (entry(speed, k) * time) / weight;
        row[size - 1] = (entry(end.byParameter, k) * span) / weight;
        rows.push(row);
        residuals.push((entry(end.end, k) - entry(states[next] ?? [], k)) / weight);
      }
      // Of two states volumes are areas, whose product does not cancel as that of the matrices does.
      if (n === 2) volume *= areaOf(end.byStart);
      const before = monodromy;
      monodromy = before.map((_, at) => {
        const [k, j] = [Math.floor(at / n), at % n];
        let sum = 0;
        for (let l = 0; l < n; l++) sum += entry(end.byStart, k * n + l) * entry(before, l * n + j);
        return sum;
      });
    }
    const { row, residual } = phased(place, phase);
    residuals.push(residual);
    return { rows, row, residuals, monodromy, volume, min, max };
  }

  /** The condition of the phase and its slope. */
  function phased(place: CyclePlace, { reference, velocity }: PhaseCondition) {
    const row = new Float64Array(size);
    for (let i = 0; i < nodes; i++)
      for (let k = 0; k < n; k++) row[i * n + k] = entry(velocity[i] ?? [], k) / entry(scales, k);
    const speed = norm(row) || 1;
    let residual = 0;
    for (let i = 0; i < nodes; i++)
      for (let k = 0; k < n; k++) {
        row[i * n + k] = entry(row, i * n + k) / speed;
        residual +=
          entry(row, i * n + k) * (entry(place, i * n + k) - entry(reference[i] ?? [], k) / entry(weights, k));
      }
    return { row, residual };
  }

  return {
    placeOf: (states, periodMs, value) =>
      Float64Array.from([
        ...states.flatMap((state) => state.map((x, k) => x / entry(weights, k))),
        Math.log(periodMs),
        value / span,
      ]),
    statesOf,
    periodOf,
    parameterAt,
    phaseAt: (place) => {
      const reference = statesOf(place);
      return { reference, velocity: reference.map((state) => ratesAt(system, state, setOf(place))) };
    },
    corrected(place, direction, phase) {
      let present = place;
      for (let steps = 1; steps <= MOST_STEPS; steps++) {
        const at = shot(present, phase);
        if (at === null) return null;
        const away = present.map((value, k) => value - entry(place, k));
        const right = Float64Array.from([...at.residuals, dot(direction, away)]);
        const change = solve(flat([...at.rows, at.row, direction]), right);
        if (change === null) return null;
        const length = norm(change);
        if (length > 1) return null;
        present = present.map((value, k) => value - entry(change, k));
        if (length < SETTLED) {
          const { rows, min, max, monodromy, volume } = at;
          return { place: present, steps, rows, multipliers: multipliersOf(monodromy, scales, volume), min, max };
        }
      }
      return null;
    },
    tangent(rows, phase, like) {
      const right = new Float64Array(size);
      right[size - 1] = 1;
      const direction = solve(flat([...rows, phased(new Float64Array(size), phase).row, like]), right);
      if (direction === null) return null;
      const length = norm(direction);
      return direction.map((value) => value / length);
    },
  };
}

const areaOf = (m: Float64Array): number => entry(m, 0) * entry(m, 3) - entry(m, 1) * entry(m, 2);

/** Eigenvalues of the monodromy matrix but that nearest to 1; in the plane there is one, which is how areas change. */
function multipliersOf(monodromy: Float64Array, scales: readonly number[], volume: number): readonly Complex[] {
  if (scales.length === 2) return [[volume, 0]];
  const all = eigenvaluesOf(monodromy, scales) ?? [];
  const [own] = all.toSorted((a, b) => Math.hypot(a[0] - 1, a[1]) - Math.hypot(b[0] - 1, b[1]));
  return all.filter((one) => one !== own);
}

function flat(rows: readonly ArrayLike<number>[]): Float64Array {
  const [first] = rows;
  const width = first?.length ?? 0;
  const all = new Float64Array(width * rows.length);
  for (const [k, row] of rows.entries()) all.set(Array.from(row), k * width);
  return all;
}
