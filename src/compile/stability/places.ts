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
      const mean = degree * Math.abs(weight) * (rateKHz ?? 0) * Math.abs(Phi[entry] ?? 0);
      const most = rateKHz === null ? degree * peak : mean + SPREAD * Math.sqrt((mean * peak) / 2);
      values[member] = (values[member] ?? 0) + Math.sign(weight) * most;
    });
  }
  return { ...place, states: values };
}
