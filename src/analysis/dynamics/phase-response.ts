import { type FiringOptions, firingOf, restOf } from './excitability.ts';
import { dot, entry } from './linear.ts';
import { saltation } from './spike-jump.ts';
import { type DynamicalSystem, jacobianAt, ratesAt } from './system.ts';
import { run } from './trajectory.ts';

/** A neuron that fires at one interval: its states over one, from spike to spike. */
export interface FiringCycle {
  readonly periodMs: number;
  /** Just after a spike, and just before the next. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** After a spike so long states that are clamped stand still. */
  readonly refractoryMs: number;
  readonly pieces: readonly {
    readonly start: number;
    readonly end: number;
    readonly at: (time: number) => Float64Array;
  }[];
}

/** Why there is no phase response. */
export type NoCycle = 'silent' | 'irregular';

/** The cycle that a neuron settles to from rest; phases of it count from the spike. */
export function firingCycle(
  system: DynamicalSystem,
  parameters: readonly number[],
  options: FiringOptions & { readonly start?: readonly number[] } = {},
): FiringCycle | NoCycle {
  const start = options.start ?? restOf(system);
  const settled = firingOf(system, start, parameters, { durationMs: 20_000, most: 2000, ...options });
  if (settled.steadyHz === 0 || settled.stopped !== null) return 'silent';
  const refractoryMs = system.refractory === null ? 0 : entry(parameters, system.refractory);
  // The first interval may lack a refractory period; the second and the third say whether it comes back to where it was.
  const spikes: { readonly time: number; readonly before: Float64Array; readonly after: Float64Array }[] = [];
  const pieces: FiringCycle['pieces'][number][] = [];
  for (const event of run(system, settled.state, parameters, 5000 / settled.steadyHz, { tolerance: 1e-10 })) {
    if (event.kind === 'stop') return 'silent';
    if (event.kind === 'spike') spikes.push(event);
    else if (spikes.length === 1) pieces.push(event);
    const [first, second, third] = spikes;
    if (first === undefined || second === undefined || third === undefined) continue;
    const periodMs = second.time - first.time;
    if (Math.abs((third.time - second.time) / periodMs - 1) > 1e-4) return 'irregular';
    const shifted = pieces.map(({ start, end, at }) => ({
      start: start - first.time,
      end: end - first.time,
      at: (time: number) => at(time + first.time),
    }));
    return { periodMs, start: first.after, end: second.before, refractoryMs, pieces: shifted };
  }
  return 'irregular';
}

/** How much a small deviation of a potential brings the next spikes forward, in cycles by unit of the membrane, at phases from 0 to 1. */
export interface PhaseResponse {
  readonly periodMs: number;
  readonly phases: readonly number[];
  readonly response: readonly number[];
}

const evenly = (count: number): number[] => Array.from({ length: count }, (_, k) => k / count);
const isClampedAt = ({ clamped, membrane }: DynamicalSystem, cycle: FiringCycle, time: number): boolean =>
  (clamped[membrane] ?? false) && time < cycle.refractoryMs;

/** Spikes after a kick that are waited for, until what is left of it is its shift of the phase. */
const SPIKES = 8;

/**
 * By kicks of the membrane to either side: the difference of the shifts of the eighth spike by that of the kicks. A kick in the refractory period of a
 * clamped membrane is lost, as in a network.
 */
export function directResponse(
  system: DynamicalSystem,
  parameters: readonly number[],
  cycle: FiringCycle,
  { count = 50, kick = 1e-3 * entry(system.scales, system.membrane) } = {},
): PhaseResponse {
  const { periodMs, start, pieces } = cycle;
  const stateAt = (time: number): Float64Array =>
    (time === 0 ? start : pieces.find((piece) => time <= piece.end)?.at(time)) ?? start;
  const timeOf = (time: number, by: number): number => {
    const kicked = Float64Array.from(stateAt(time));
    kicked[system.membrane] = entry(kicked, system.membrane) + by;
    let left = SPIKES;
    for (const event of run(system, kicked, parameters, periodMs * (SPIKES + 3), { tolerance: 1e-10 })) {
      if (event.kind === 'spike' && --left === 0) return event.time;
      if (event.kind === 'stop') break;
    }
    return Number.NaN;
  };
  const nearest = (shift: number): number => shift - Math.round(shift);
  const response = evenly(count).map((phase) => {
    const time = phase * periodMs;
    if (isClampedAt(system, cycle, time)) return 0;
    return nearest((timeOf(time, -kick) - timeOf(time, kick)) / periodMs) / (2 * kick);
  });
  return { periodMs, phases: evenly(count), response };
}

