import { firstLength, nextLength, type Rates, step, type Taken, type Tolerance } from './dormand-prince.ts';
import { entry } from './linear.ts';
import { rootBetween } from './roots.ts';
import type { DynamicalSystem } from './system.ts';

/** Why a run stops before its end: its states or its steps leave all bounds, or a reset leads beyond the threshold. */
export type Stop = 'diverging' | 'stiff' | 'reset-beyond-threshold';

/** What comes of a run, in its order. */
export type RunEvent =
  /** The states move on; `at` gives them at any time of it. */
  | { readonly kind: 'flow'; readonly start: number; readonly end: number; readonly at: (time: number) => Float64Array }
  /** The threshold is crossed upwards; `after` follows a reset, and is `before` where there is none. */
  | { readonly kind: 'spike'; readonly time: number; readonly before: Float64Array; readonly after: Float64Array }
  | { readonly kind: 'stop'; readonly time: number; readonly reason: Stop };

export interface RunOptions {
  /** Error of a step, relative to states and their scales; default 1e-9. */
  readonly tolerance?: number;
  /** Most steps, default 1,000,000. */
  readonly most?: number;
}

/** States farther than so many of their scales diverge. */
const FAR = 1e6;
/** Shares of a step at which a crossing that is over at its end is looked for. */
const WITHIN = [0.25, 0.5, 0.75];

/**
 * A run from a state: steps of adaptive length, spikes where the threshold is crossed, resets, and the refractory period, in which clamped states
 * stand still and no spike is counted. Times in ms. A generator: who has seen enough takes no more.
 */
export function* run(
  system: DynamicalSystem,
  start: ArrayLike<number>,
  parameters: readonly number[],
  durationMs: number,
  { tolerance: relative = 1e-9, most = 1_000_000 }: RunOptions = {},
): Generator<RunEvent> {
  const { field, scales, clamped } = system;
  const tolerance: Tolerance = { relative, absolute: scales.map((scale) => relative * scale) };
  const free: Rates = (x, out) => field.rates(x, parameters, out);
  const held: Rates = (x, out) => {
    field.rates(x, parameters, out);
    for (let k = 0; k < out.length; k++) if (clamped[k]) out[k] = 0;
  };
  const margin = (x: ArrayLike<number>): number => field.threshold?.(x, parameters) ?? Number.NEGATIVE_INFINITY;
  const refractoryMs = system.refractory === null ? 0 : entry(parameters, system.refractory);

  let time = 0;
  let state: Float64Array = Float64Array.from(start);
  /** A spike without a reset: what is beyond the threshold now has been counted. */
  let isCounted = false;
  let refractoryUntil = Number.NEGATIVE_INFINITY;
  let length = firstLength(free, state, tolerance);
  for (let count = 0; time < durationMs; count++) {
    if (count > most) return yield { kind: 'stop', time, reason: 'stiff' };
    const isRefractory = time < refractoryUntil;
    if (system.hasReset && !isRefractory && margin(state) > 0) {
      yield spike();
      // A refractory period keeps such a neuron from firing infinitely often at once.
      if (margin(state) > 0 && refractoryMs === 0)
        return yield { kind: 'stop', time, reason: 'reset-beyond-threshold' };
      continue;
    }
    const rates = isRefractory ? held : free;
    const end = isRefractory ? Math.min(refractoryUntil, durationMs) : durationMs;
    const isLast = length >= end - time;
    const taken = step(rates, state, isLast ? end - time : length, tolerance);
    if (!(taken.error <= 1)) {
      length = nextLength(taken.length, taken.error);
      if (length < Number.EPSILON * Math.max(1, time)) return yield { kind: 'stop', time, reason: 'diverging' };
      continue;
    }
    const crossing = isRefractory ? null : crossingIn(taken, margin);
    const moved = crossing === null ? taken : step(rates, state, crossing, tolerance);
    const began = time;
    time = crossing === null && isLast ? end : time + moved.length;
    yield { kind: 'flow', start: began, end: time, at: (t) => moved.at((t - began) / (moved.length || 1)) };
    state = moved.to;
    if (state.some((value, k) => !(Math.abs(value) <= FAR * entry(scales, k))))
      return yield { kind: 'stop', time, reason: 'diverging' };
    if (crossing === null) {
      const next = nextLength(taken.length, taken.error);
      length = isLast ? Math.max(length, next) : next;
      isCounted = false;
    } else yield spike();
  }

  /** A spike now, and its reset. */
  function spike(): RunEvent {
    const before = state;
    if (system.hasReset) {
      state = new Float64Array(state.length);
      field.reset(before, parameters, state);
      length = firstLength(free, state, tolerance);
    } else isCounted = true;
    refractoryUntil = time + refractoryMs;
    return { kind: 'spike', time, before, after: state };
  }

  /** How far into a step the threshold is crossed upwards; null: it is not. */
  function crossingIn(taken: Taken, of: (x: ArrayLike<number>) => number): number | null {
    let [low, below] = [0, isCounted ? Number.POSITIVE_INFINITY : of(taken.from)];
    for (const share of [...WITHIN, 1]) {
      const value = of(share === 1 ? taken.to : taken.at(share));
      if (below <= 0 && value > 0) {
        // Steps of the method itself are more exact than the polynomial between.
        const exact = (length: number): number => {
          const margin = of(step(free, taken.from, length, tolerance).to);
          // A spike is counted beyond the threshold: on it, not yet.
          return margin === 0 ? -Number.MIN_VALUE : margin;
        };
        const bounds = [low * taken.length, share * taken.length] as const;
        return rootBetween(exact, bounds) ?? share * taken.length;
      }
      [low, below] = [share, value];
    }
    return null;
  }
}

/** Of a run from its start to its end. */
interface Trajectory {
  /** ms. */
  readonly times: readonly number[];
  readonly states: readonly (readonly number[])[];
  /** Where the threshold is crossed; before and after each there is a sample. */
  readonly spikes: readonly number[];
  /** Null: it ran to its end. */
  readonly stopped: Stop | null;
}

/** A run as samples: every so many ms, and at the ends of its steps. */
export function trajectoryOf(
  system: DynamicalSystem,
  start: readonly number[],
  parameters: readonly number[],
  durationMs: number,
  { everyMs = Number.POSITIVE_INFINITY, ...options }: RunOptions & { readonly everyMs?: number } = {},
): Trajectory {
  const times = [0];
  const states: (readonly number[])[] = [start];
  const spikes: number[] = [];
  let stopped: Stop | null = null;
  for (const event of run(system, start, parameters, durationMs, options)) {
    if (event.kind === 'stop') stopped = event.reason;
    else if (event.kind === 'spike') {
      spikes.push(event.time);
      times.push(event.time);
      states.push([...event.after]);
    } else {
      const parts = Math.max(1, Math.ceil((event.end - event.start) / everyMs));
      for (let k = 1; k <= parts; k++) {
        const time = k === parts ? event.end : event.start + ((event.end - event.start) * k) / parts;
        times.push(time);
        states.push([...event.at(time)]);
      }
    }
  }
  return { times, states, spikes, stopped };
}
