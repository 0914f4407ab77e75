import { continueEquilibria, type SpecialPoint, type Varied } from './continuation.ts';
import { type Equilibrium, equilibriaOf, equilibriumAt, ONE_STATE } from './equilibria.ts';
import { entry } from './linear.ts';
import { rootBetween } from './roots.ts';
import { type DynamicalSystem, distanceOf, ratesAt, withParameter } from './system.ts';
import { run, type Stop } from './trajectory.ts';

/** This tells how a neuron fires under a constant input. */
export interface Firing {
  /** It is the inverse of the first interval, or 0 with fewer than two spikes. */
  readonly firstHz: number;
  /** It is the inverse of the settled interval, else the mean rate of the second half of the run; it is 0 where firing ends. */
  readonly steadyHz: number;
  readonly spikes: number;
  /** It is the state after the last spike where the neuron fires on, else the state at the end. */
  readonly state: readonly number[];
  /** It says why the run stopped early; it is null where the run ended as planned or its outcome was clear before. */
  readonly stopped: Stop | null;
}

export interface FiringOptions {
  /** The run lasts at most so long; the default is 5000 ms. */
  readonly durationMs?: number;
  /** The run ends after at most so many spikes; the default is 300. */
  readonly most?: number;
  /** The run also ends at this many spikes, where it is less than `most`. */
  readonly enough?: number;
}

/** Intervals have settled when three relative changes in a row are less than this. */
const SAME = 2e-6;
/** A state at rest may still move by this share of its range. */
const RESTING = 1e-4;
const TOLERANCE = 1e-7;

/** Runs a neuron until its intervals have settled, it rests, or the time is over. */
export function firingOf(
  system: DynamicalSystem,
  start: ArrayLike<number>,
  parameters: readonly number[],
  { durationMs = 5000, most = 300, enough = Number.POSITIVE_INFINITY }: FiringOptions = {},
): Firing {
  const times: number[] = [];
  let state = Array.from(start);
  const firstHz = () => (times.length < 2 ? 0 : 1000 / (entry(times, 1) - entry(times, 0)));
  const firing = (steadyHz: number, stopped: Stop | null = null): Firing => ({
    firstHz: firstHz(),
    steadyHz,
    spikes: times.length,
    state,
    stopped,
  });
  for (const event of run(system, start, parameters, durationMs, { tolerance: TOLERANCE })) {
    if (event.kind === 'stop') return firing(meanRate(times, event.time), event.reason);
    if (event.kind === 'spike') {
      times.push(event.time);
      state = [...event.after];
      const settled = settledInterval(times);
      if (settled !== null) return firing(1000 / settled);
      if (times.length >= Math.min(most, enough)) return firing(meanRate(times, event.time));
    } else {
      const here = event.at(event.end);
      if (isResting(system, here, parameters, durationMs)) {
        state = [...here];
        return firing(0);
      }
      if (event.end >= durationMs && meanRate(times, durationMs) === 0) state = [...here];
    }
  }
  return firing(meanRate(times, durationMs));
}

/** Gives the last interval where three changes in a row are negligible, else null. */
function settledInterval(times: readonly number[]): number | null {
  if (times.length < 6) return null;
  const last = times.slice(-5);
  const intervals = last.slice(1).map((time, k) => time - entry(last, k));
  const isSame = intervals.slice(1).every((value, k) => Math.abs(value / entry(intervals, k) - 1) < SAME);
  return isSame ? (intervals.at(-1) ?? null) : null;
}

/** Gives the mean rate of the spikes in the second half of the run, Hz; it is 0 where firing has ended. */
function meanRate(times: readonly number[], endMs: number): number {
  const late = times.filter((time) => time >= endMs / 2);
  const [first, last] = [late[0], late.at(-1)];
  if (first === undefined || last === undefined || late.length < 2) return 0;
  // A neuron that has been silent for longer than twice an interval fires no more.
  const mean = (last - first) / (late.length - 1);
  return endMs - last > 2 * Math.max(mean, longest(late)) ? 0 : 1000 / mean;
}

