import { continueEquilibria, type SpecialPoint, type Varied } from './continuation.ts';
import { type Equilibrium, equilibriaOf, equilibriumAt, ONE_STATE } from './equilibria.ts';
import { entry } from './linear.ts';
import { rootBetween } from './roots.ts';
import { type DynamicalSystem, distanceOf, ratesAt, withParameter } from './system.ts';
import { run, type Stop } from './trajectory.ts';

/** How a neuron fires that a constant input reaches. */
export interface Firing {
  /** The inverse of the first interval; 0 with less than two spikes. */
  readonly firstHz: number;
  /** The inverse of the interval once it does not change any more, else the mean rate of the second half of the run; 0 where firing ends. */
  readonly steadyHz: number;
  readonly spikes: number;
  /** After the last spike, of who fires on; at the end else. */
  readonly state: readonly number[];
  /** Null: the run went to its end, or its end was seen before. */
  readonly stopped: Stop | null;
}

export interface FiringOptions {
  /** How long to look; default 5000 ms. */
  readonly durationMs?: number;
  /** Spikes after which no more are waited for; default 300. */
  readonly most?: number;
  /** End at this many spikes. */
  readonly enough?: number;
}

/** Intervals that agree so far, three times, are the same. */
const SAME = 2e-6;
/** Of its range a state may still move where it is at rest. */
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

/** The last interval, where three changes in a row are none. */
function settledInterval(times: readonly number[]): number | null {
  if (times.length < 6) return null;
  const last = times.slice(-5);
  const intervals = last.slice(1).map((time, k) => time - entry(last, k));
  const isSame = intervals.slice(1).every((value, k) => Math.abs(value / entry(intervals, k) - 1) < SAME);
  return isSame ? (intervals.at(-1) ?? null) : null;
}

/** Spikes of the second half by the time that they span. */
function meanRate(times: readonly number[], endMs: number): number {
  const late = times.filter((time) => time >= endMs / 2);
  const [first, last] = [late[0], late.at(-1)];
  if (first === undefined || last === undefined || late.length < 2) return 0;
  // Who fired and has been silent since for longer than twice an interval fires no more.
  const mean = (last - first) / (late.length - 1);
  return endMs - last > 2 * Math.max(mean, longest(late)) ? 0 : 1000 / mean;
}

const longest = (times: readonly number[]): number =>
  Math.max(...times.slice(1).map((time, k) => time - entry(times, k)));

/** Whether a state stays where it is for a time: it hardly moves, and what disturbs it decays. */
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

/** Where a neuron rests with its own parameters: the stable equilibrium nearest to its initial state, else that state. */
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

/** f-I curve: firing from rest under steps of a parameter to given values. */
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

/** How firing begins, after Hodgkin 1948, as bifurcations explain it (Rinzel and Ermentrout 1989; Izhikevich 2007, chapter 7). */
export interface Excitability {
  /**
   * `I`: rest is lost in a fold, or at the threshold, and firing begins there, at any low rate. `II`: it is lost in a Hopf point, or
   * firing begins before rest is lost, and at a rate that is not 0. `none`: it does not fire on in the range. `tonic`: it fires at the range's start.
   */
  readonly class: 'I' | 'II' | 'none' | 'tonic';
  /** Whether, below the loss of rest, a neuron that fires goes on firing and one that rests goes on resting. */
  readonly isBistable: boolean;
  /** Least value at which a step from rest gives a spike, within the time that is looked; null: there is none. */
  readonly rheobase: number | null;
  /** Least value at which a step from rest makes it fire on. */
  readonly onset: number | null;
  /** Its rate a thousandth of the range beyond, Hz. */
  readonly onsetHz: number | null;
  /** Least value at which it fires on if it fires already. */
  readonly offset: number | null;
  /** Where rest is lost; `threshold`: it reaches the threshold (integrate-and-fire). Null: it is kept in the range. */
  readonly loss: { readonly by: SpecialPoint['kind'] | 'threshold'; readonly value: number } | null;
}

const SCANNED = 21;
const HALVINGS = 18;
/** Values of a parameter that differ by less of its range are one. */
const APART = 2e-3;

/** How a neuron becomes active as a parameter grows from one end of a range to the other. */
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

/** Between a value at which something does not hold and one at which it does, the least at which it does. */
function boundary(holds: (value: number) => boolean, below: number, above: number): number {
  let [low, high] = [below, above];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** How far down a neuron that fires goes on firing while its input is lowered in small steps. */
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

/** Where the equilibrium that a neuron rests in at the start of a range ceases to be stable, or to be reached. */
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

/** The value at which an equilibrium reaches the threshold. */
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
