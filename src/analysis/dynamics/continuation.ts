import { type Curve, curveOf, type Place, type Varied } from './curve.ts';
import { type Equilibrium, equilibriaOf, equilibriumAt, ONE_STATE } from './equilibria.ts';
import { type HopfPoint, hopfPoint, imaginaryPair, pairProduct } from './hopf.ts';
import { dot, entry, norm } from './linear.ts';
import { rootBetween } from './roots.ts';
import { type DynamicalSystem, distanceOf, withParameter } from './system.ts';

export type { Varied } from './curve.ts';

/** Why a branch goes no farther: its parameter leaves the range, it is closed, its states go far, or it has no direction. */
type BranchEnd = 'range' | 'closed' | 'diverging' | 'singular' | 'length';

export interface SpecialPoint {
  readonly kind: 'fold' | 'hopf';
  readonly value: number;
  readonly state: readonly number[];
  readonly beyondThreshold: boolean;
  /** Of a Hopf point. */
  readonly hopf?: HopfPoint;
}

/**
 * What continuation comes across, in its order. `arc` places what belongs to one branch along it: from 0 up one way, from 0 down the
 * other.
 */
export type BranchEvent =
  | {
      readonly kind: 'point';
      readonly branch: number;
      readonly arc: number;
      readonly value: number;
      readonly equilibrium: Equilibrium;
    }
  | { readonly kind: 'special'; readonly branch: number; readonly arc: number; readonly point: SpecialPoint }
  | { readonly kind: 'end'; readonly branch: number; readonly arc: number; readonly reason: BranchEnd };

export interface ContinuationOptions {
  /** The longest step, of states by their scales and of the parameter by its range; default 1/100. */
  readonly longest?: number;
  /** Values of the parameter, ends and others between, whose equilibria begin branches; default 17. */
  readonly starts?: number;
  /** Points of a branch each way; default 4000. */
  readonly most?: number;
}

const SHORTEST = 1e-9;
/** The least cosine of the angle between two directions one after the other. */
const STRAIGHT = 0.98;
/** States farther than so many of their scales diverge. */
const FAR = 1000;

interface Step {
  readonly place: Place;
  readonly direction: Float64Array;
  readonly arc: number;
  readonly equilibrium: Equilibrium;
}

/**
 * All branches of equilibria over a range of a parameter: from the equilibria at both ends and at values between, so that branches
 * which reach neither end are found. Folds and Hopf points are told where they lie on the way, to rounding. A generator, so that what is found can
 * be drawn at once and the rest be dropped.
 */
export function* continueEquilibria(
  system: DynamicalSystem,
  varied: Varied,
  { longest = 0.01, starts = 17, most = 4000 }: ContinuationOptions = {},
): Generator<BranchEvent> {
  const curve = curveOf(system, varied);
  const passed: Place[][] = [];
  for (let k = 0; k < starts; k++) {
    // The two ends come first.
    const share = k < 2 ? k : (k - 1) / (starts - 1);
    const value = varied.from + share * (varied.to - varied.from);
    for (const { state } of equilibriaOf(system, withParameter(varied.parameters, varied.index, value)).equilibria) {
      if (passed.some((places) => isOn(system, curve, places, state, value))) continue;
      const branch = passed.length;
      const places: Place[] = [];
      passed.push(places);
      const start = curve.placeOf(state, value);
      const isClosed = yield* followed(1);
      if (!isClosed) {
        places.reverse();
        yield* followed(-1);
      }

      function* followed(sign: 1 | -1): Generator<BranchEvent, boolean> {
        for (const event of oneWay(system, varied, curve, start, sign, { longest, most })) {
          if ('place' in event) {
            places.push(event.place);
            const { arc, equilibrium, place } = event;
            if (sign === 1 || arc !== 0)
              yield { kind: 'point', branch, arc, value: curve.parameterAt(place), equilibrium };
          } else yield { ...event, branch };
          if ('reason' in event && event.reason === 'closed') return true;
        }
        return false;
      }
    }
  }
}

