import { type Complex, eigenvaluesOf, entry, solve } from './linear.ts';
import { rootBetween } from './roots.ts';
import { type Slaved, type Slaving, slavings } from './slaving.ts';
import {
  type DynamicalSystem,
  distanceOf,
  isBeyondThreshold,
  jacobianAt,
  type Numbers,
  ratesAt,
  residualOf,
} from './system.ts';

/**
 * A `saddle-focus` is a saddle with a pair of complex eigenvalues. In a `degenerate` one an eigenvalue is 0 beside the
 * others, so that the linear part does not decide.
 */
type EquilibriumType = 'node' | 'focus' | 'saddle' | 'saddle-focus' | 'degenerate';

export interface Equilibrium {
  /** It is in internal units. */
  readonly state: readonly number[];
  /** They are in 1/ms, and the one of the least real part comes first. */
  readonly eigenvalues: readonly Complex[];
  readonly stable: boolean;
  readonly type: EquilibriumType;
  /** It is true where a spike would be reset before the neuron is there, so that it is no rest. */
  readonly beyondThreshold: boolean;
}

export interface Equilibria {
  /** They are sorted by the membrane potential, lowest first. */
  readonly equilibria: readonly Equilibrium[];
  /**
   * It tells whether those are all that lie a hundred windows around, because the other states follow from the membrane
   * by linear equations. Otherwise they are what Newton's method reaches from many starts.
   */
  readonly complete: boolean;
  /** Between these potentials the rates vanish to rounding, so that none is an equilibrium; null means nowhere. */
  readonly flat: { readonly low: number; readonly high: number } | null;
}

/** An eigenvalue that is below this share of the greatest one counts as 0. */
const NO_RATE = 1e-9;
/** Residuals relate rates to the size of their terms: one may be rounding, or too large for an equilibrium. */
const ROUNDING = 1e-14;
const NO_EQUILIBRIUM = 1e-12;
/** Where the rates are less than this at two potentials side by side, there is nothing but rounding. */
const VANISHING = 1e-12;
/** Only rates below this share of a state's range in 1 ms are looked at so closely. */
const SMALL = 1e-6;
/** States that differ by less than this share of their ranges are one. */
export const ONE_STATE = 1e-6;

/** Finds all equilibria with given parameters. */
export function equilibriaOf(system: DynamicalSystem, parameters: readonly number[] = system.parameters): Equilibria {
  const grid = membraneGrid(system, parameters);
  for (const slaving of slavings(system, parameters)) {
    const scan = grid.map(slaving.at);
    const isNone = scan.map(
      (point) =>
        point !== null &&
        Math.abs(point.residual) < SMALL * slaving.scale &&
        residualOf(system, point.state, parameters) < VANISHING,
    );
    const isFlat = scan.map((_, k) => isNone[k] === true && (isNone[k - 1] === true || isNone[k + 1] === true));
    const states = scan.flatMap((right, k): (readonly number[])[] => {
      const left = scan[k - 1];
      if (!left || !right || (isFlat[k - 1] && isFlat[k])) return [];
      return [...crossings(slaving, left, right), ...turnings(slaving, left, right, scan[k + 1])];
    });
    const complete = slaving.isLinear;
    const starts = complete ? [] : scan.flatMap((point) => (point === null ? [] : [point.state]));
    const still = grid.filter((_, k) => isFlat[k]);
    const flat = still.length === 0 ? null : { low: Math.min(...still), high: Math.max(...still) };
    return { equilibria: settled(system, parameters, [...states, ...starts]), complete, flat };
  }
  const starts = grid.flatMap((v) =>
    [-1, 0, 1].map((side) =>
      system.initial.map((value, k) => (k === system.membrane ? v : value + side * entry(system.scales, k))),
    ),
  );
  return { equilibria: settled(system, parameters, starts), complete: false, flat: null };
}

/** Gives what states settle to by Newton's method, with each equilibrium once. */
function settled(
  system: DynamicalSystem,
  parameters: readonly number[],
  starts: readonly (readonly number[])[],
): Equilibrium[] {
  const states: (readonly number[])[] = [];
  for (const start of starts) {
    const state = polished(system, start, parameters);
    if (state === null || states.some((other) => distanceOf(system, state, other) < ONE_STATE)) continue;
    states.push(state);
  }
  return states
    .sort((a, b) => entry(a, system.membrane) - entry(b, system.membrane))
    .flatMap((state) => equilibriumAt(system, state, parameters) ?? []);
}

/** Finds an equilibrium near a state, to rounding, by Newton's method; null means that there is none. */
function polished(system: DynamicalSystem, start: readonly number[], parameters: Numbers): readonly number[] | null {
  let state = start;
  let residual = residualOf(system, state, parameters);
  for (let trial = 0; trial < 40 && residual > ROUNDING; trial++) {
    const step = solve(jacobianAt(system, state, parameters), ratesAt(system, state, parameters));
    if (step === null) break;
    // No state moves farther than its usual range at once.
    const length = system.scales.reduce((most, scale, k) => Math.max(most, Math.abs(entry(step, k)) / scale), 0);
    const share = Math.min(1, 1 / length);
    const next = state.map((value, k) => value - share * entry(step, k));
    const left = residualOf(system, next, parameters);
    if (Number.isNaN(left) || (residual < 1e-13 && left >= residual)) break;
    [state, residual] = [next, left];
  }
  return residual < NO_EQUILIBRIUM ? state : null;
}