const longest = (times: readonly number[]): number =>
  Math.max(...times.slice(1).map((time, k) => time - entry(times, k)));

/** Tells whether a state stays where it is for a time: it hardly moves, and disturbances of it decay. */
function isResting(
  system: DynamicalSystem,
  state: Float64Array,
  parameters: readonly number[],
  withinMs: number,
): boolean {
  const rates = ratesAt(system, state, parameters);
  const moves = rates.some((rate, k) => Math.abs(rate) * withinMs > RESTING * entry(system.scales, k));
  return !moves && equilibriumAt(system, [...state], parameters)?.stable === true;
}

/** Gives the state in which a neuron rests: the stable equilibrium nearest to its initial state, else that state. */
export function restOf(system: DynamicalSystem, parameters: readonly number[] = system.parameters): readonly number[] {
  const [nearest] = equilibriaOf(system, parameters)
    .equilibria.filter(({ stable, beyondThreshold }) => stable && !beyondThreshold)
    .map(({ state }) => state)
    .sort((a, b) => distanceOf(system, a, system.initial) - distanceOf(system, b, system.initial));
  return nearest ?? system.initial;
}

export interface FiringPoint extends Firing {
  readonly value: number;
}

/** Yields the points of an f-I curve: how the neuron fires from rest when a parameter steps to each given value. */
export function* firingCurve(
  system: DynamicalSystem,
  { parameters, index }: Pick<Varied, 'parameters' | 'index'>,
  values: readonly number[],
  options: FiringOptions = {},
): Generator<FiringPoint> {
  const rest = restOf(system, parameters);
  for (const value of values)
    yield { value, ...firingOf(system, rest, withParameter(parameters, index, value), options) };
}

/** This tells how firing begins, after Hodgkin 1948, as bifurcations explain it (Rinzel and Ermentrout 1989; Izhikevich 2007, chapter 7). */
export interface Excitability {
  /**
   * `I`: rest is lost in a fold, or at the threshold, and firing begins there, at any low rate. `II`: it is lost in a Hopf point, or
   * firing begins before rest is lost, and at a rate that is not 0. `none`: it does not fire on in the range. `tonic`: it fires at the range's start.
   */
  readonly class: 'I' | 'II' | 'none' | 'tonic';
  /** It tells whether, below the loss of rest, a firing neuron goes on firing and a resting one goes on resting. */
  readonly isBistable: boolean;
  /** It is the least value at which a step from rest gives a spike within the run; it is null where there is none. */
  readonly rheobase: number | null;
  /** It is the least value at which a step from rest makes the neuron fire on, or null. */
  readonly onset: number | null;
  /** It is the rate a thousandth of the range beyond the onset, Hz. */
  readonly onsetHz: number | null;
  /** It is the least value at which the neuron fires on if it fires already. */
  readonly offset: number | null;
  /** It says where rest is lost; `threshold` means that rest reaches the threshold (integrate-and-fire). It is null where none was found. */
  readonly loss: { readonly by: SpecialPoint['kind'] | 'threshold'; readonly value: number } | null;
}

const SCANNED = 21;
const HALVINGS = 18;
/** Values of a parameter count as equal where they differ by less than this share of its range. */
const APART = 2e-3;