type WayEvent =
  | Step
  | { readonly kind: 'special'; readonly arc: number; readonly point: SpecialPoint }
  | { readonly kind: 'end'; readonly arc: number; readonly reason: BranchEnd };

/** A branch from its start on, to one side. */
function* oneWay(
  system: DynamicalSystem,
  varied: Varied,
  curve: Curve,
  start: Place,
  sign: 1 | -1,
  { longest, most }: { readonly longest: number; readonly most: number },
): Generator<WayEvent> {
  const n = system.scales.length;
  const upwards = Float64Array.from(start, (_, k) => (k === n ? sign : 0));
  const first = curve.tangent(start, upwards) ?? anyTangent(curve, start, sign);
  const stepAt = (place: Place, direction: Float64Array, arc: number): Step | null => {
    const equilibrium = equilibriumAt(system, curve.stateOf(place), curve.parametersOf(place));
    return equilibrium && { place, direction, arc, equilibrium };
  };
  let present = first && stepAt(start, first, 0);
  if (present === null) return yield { kind: 'end', arc: 0, reason: 'singular' };
  yield present;
  const [low, high] = [Math.min(varied.from, varied.to), Math.max(varied.from, varied.to)];
  let length = longest / 4;
  for (let count = 0; count < most; ) {
    const { place, direction, arc } = present;
    const guess = place.map((value, k) => value + length * entry(direction, k));
    const reached = curve.corrected(guess, direction);
    const turned = reached && curve.tangent(reached.place, direction);
    const next: Step | null = reached && turned && stepAt(reached.place, turned, arc + sign * length);
    if (next === null || reached === null || dot(next.direction, direction) < STRAIGHT) {
      length /= 2;
      if (length < SHORTEST) return yield { kind: 'end', arc, reason: 'singular' };
      continue;
    }
    const value = curve.parameterAt(next.place);
    const edge = value < low ? low : value > high ? high : null;
    const last = edge === null ? null : atValue(curve, present, length, edge);
    const kept: Step = last === null ? next : (stepAt(last.place, next.direction, arc + sign * last.length) ?? next);
    const within = last === null ? length : last.length;
    for (const point of specialBetween(system, curve, present, kept, within))
      yield { ...point, arc: arc + sign * point.along };
    const isClosed = count > 4 && arc !== 0 && isPassed(present.place, kept.place, start);
    if (edge === null || last !== null) yield kept;
    if (edge !== null) return yield { kind: 'end', arc: kept.arc, reason: 'range' };
    if (isClosed) return yield { kind: 'end', arc: kept.arc, reason: 'closed' };
    if (kept.place.slice(0, n).some((share) => Math.abs(share) > FAR))
      return yield { kind: 'end', arc: kept.arc, reason: 'diverging' };
    present = kept;
    count++;
    if (reached.steps <= 4) length = Math.min(longest, length * 1.3);
  }
  yield { kind: 'end', arc: present.arc, reason: 'length' };
}

/** The direction at a place where the parameter does not tell one. */
function anyTangent(curve: Curve, place: Place, sign: number): Float64Array | null {
  for (let k = 0; k < place.length; k++) {
    const direction = curve.tangent(
      place,
      Float64Array.from(place, (_, j) => (j === k ? sign : 0)),
    );
    if (direction !== null) return direction;
  }
  return null;
}

/** The point of a step at which the parameter has a value. */
function atValue(
  curve: Curve,
  { place, direction }: Step,
  length: number,
  value: number,
): { readonly place: Place; readonly length: number } | null {
  const n = place.length - 1;
  const part = length * ((value - curve.parameterAt(place)) / (length * entry(direction, n) * scaleOf(curve, n)));
  const share = Math.min(length, Math.max(0, Number.isFinite(part) ? part : 0));
  const guess = place.map((x, k) => x + share * entry(direction, k));
  guess[n] = value / scaleOf(curve, n);
  const held = Float64Array.from(place, (_, k) => (k === n ? 1 : 0));
  const reached = curve.corrected(guess, held);
  if (reached === null) return null;
  const away = reached.place.map((x, k) => x - entry(place, k));
  return { place: reached.place, length: norm(away) };
}

