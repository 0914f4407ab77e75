import type { SpecialPoint } from './continuation.ts';
import type { Varied } from './curve.ts';
import { type PhaseCondition, type Shooting, type ShotCycle, shootingOf } from './cycle-shooting.ts';
import { hopfDirection } from './hopf.ts';
import { type Complex, dot, entry, norm } from './linear.ts';
import { firingCycle } from './phase-response.ts';
import { rootBetween } from './roots.ts';
import { type DynamicalSystem, withParameter } from './system.ts';

export interface Cycle {
  readonly value: number;
  readonly periodMs: number;
  /** States at times evenly over the period. */
  readonly states: readonly (readonly number[])[];
  /** Least and greatest of each state. */
  readonly min: readonly number[];
  readonly max: readonly number[];
  /** Floquet multipliers but the one that is 1. */
  readonly multipliers: readonly Complex[];
  readonly stable: boolean;
}

export interface CyclePoint {
  /** `homoclinic` and `snic`: the period grows beyond all bounds; by the logarithm of the distance, or by one over its square root. */
  readonly kind: 'cycle-fold' | 'period-doubling' | 'homoclinic' | 'snic';
  readonly value: number;
  readonly periodMs: number;
  readonly state: readonly number[];
}

/** Why a branch of cycles goes no farther; `hopf`: it shrinks to an equilibrium; `period`: it has grown `LONG` times as long as its shortest. */
type CycleEnd = 'range' | 'hopf' | 'period' | 'stuck' | 'length';

export type CycleEvent =
  | { readonly kind: 'cycle'; readonly arc: number; readonly cycle: Cycle }
  | { readonly kind: 'special'; readonly arc: number; readonly point: CyclePoint }
  | { readonly kind: 'end'; readonly arc: number; readonly reason: CycleEnd };

export interface CycleOptions {
  /** States of a cycle that are unknowns; default 6. */
  readonly nodes?: number;
  /** The longest step; default 0.05. */
  readonly longest?: number;
  /** Points; default 400. */
  readonly most?: number;
}

const LONG = 30;
/** Periods by the shortest from which a branch may be on its way to its limit. */
const LATE = 6;
const SHORTEST = 1e-6;
const STRAIGHT = 0.9;
/** Of its range a membrane that moves less hardly oscillates. */
const SMALL = 0.004;
/** Points of one kind that are nearer than this of the range are one. */
const ONE = 1e-6;

/** Cycles that are born in a Hopf point, as they grow. */
export function* cyclesFromHopf(
  system: DynamicalSystem,
  varied: Varied,
  { state, value, hopf }: SpecialPoint,
  options: CycleOptions = {},
): Generator<CycleEvent> {
  const nodes = options.nodes ?? 6;
  const shooting = shootingOf(system, varied, nodes);
  const set = withParameter(varied.parameters, varied.index, value);
  const born = hopfDirection(system, state, set);
  if (born === null || hopf === undefined) return yield { kind: 'end', arc: 0, reason: 'stuck' };
  const still = shooting.placeOf(
    Array.from({ length: nodes }, () => state),
    1000 / hopf.frequencyHz,
    value,
  );
  const turned = Array.from({ length: nodes }, (_, i) => {
    const angle = (2 * Math.PI * i) / nodes;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return {
      by: born.map(([re, im]) => cos * re - sin * im),
      velocity: born.map(([re, im]) => -sin * re - cos * im),
    };
  });
  const moved = shooting.placeOf(
    turned.map(({ by }) => by.map((x, k) => x + entry(state, k))),
    1000 / hopf.frequencyHz,
    value,
  );
  const away = moved.map((x, k) => x - entry(still, k));
  const length = norm(away);
  const direction = away.map((x) => x / length);
  const phase = { reference: turned.map(() => state), velocity: turned.map(({ velocity }) => velocity) };
  yield* settledFolds(
    varied,
    followed(system, varied, shooting, { place: still, direction, phase, shot: null }, options),
  );
}

/** Cycles from the one that a neuron fires on with a value of the parameter, one way; without a reset. */
export function* cyclesFromFiring(
  system: DynamicalSystem,
  varied: Varied,
  value: number,
  sign: 1 | -1,
  options: CycleOptions = {},
): Generator<CycleEvent> {
  const nodes = options.nodes ?? 6;
  const shooting = shootingOf(system, varied, nodes);
  const firing = firingCycle(system, withParameter(varied.parameters, varied.index, value));
  if (typeof firing === 'string' || system.hasReset) return yield { kind: 'end', arc: 0, reason: 'stuck' };
  const states = Array.from({ length: nodes }, (_, i) => {
    const time = (firing.periodMs * i) / nodes;
    return [...(firing.pieces.find(({ end }) => time <= end)?.at(time) ?? firing.start)];
  });
  const guess = shooting.placeOf(states, firing.periodMs, value);
  const upwards = new Float64Array(guess.length);
  upwards[guess.length - 1] = sign;
  const shot = shooting.corrected(guess, upwards, shooting.phaseAt(guess));
  const phase = shooting.phaseAt(shot?.place ?? guess);
  const direction = shot && shooting.tangent(shot.rows, phase, upwards);
  if (shot === null || direction === null) return yield { kind: 'end', arc: 0, reason: 'stuck' };
  yield* settledFolds(
    varied,
    followed(system, varied, shooting, { place: shot.place, direction, phase, shot }, options),
  );
}