/** Tells how a neuron becomes active as a parameter grows from one end of a range to the other. */
export function excitabilityOf(system: DynamicalSystem, varied: Varied, options: FiringOptions = {}): Excitability {
  const { parameters, index, from, to } = varied;
  const rest = restOf(system, withParameter(parameters, index, from));
  const at = (value: number, start: readonly number[], enough?: number): Firing =>
    firingOf(system, start, withParameter(parameters, index, value), {
      ...options,
      ...(enough !== undefined && { enough }),
    });
  const values = Array.from({ length: SCANNED }, (_, k) => from + ((to - from) * k) / (SCANNED - 1));
  const least = (holds: (value: number) => boolean): number | null => {
    const k = values.findIndex(holds);
    const [below, above] = [values[k - 1], values[k]];
    if (above === undefined) return null;
    return below === undefined ? above : boundary(holds, below, above);
  };
  const loss = lossOf(system, varied);
  const rheobase = least((value) => at(value, rest, 1).spikes > 0);
  const onset = rheobase === null ? null : least((value) => at(value, rest).steadyHz > 0);
  if (onset === null) return { class: 'none', isBistable: false, rheobase, onset, onsetHz: null, offset: null, loss };
  const beyond = at(onset + (to - from) / 1000, rest);
  const onsetHz = beyond.steadyHz;
  if (onset === from) return { class: 'tonic', isBistable: false, rheobase, onset, onsetHz, offset: null, loss };
  const offset = lowest(at, beyond, onset, (to - from) / (8 * (SCANNED - 1)), from);
  const isBistable = (loss?.value ?? onset) - Math.min(offset, onset) > APART * Math.abs(to - from);
  const kind = isBistable || loss === null || loss.by === 'hopf' ? 'II' : 'I';
  return { class: kind, isBistable, rheobase, onset, onsetHz, offset, loss };
}

/** Finds the least value at which something holds, between one at which it does not and one at which it does. */
function boundary(holds: (value: number) => boolean, below: number, above: number): number {
  let [low, high] = [below, above];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Finds the least value at which a firing neuron goes on firing while its input is lowered in small steps. */
function lowest(
  at: (value: number, start: readonly number[]) => Firing,
  firing: Firing,
  onset: number,
  step: number,
  from: number,
): number {
  let { state } = firing;
  let value = onset + 2 * step;
  const falls = (next: number): boolean => {
    const then = at(next, state);
    if (then.steadyHz === 0) return true;
    state = then.state;
    return false;
  };
  while (value > from) {
    const next = value - step;
    if (falls(next)) {
      let [low, high] = [next, value];
      for (let k = 0; k < HALVINGS / 2; k++) {
        const middle = (low + high) / 2;
        if (falls(middle)) low = middle;
        else high = middle;
      }
      return high;
    }
    value = next;
  }
  return from;
}

/** Finds where the equilibrium in which a neuron rests at the start of a range loses stability or reaches the threshold. */
function lossOf(system: DynamicalSystem, varied: Varied): Excitability['loss'] {
  const set = withParameter(varied.parameters, varied.index, varied.from);
  const rest = restOf(system, set);
  const start = equilibriumAt(system, rest, set);
  if (start === null || !start.stable) return null;
  let last = varied.from;
  let special: SpecialPoint | null = null;
  let branch: number | null = null;
  for (const event of continueEquilibria(system, varied, { starts: 2 })) {
    if (event.kind === 'point' && event.arc === 0 && event.value === varied.from)
      branch = distanceOf(system, event.equilibrium.state, rest) < ONE_STATE ? event.branch : null;
    if (event.branch !== branch) continue;
    if (event.kind === 'special') special = event.point;
    else if (event.kind === 'point') {
      const { stable, beyondThreshold } = event.equilibrium;
      if (!stable) return { by: special?.kind ?? 'fold', value: special?.value ?? event.value };
      if (beyondThreshold) return { by: 'threshold', value: thresholdBetween(system, varied, last, event) };
      last = event.value;
    }
  }
  return null;
}

/** Finds the value at which an equilibrium reaches the threshold. */
function thresholdBetween(
  system: DynamicalSystem,
  { parameters, index }: Varied,
  below: number,
  { value: above, equilibrium }: { readonly value: number; readonly equilibrium: Equilibrium },
): number {
  const margin = (value: number): number => {
    const set = withParameter(parameters, index, value);
    const [nearest] = equilibriaOf(system, set)
      .equilibria.map(({ state }) => state)
      .sort((a, b) => distanceOf(system, a, equilibrium.state) - distanceOf(system, b, equilibrium.state));
    return nearest === undefined ? Number.NaN : (system.field.threshold?.(nearest, set) ?? Number.NaN);
  };
  return rootBetween(margin, [below, above]) ?? above;
}
