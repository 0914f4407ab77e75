import type { ElementValues, LoweredGroup } from '../../equations/index.ts';
import { evaluateProgram } from '../../equations/index.ts';
import { propagators } from '../../equations/propagators.ts';
import type { SpikeLoad } from './load.ts';

/** Long after the last transient of any synapse, ms. */
const LONG_MS = 10_000;
/** Times after a spike at which a synapse may be at its peak, ms. */
const TIMES_MS = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
/** Standard deviations above the mean up to which independent trains bring a synapse again and again. */
const SPREAD = 2;

/** What trains bring: known rates as they are on average and above it, and all sources whose rate is not known at once. */
export type Bombardment = 'known rates' | 'volleys';

/** The values of the states that spikes act on, where they reach a neuron as `of` says; null: none of that kind do. */
export function bombarded(
  { states, speeds }: LoweredGroup,
  place: ElementValues,
  loads: readonly SpikeLoad[],
  of: Bombardment,
  membrane: number,
): ElementValues | null {
  const acting = loads.filter(
    ({ rateKHz, state }) =>
      state !== membrane && (rateKHz === null) === (of === 'volleys') && speeds.linear.includes(state),
  );
  if (acting.length === 0) return null;
  const n = states.length;
  const members = speeds.linear;
  const order = members.length;
  const jacobian = evaluateProgram(speeds.jacobian, place);
  const matrix = Float64Array.from(members.flatMap((i) => members.map((j) => jacobian[i * n + j] ?? 0)));
  const { Phi } = propagators(matrix, order, LONG_MS);
  const flows = TIMES_MS.map((time) => propagators(matrix, order, time).P);
  const values = Array.from(place.states);
  for (const { state, degree, weight, rateKHz } of acting) {
    const column = members.indexOf(state);
    members.forEach((member, row) => {
      const entry = row * order + column;
      const peak = Math.max(...flows.map((P) => Math.abs(P[entry] ?? 0))) * Math.abs(weight);
      const mean = degree() * Math.abs(weight) * (rateKHz ?? 0) * Math.abs(Phi[entry] ?? 0);
      const most = rateKHz === null ? degree() * peak : mean + SPREAD * Math.sqrt((mean * peak) / 2);
      values[member] = (values[member] ?? 0) + Math.sign(weight) * most;
    });
  }
  return { ...place, states: values };
}

/** Newton's steps after which a neuron that has not come to rest does not. */
const MOST_STEPS = 30;
/** Of a state's size, or of 1: what is left to go at rest. */
const AT_REST = 1e-6;

/**
 * Where the neuron would come to rest, by Newton's method from a place: with the linear flow over a long time, which does without
 * an inverse, so that a state that only adds up may stay. Null where it does not come to rest.
 */
export function restFrom({ states, speeds }: LoweredGroup, start: ElementValues): ElementValues | null {
  const n = states.length;
  let place = start;
  for (let k = 0; k < MOST_STEPS; k++) {
    const rates = evaluateProgram(speeds.rates, place);
    const { Phi } = propagators(Float64Array.from(evaluateProgram(speeds.jacobian, place)), n, LONG_MS);
    const ways = states.map((_, i) =>
      rates.slice(0, n).reduce((sum, rate, j) => sum + (Phi[i * n + j] ?? 0) * rate, 0),
    );
    if (!ways.every(Number.isFinite)) return null;
    const values = Array.from(place.states);
    if (ways.every((way, i) => Math.abs(way) <= AT_REST * Math.max(1, Math.abs(values[i] ?? 0)))) return place;
    place = { ...place, states: values.map((value, i) => value + (ways[i] ?? 0)) };
  }
  return null;
}