interface At {
  readonly place: Float64Array;
  readonly direction: Float64Array;
  readonly phase: PhaseCondition;
  /** Null: the Hopf point, where there is no cycle yet. */
  readonly shot: ShotCycle | null;
}

/**
 * Folds of a branch that ends where its period grows beyond all bounds are told only if they lie apart from that end: near it the
 * parameter stands still to rounding, and its direction says nothing.
 */
function* settledFolds({ from, to }: Varied, events: Iterable<CycleEvent>): Generator<CycleEvent> {
  let shortest = Number.POSITIVE_INFINITY;
  let waiting: Extract<CycleEvent, { kind: 'special' }>[] = [];
  let limit: CyclePoint | null = null;
  for (const event of events) {
    if (event.kind === 'cycle') shortest = Math.min(shortest, event.cycle.periodMs);
    if (event.kind === 'special' && event.point.kind === 'cycle-fold' && event.point.periodMs > LATE * shortest) {
      waiting.push(event);
      continue;
    }
    if (event.kind === 'special' && (event.point.kind === 'homoclinic' || event.point.kind === 'snic'))
      limit = event.point;
    if (event.kind === 'end' || limit !== null) {
      const end = limit;
      const near = 10 * ONE * Math.abs(to - from);
      yield* waiting.filter(({ point }) => end === null || Math.abs(point.value - end.value) > near);
      waiting = [];
    }
    yield event;
  }
}

function* followed(
  system: DynamicalSystem,
  varied: Varied,
  shooting: Shooting,
  start: At,
  { longest = 0.05, most = 400 }: CycleOptions,
): Generator<CycleEvent> {
  const { membrane, scales } = system;
  const [low, high] = [Math.min(varied.from, varied.to), Math.max(varied.from, varied.to)];
  let present = start;
  let arc = 0;
  let length = longest / 4;
  let before = 0;
  const told: CyclePoint[] = [];
  let shortest = shooting.periodOf(start.place);
  const course: { readonly value: number; readonly periodMs: number }[] = [];
  if (start.shot !== null) yield { kind: 'cycle', arc, cycle: cycleOf(shooting, start.shot) };
  for (let count = 0; count < most; ) {
    const guess = present.place.map((x, k) => x + length * entry(present.direction, k));
    const shot = shooting.corrected(guess, present.direction, present.phase);
    const phase = shot && shooting.phaseAt(shot.place);
    const direction = shot && phase && shooting.tangent(shot.rows, phase, present.direction);
    if (shot === null || phase === null || direction === null || dot(direction, present.direction) < STRAIGHT) {
      length /= 2;
      if (length < SHORTEST) return yield { kind: 'end', arc, reason: 'stuck' };
      continue;
    }
    if (present.shot !== null && isTurnedOver(shooting, present.place, shot.place))
      return yield { kind: 'end', arc, reason: 'hopf' };
    const next: At = { place: shot.place, direction, phase, shot };
    for (const point of specialBetween(shooting, present, next, length)) {
      // Where a branch turns sharply, as in a canard explosion, its direction is known to rounding only.
      const isNew = !told.some(
        ({ kind, value }) => kind === point.kind && Math.abs(value - point.value) < ONE * (high - low),
      );
      told.push(point);
      if (isNew) yield { kind: 'special', arc, point };
    }
    arc += length;
    const cycle = cycleOf(shooting, shot);
    yield { kind: 'cycle', arc, cycle };
    course.push(cycle);
    if (cycle.value < low || cycle.value > high) return yield { kind: 'end', arc, reason: 'range' };
    const swing = (entry(cycle.max, membrane) - entry(cycle.min, membrane)) / entry(scales, membrane);
    if (swing < SMALL && swing < before) return yield { kind: 'end', arc, reason: 'hopf' };
    before = swing;
    shortest = Math.min(shortest, cycle.periodMs);
    if (cycle.periodMs > LONG * shortest) {
      const { kind, value } = limitOf(course);
      const [state = []] = cycle.states;
      yield { kind: 'special', arc, point: { kind, value, periodMs: cycle.periodMs, state } };
      return yield { kind: 'end', arc, reason: 'period' };
    }
    present = next;
    count++;
    if (shot.steps <= 4) length = Math.min(longest, length * 1.4);
  }
  yield { kind: 'end', arc, reason: 'length' };
}

