import type { Program, Values } from '../contract/index.ts';
import { type ElementValues, evaluateProgram, type LoweredGroup } from '../equations/index.ts';

/** What is compared with the time step: a population's equations, and where its neurons are. */
export interface Timescales {
  readonly lowered: LoweredGroup;
  readonly membrane: string;
  readonly initial: ReadonlyMap<string, Values>;
  readonly parameters: ReadonlyMap<string, Values>;
  /** Potential up to which spikes go, mV; null: the membrane is reset at its threshold. */
  readonly peak: number | null;
}

/** A state that goes back exponentially when it alone is moved, and its time constant. */
export interface Decay {
  readonly state: string;
  readonly tauMs: number;
}

/**
 * The decays at a place; those of equations that the integrator takes `exactly`, as a synapse's, are left out. What grows, as the
 * upstroke of a spike does, is no decay.
 */
export function decaysAt({ states, speeds }: LoweredGroup, place: ElementValues, exactly: boolean): Decay[] {
  if (speeds === null) return [];
  const slopes = evaluateProgram(speeds.jacobian, place);
  return states.flatMap(({ name }, k) => {
    const slope = slopes[k * states.length + k] ?? 0;
    const counts = slope < 0 && Number.isFinite(slope) && !(exactly && speeds.linear.includes(k));
    return counts ? [{ state: name, tauMs: -1 / slope }] : [];
  });
}

/** Parts of the way from the initial potential to the highest. */
const PARTS = [0, 0.25, 0.5, 0.75];

/**
 * Where a neuron is to be found, first where it starts: on the way to its threshold, with the other states as at the start;
 * `everywhere`: also up to the peak of a spike, and there with the others where they would come to rest.
 */
export function placesOf(timescales: Timescales, reach: 'below threshold' | 'everywhere'): readonly ElementValues[] {
  const { lowered, membrane, initial, parameters, peak } = timescales;
  const start: ElementValues = {
    states: lowered.states.map(({ name }) => middle(initial.get(name))),
    parameters: lowered.parameters.map(({ name }) => middle(parameters.get(name))),
    inputs: NOTHING,
    time: 0,
    normals: NOTHING,
    notRefractory: true,
  };
  const index = lowered.states.findIndex(({ name }) => name === membrane);
  const from = start.states[index];
  if (from === undefined) return [start];
  const at = (v: number): ElementValues => ({ ...start, states: Array.from(start.states).with(index, v) });
  const threshold = from + wayToThreshold(lowered.threshold, (way) => at(from + way));
  const below = PARTS.map((part) => at(from + part * (threshold - from)));
  if (reach === 'below threshold') return below;
  const high = peak === null ? [] : [at(threshold), at(Math.max(peak, threshold))];
  return [...below, ...high, ...high.map((place) => rested(lowered, place, index))];
}

/** No current from outside, no noise. */
const NOTHING = new Float64Array(64);

/** Further than any potential that is not at fault, in mV and in pure numbers. */
const FAR = 1000;

/** How far above its initial value the membrane passes its threshold; 0 where it does not. */
function wayToThreshold(threshold: Program | null, at: (way: number) => ElementValues): number {
  if (threshold === null) return 0;
  for (let way = 0.01; way < FAR; way *= 1.1) {
    if (evaluateProgram(threshold, at(way))[0] !== 0) return way;
  }
  return 0;
}

/** The place with each other state where its own equation would bring it. */
function rested({ states, speeds }: LoweredGroup, place: ElementValues, membrane: number): ElementValues {
  if (speeds === null) return place;
  const rates = evaluateProgram(speeds.rates, place);
  const slopes = evaluateProgram(speeds.jacobian, place);
  const values = states.map((_, k) => {
    const [value, rate, slope] = [place.states[k] ?? 0, rates[k] ?? 0, slopes[k * states.length + k] ?? 0];
    return k === membrane || !(slope < 0) ? value : value - rate / slope;
  });
  return { ...place, states: values };
}

/** The number in the middle of what may be drawn. */
export function middle(values: Values | undefined): number {
  switch (values?.kind) {
    case 'constant':
      return values.value;
    case 'uniform':
      return (values.low + values.high) / 2;
    case 'normal':
      return values.mean;
    case 'array':
      return values.values.reduce((sum, value) => sum + value, 0) / values.values.length;
    default:
      return 0;
  }
}