/** Gives stability and type of an equilibrium, or null where the Jacobian is not defined there. */
export function equilibriumAt(
  system: DynamicalSystem,
  state: readonly number[],
  parameters: Numbers,
): Equilibrium | null {
  const eigenvalues = eigenvaluesOf(jacobianAt(system, state, parameters), system.scales);
  if (eigenvalues === null) return null;
  const type = typeOf(eigenvalues);
  return {
    state,
    eigenvalues,
    stable: type !== 'degenerate' && eigenvalues.every(([re]) => re < 0),
    type,
    beyondThreshold: isBeyondThreshold(system, state, parameters),
  };
}

function typeOf(eigenvalues: readonly Complex[]): EquilibriumType {
  const sizes = eigenvalues.map(([re, im]) => Math.hypot(re, im));
  if (Math.min(...sizes) <= NO_RATE * Math.max(...sizes)) return 'degenerate';
  const isFocus = eigenvalues.some(([, im]) => im !== 0);
  const isSaddle = eigenvalues.some(([re]) => re > 0) && eigenvalues.some(([re]) => re < 0);
  if (isSaddle) return isFocus ? 'saddle-focus' : 'saddle';
  return isFocus ? 'focus' : 'node';
}

const FINE = 400;
const TAIL = 100;
const FARTHEST = 100;

/** Gives potentials to look at the field: even in the window, and in growing steps a hundred times as far. */
function membraneGrid(system: DynamicalSystem, parameters: readonly number[]): number[] {
  const { low, high } = system.window;
  const turn = turnOf(system, parameters);
  const width = turn?.period ?? high - low;
  const start = turn === null ? low : turn.end - turn.period;
  // The first place of a circle is its last.
  const inner = Array.from({ length: FINE }, (_, k) => start + (width * (k + 1)) / FINE);
  if (turn !== null) return [start + (width * 1e-9) / FINE, ...inner];
  // The steps go from one of the window to the farthest place, evenly in the logarithm.
  const tail = Array.from({ length: TAIL }, (_, k) => (width / FINE) * (FARTHEST * FINE) ** ((k + 1) / TAIL));
  return [...tail.map((away) => start - away).reverse(), start, ...inner, ...tail.map((away) => start + width + away)];
}

/** Finds how a membrane that is a phase turns: a spike turns it back by its period, after which all is as before. */
function turnOf(
  system: DynamicalSystem,
  parameters: readonly number[],
): { readonly period: number; readonly end: number } | null {
  const { field, initial, membrane, window } = system;
  if (!system.hasReset || field.threshold === null || field.states !== 1) return null;
  const after = new Float64Array(1);
  const places = [0.1, 0.37, 0.83].map((share) => window.low + share * (window.high - window.low));
  const periods = places.map((v) => {
    field.reset([v], parameters, after);
    const period = v - entry(after, 0);
    const [here] = ratesAt(system, [v], parameters);
    const [there] = ratesAt(system, [v - period], parameters);
    return Math.abs((here ?? 0) - (there ?? 0)) <= 1e-9 * (Math.abs(here ?? 0) + 1e-9) ? period : 0;
  });
  const [period = 0] = periods;
  if (period <= 0 || periods.some((other) => Math.abs(other - period) > 1e-9 * period)) return null;
  const start = entry(initial, membrane);
  const threshold = field.threshold;
  const end = rootBetween((v) => threshold([v], parameters), [start - 2 * period, start + 2 * period]);
  return end === null ? null : { period, end };
}

/** Finds where the rate that is left changes its sign between two potentials. */
function crossings({ at }: Slaving, left: Slaved, right: Slaved): (readonly number[])[] {
  if (left.residual * right.residual > 0) return [];
  const v = rootBetween((place) => at(place)?.residual ?? Number.NaN, [left.v, right.v]);
  const point = v === null ? null : at(v);
  return point === null ? [] : [point.state];
}

/** Finds where that rate reaches or passes 0 and comes back: at both ends it has one sign, and it is least between. */
function turnings(
  slaving: Slaving,
  left: Slaved,
  middle: Slaved,
  right: Slaved | null | undefined,
): (readonly number[])[] {
  if (!right) return [];
  const sign = Math.sign(middle.residual);
  const [a, b, c] = [left, middle, right].map(({ residual }) => sign * residual) as [number, number, number];
  if (!(b > 0 && a >= b && c >= b)) return [];
  const turning = rootBetween(slaving.slopeAt, [left.v, right.v]);
  const extremum = turning === null ? null : slaving.at(turning);
  if (extremum === null) return [];
  if (extremum.residual * sign > 0) return [extremum.state];
  return [...crossings(slaving, left, extremum), ...crossings(slaving, extremum, right)];
}