/** Turns round the cycle after which the adjoint has forgotten where it began; steps of a piece of the cycle. */
const TURNS = 200;
const FORGOTTEN = 1e-9;
const STEPS = 4;

/**
 * By the adjoint z' = -J' z, backwards round the cycle until it comes back to itself, with z f = 1/T (Ermentrout, Neural Comput 8 (1996) 979; Ermentrout and Terman,
 * Mathematical Foundations of Neuroscience, 2010, section 8.1); a reset by its saltation matrix. Null where the threshold is no
 * comparison of which a slope could be taken, or where it does not come back.
 */
export function adjointResponse(
  system: DynamicalSystem,
  parameters: readonly number[],
  cycle: FiringCycle,
  { count = 100 } = {},
): PhaseResponse | null {
  const { periodMs, start, end, pieces, refractoryMs } = cycle;
  const n = system.field.states;
  const held = (x: Float64Array): Float64Array =>
    ratesAt(system, x, parameters).map((rate, k) => (refractoryMs > 0 && system.clamped[k] ? 0 : rate));
  const jump = system.hasReset ? saltation(system, end, start, parameters, held) : null;
  if (system.hasReset && jump === null) return null;
  const slope = (time: number, at: (time: number) => Float64Array, z: Float64Array, isHeld: boolean): Float64Array => {
    const jacobian = jacobianAt(system, at(time), parameters);
    return Float64Array.from({ length: n }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < n; k++) if (!(isHeld && system.clamped[k])) sum += entry(jacobian, k * n + j) * entry(z, k);
      return sum;
    });
  };
  /** Against time, by the classical method of Runge and Kutta. */
  const back = (z: Float64Array, from: number, to: number, at: (time: number) => Float64Array, isHeld: boolean) => {
    const h = from - to;
    const along = (base: Float64Array, by: Float64Array, share: number) => base.map((x, k) => x + share * entry(by, k));
    const a = slope(from, at, z, isHeld);
    const b = slope(from - h / 2, at, along(z, a, h / 2), isHeld);
    const c = slope(from - h / 2, at, along(z, b, h / 2), isHeld);
    const d = slope(to, at, along(z, c, h), isHeld);
    return z.map((x, k) => x + (h / 6) * (entry(a, k) + 2 * entry(b, k) + 2 * entry(c, k) + entry(d, k)));
  };
  const normalized = (z: Float64Array): Float64Array => {
    const size = dot(z, ratesAt(system, end, parameters)) * periodMs;
    return z.map((value) => value / size);
  };
  const speeds = ratesAt(system, end, parameters);
  let z = normalized(speeds);
  let samples: { readonly time: number; readonly z: Float64Array }[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const first = z;
    samples = [{ time: periodMs, z }];
    let late = 0;
    for (const { start: begin, end: stop, at } of pieces.toReversed()) {
      const isHeld = stop <= refractoryMs * (1 + 1e-12) && refractoryMs > 0;
      if (isHeld && late === 0 && jump !== null) {
        const x = at(stop);
        const gain = ratesAt(system, x, parameters).map((rate, k) => rate - entry(held(x), k));
        late = dot(gain, z);
      }
      for (let k = STEPS; k > 0; k--) {
        const [from, to] = [begin + ((stop - begin) * k) / STEPS, begin + ((stop - begin) * (k - 1)) / STEPS];
        z = back(z, from, to, at, isHeld);
        samples.push({ time: to, z });
      }
    }
    if (jump !== null) z = jump.backwards(z).map((value, k) => value + late * entry(jump.delay, k));
    z = normalized(z);
    const change = Math.max(...z.map((value, k) => Math.abs(value - entry(first, k)) * entry(system.scales, k)));
    if (!Number.isFinite(change)) return null;
    if (change < FORGOTTEN) break;
    if (turn === TURNS - 1) return null;
  }
  samples.reverse();
  const response = evenly(count).map((phase) => {
    const time = phase * periodMs;
    if (isClampedAt(system, cycle, time)) return 0;
    const next = samples.findIndex((sample) => sample.time >= time);
    const [a, b] = [samples[Math.max(0, next - 1)], samples[Math.max(0, next)]];
    if (a === undefined || b === undefined) return Number.NaN;
    const share = b.time === a.time ? 1 : (time - a.time) / (b.time - a.time);
    const [low, high] = [entry(a.z, system.membrane), entry(b.z, system.membrane)];
    return low + share * (high - low);
  });
  return { periodMs, phases: evenly(count), response };
}