/** What a unit of the last coordinate is of the parameter. */
function scaleOf(curve: Curve, n: number): number {
  const unit = new Float64Array(n + 1);
  unit[n] = 1;
  return curve.parameterAt(unit);
}

type Located = { readonly kind: 'special'; readonly along: number; readonly point: SpecialPoint };

/** Folds and Hopf points between two points of a branch, in their order. */
function specialBetween(system: DynamicalSystem, curve: Curve, from: Step, to: Step, length: number): Located[] {
  const n = system.scales.length;
  const placed = (along: number): Place | null =>
    along === 0
      ? from.place
      : (curve.corrected(
          from.place.map((value, k) => value + along * entry(from.direction, k)),
          from.direction,
        )?.place ?? null);
  const slope = (place: Place) => entry(curve.tangent(place, from.direction) ?? [], n);
  const pairs = ({ eigenvalues }: Equilibrium) => pairProduct(eigenvalues);
  const located: Located[] = [];
  const locate = (kind: SpecialPoint['kind'], test: (place: Place) => number): void => {
    const along = rootBetween(
      (share) => {
        const place = placed(share);
        return place === null ? Number.NaN : test(place);
      },
      [0, length],
      1e-13 * length,
    );
    const place = along === null ? null : placed(along);
    if (place === null || along === null) return;
    const [state, set] = [curve.stateOf(place), curve.parametersOf(place)];
    const equilibrium = equilibriumAt(system, state, set);
    if (equilibrium === null) return;
    const hopf = kind === 'hopf' ? hopfPoint(system, state, set) : null;
    if (kind === 'hopf' && (hopf === null || imaginaryPair(equilibrium.eigenvalues) === null)) return;
    const { beyondThreshold } = equilibrium;
    const point = { kind, value: curve.parameterAt(place), state, beyondThreshold, ...(hopf && { hopf }) };
    located.push({ kind: 'special', along, point });
  };
  if (entry(from.direction, n) * entry(to.direction, n) < 0) locate('fold', slope);
  if (n > 1 && pairs(from.equilibrium) * pairs(to.equilibrium) < 0)
    locate('hopf', (place) => {
      const equilibrium = equilibriumAt(system, curve.stateOf(place), curve.parametersOf(place));
      return equilibrium === null ? Number.NaN : pairs(equilibrium);
    });
  return located.sort((a, b) => a.along - b.along);
}

/** Whether a step has gone over a place. */
function isPassed(from: Place, to: Place, place: Place): boolean {
  const step = to.map((value, k) => value - entry(from, k));
  const away = place.map((value, k) => value - entry(from, k));
  const share = dot(step, away) / dot(step, step);
  if (share < 0 || share > 1) return false;
  return norm(away.map((value, k) => value - share * entry(step, k))) < 0.1 * norm(step);
}

/** Whether an equilibrium lies on a branch that was followed. */
function isOn(
  system: DynamicalSystem,
  curve: Curve,
  places: readonly Place[],
  state: readonly number[],
  value: number,
): boolean {
  const held = Float64Array.from({ length: state.length + 1 }, (_, k) => (k === state.length ? 1 : 0));
  return places.some((place, k) => {
    const before = places[k - 1] ?? place;
    const [a, b] = [curve.parameterAt(before), curve.parameterAt(place)];
    if (distanceOf(system, curve.stateOf(place), state) > 0.2) return false;
    if (a === value || b === value)
      return [before, place].some((end) => distanceOf(system, curve.stateOf(end), state) < ONE_STATE);
    if ((a - value) * (b - value) > 0) return false;
    const share = (value - a) / (b - a);
    const guess = before.map((x, j) => x + share * (entry(place, j) - x));
    guess[state.length] = entry(curve.placeOf(state, value), state.length);
    const reached = curve.corrected(guess, held);
    return reached !== null && distanceOf(system, curve.stateOf(reached.place), state) < ONE_STATE;
  });
}