/** Whether states lie on the other side of their middle than before: a step has gone over a Hopf point, to the same cycles half a turn later. */
function isTurnedOver(shooting: Shooting, before: Float64Array, after: Float64Array): boolean {
  const [a, b] = [before, after].map((place) => {
    const states = shooting.statesOf(place);
    const middle = (states[0] ?? []).map((_, k) => states.reduce((sum, x) => sum + entry(x, k), 0) / states.length);
    return states.map((x) => x.map((value, k) => value - entry(middle, k)));
  }) as [number[][], number[][]];
  const [n, size] = [a[0]?.length ?? 0, a.length];
  const over = Array.from({ length: n }, (_, k) => {
    const product = a.reduce((sum, x, i) => sum + entry(x, k) * entry(b[i] ?? [], k), 0);
    const square = a.reduce((sum, x) => sum + entry(x, k) ** 2, 0);
    return product / (square || 1);
  });
  return size > 1 && over.every((share) => share < 0);
}

function cycleOf(shooting: Shooting, { place, multipliers, min, max }: ShotCycle): Cycle {
  return {
    value: shooting.parameterAt(place),
    periodMs: shooting.periodOf(place),
    states: shooting.statesOf(place),
    min,
    max,
    multipliers,
    stable: multipliers.every(([re, im]) => Math.hypot(re, im) < 1),
  };
}

/** The product of 1 + m over the multipliers, 0 where one is -1. */
const doubling = ({ multipliers }: ShotCycle): number =>
  multipliers.reduce<Complex>(([a, b], [re, im]) => [a * (1 + re) - b * im, a * im + b * (1 + re)], [1, 0])[0];

/** Folds and period doublings between two cycles of a branch. */
function specialBetween(shooting: Shooting, from: At, to: At, length: number): CyclePoint[] {
  if (from.shot === null || to.shot === null) return [];
  const last = from.place.length - 1;
  const points: CyclePoint[] = [];
  const cycleAt = (along: number): ShotCycle | null =>
    shooting.corrected(
      from.place.map((x, k) => x + along * entry(from.direction, k)),
      from.direction,
      from.phase,
    );
  const locate = (kind: CyclePoint['kind'], test: (shot: ShotCycle) => number): void => {
    const along = rootBetween(
      (share) => {
        const shot = cycleAt(share);
        return shot === null ? Number.NaN : test(shot);
      },
      [0, length],
      1e-5 * length,
    );
    const shot = along === null ? null : cycleAt(along);
    if (shot === null) return;
    const { value, periodMs, states } = cycleOf(shooting, shot);
    points.push({ kind, value, periodMs, state: states[0] ?? [] });
  };
  if (entry(from.direction, last) * entry(to.direction, last) < 0)
    locate('cycle-fold', ({ rows }) => entry(shooting.tangent(rows, from.phase, from.direction) ?? [], last));
  if (doubling(from.shot) * doubling(to.shot) < 0) locate('period-doubling', doubling);
  return points;
}

/**
 * What a branch approaches whose period grows beyond all bounds: T = a - b ln|p - c| towards a homoclinic orbit, T = a + b/sqrt|p - c|
 * towards a saddle-node on the cycle, by which of the two is the straighter line over its last points; c is where that line is straightest.
 */
function limitOf(course: readonly { readonly value: number; readonly periodMs: number }[]): {
  readonly kind: 'homoclinic' | 'snic';
  readonly value: number;
} {
  const end = course.at(-1) ?? { value: 0, periodMs: 1 };
  const late = course.filter(({ periodMs }) => periodMs > end.periodMs / 8);
  const before = late[0] ?? end;
  const sign = Math.sign(end.value - before.value) || 1;
  const reach = Math.abs(end.value - before.value) || Number.EPSILON;
  const laws = [
    { kind: 'homoclinic' as const, law: (distance: number) => -Math.log(distance) },
    { kind: 'snic' as const, law: (distance: number) => 1 / Math.sqrt(distance) },
  ];
  const fits = laws.flatMap(({ kind, law }) =>
    Array.from({ length: 161 }, (_, k) => {
      // Distances of the limit from the last point, evenly in the logarithm.
      const value = end.value + sign * reach * 10 ** (-14 + k / 10);
      const line = late.map((point): [number, number] => [law(Math.abs(point.value - value)), point.periodMs]);
      return { kind, value, misfit: misfitOf(line) };
    }),
  );
  return fits.reduce((best, fit) => (fit.misfit < best.misfit ? fit : best), {
    kind: 'homoclinic' as const,
    value: end.value,
    misfit: Number.POSITIVE_INFINITY,
  } as { kind: 'homoclinic' | 'snic'; value: number; misfit: number });
}

/** The share of the variance that a straight line leaves. */
function misfitOf(points: readonly (readonly [number, number])[]): number {
  const count = points.length;
  const [mx, my] = [0, 1].map((k) => points.reduce((sum, point) => sum + (point[k] ?? 0), 0) / count) as [
    number,
    number,
  ];
  const [xx, yy, xy] = points.reduce(
    ([a, b, c], [x, y]) => [a + (x - mx) ** 2, b + (y - my) ** 2, c + (x - mx) * (y - my)],
    [0, 0, 0],
  ) as [number, number, number];
  const share = 1 - (xy * xy) / (xx * yy);
  return Number.isFinite(share) ? share : Number.POSITIVE_INFINITY;
}
