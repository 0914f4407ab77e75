import { estimator } from '../../equations/estimate.ts';
import type { LoweredGroup } from '../../equations/index.ts';
import { periodSteps } from '../../equations/steps.ts';
import { middle, startOf, type Timescales } from '../decays.ts';
import type { CompiledGroup } from '../groups.ts';
import { stand } from '../stability/step-map.ts';

/** What drives one neuron in a trial, the same at each step. */
export interface Drive {
  /** Time at which the currents of stimuli are taken, ms; null: as they follow from the time of the run. */
  readonly timeMs: number | null;
  /** Current besides, in the unit of the model's input. */
  readonly current: number;
  /** What spikes of known rates add to each state on average, by its name, a millisecond. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** Whether that is a mean about which the drive fluctuates, or other than at other times. */
  readonly isRough: boolean;
}

interface Extent {
  readonly spikes: number;
  readonly steps: number;
}

/** A neuron of a population, in the middle of what is drawn. */
export interface Neuron {
  readonly group: CompiledGroup;
  readonly timescales: Timescales;
}

/** Times of spikes, ms; null where a state came to no finite number. */
export type Spikes = readonly number[] | null;

/**
 * The spikes of one neuron of a population, without noise and without others, in the order of a step that the engine has: update,
 * threshold, arrivals, reset.
 */
export function spikesOf(
  { group, timescales }: Neuron,
  lowered: LoweredGroup,
  dtMs: number,
  { timeMs, current, arrivals }: Drive,
  most: Extent,
): Spikes {
  const { refractoryMs } = group.config;
  const period = periodSteps(refractoryMs === null ? 0 : middle(refractoryMs), dtMs);
  const start = startOf({ ...timescales, lowered });
  const inputs = new Float64Array(64);
  const { place } = stand(group, lowered, start, [], dtMs);
  inputs[timescales.trialInput] = current;
  const added = lowered.states.map(({ name }) => dtMs * (arrivals.get(name) ?? 0));
  const states = Float64Array.from([...Array.from(place.states), ...lowered.kept.map(() => 0)]);
  const at = { ...place, states, inputs, time: timeMs ?? 0, notRefractory: true };
  const update = estimator(lowered.update);
  const passed = lowered.threshold === null ? null : estimator(lowered.threshold);
  const stays = lowered.refractoryWhile === undefined ? null : estimator(lowered.refractoryWhile);
  const resets = lowered.reset.map(({ target, program }) => ({ target, value: estimator(program) }));
  const spikes: number[] = [];
  if (passed === null) return spikes;
  // One that starts beyond its threshold has not crossed it.
  let last = stays !== null && passed(at)[0] !== 0 ? -1 : Number.NEGATIVE_INFINITY;
  for (let step = 0; step < most.steps && spikes.length < most.spikes; step++) {
    const within = step - last < period || (last > Number.NEGATIVE_INFINITY && stays !== null && stays(at)[0] !== 0);
    if (!within) last = Number.NEGATIVE_INFINITY;
    const element = { ...at, time: timeMs ?? step * dtMs, notRefractory: !within };
    states.set(update(element));
    if (!states.every(Number.isFinite)) return null;
    const spiked = !within && passed(element)[0] !== 0;
    for (let k = 0; k < added.length; k++) {
      if (!within || !lowered.states[k]?.clampedWhileRefractory) states[k] = (states[k] ?? 0) + (added[k] ?? 0);
    }
    if (!spiked) continue;
    for (const { target, value } of resets) states[target] = value(element)[0] ?? Number.NaN;
    last = step;
    spikes.push((step + 1) * dtMs);
  }
  return spikes;
}
