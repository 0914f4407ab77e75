import type { Integrator, Program, Values } from '../contract/index.ts';
import { type ElementValues, evaluateProgram, type LoweredGroup } from '../equations/index.ts';

/** What is compared with the time step: a population's equations, and where its neurons are. */
export interface Timescales {
  readonly lowered: LoweredGroup;
  readonly membrane: string;
  readonly initial: ReadonlyMap<string, Values>;
  readonly parameters: ReadonlyMap<string, Values>;
  /** Potential up to which spikes go, mV; null: the membrane is reset at its threshold. */
  readonly peak: number | null;
  /** The same equations with another integrator and step; null where it cannot take them. */
  readonly lowerWith: (integrator: Integrator, dtMs: number) => LoweredGroup | null;
  /** The same with one more input, a current, for a trial of one neuron; its index. */
  readonly lowerForTrial: (integrator: 'default' | Integrator, dtMs: number) => LoweredGroup | null;
  readonly trialInput: number;
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
  const slopes = evaluateProgram(speeds.jacobian, place);
  return states.flatMap(({ name }, k) => {
    const slope = slopes[k * states.length + k] ?? 0;
    const counts = slope < 0 && Number.isFinite(slope) && !(exactly && speeds.linear.includes(k));
    return counts ? [{ state: name, tauMs: -1 / slope }] : [];
  });
}

/** Parts of the way from the initial potential to the threshold. */
const PARTS = [0, 0.25, 0.5, 0.75];

/**
 * Where a neuron is to be found, first where it starts: on the way to its threshold, with the other states as at the start;
 * `everywhere`: also after a reset, or, without one, up to the peak of a spike, there also with the others where they would come
 * to rest.
 */
export function placesOf(timescales: Timescales, reach: 'below threshold' | 'everywhere'): readonly ElementValues[] {
  const { lowered, peak } = timescales;
  const way = wayOf(timescales);
  if (way === null) return [startOf(timescales)];
  const below = PARTS.map((part) => way.at(part * way.length));
  if (reach === 'below threshold') return below;
  const top = way.at(way.length);
  if (peak === null) return [...below, ...afterReset(lowered, top, way)];
  const high = [top, way.at(Math.max(peak - way.from, way.length))];
  return [...below, ...high, ...high.map((place) => rested(lowered, place, way.membrane))];
}

/** The membrane's way to its threshold: its index among the states, where it begins, and places so far above that. */
export interface Way {
  readonly membrane: number;
  readonly from: number;
  /** Just short of the threshold; 0 where there is none above. */
  readonly length: number;
  readonly at: (above: number) => ElementValues;
}

/** Null where the membrane is no state. */
export function wayOf(timescales: Timescales): Way | null {
  const { lowered, membrane: name } = timescales;
  const start = startOf(timescales);
  const membrane = lowered.states.findIndex((state) => state.name === name);
  const from = start.states[membrane];
  if (from === undefined) return null;
  const at = (above: number): ElementValues => ({
    ...start,
    states: Array.from(start.states).with(membrane, from + above),
  });
  return { membrane, from, length: lengthOf(lowered.threshold, at), at };
}

/** No current from outside, no noise. */
const NOTHING = new Float64Array(64);

/** Where a neuron starts. */
export function startOf({ lowered, initial, parameters }: Timescales): ElementValues {
  return {
    states: lowered.states.map(({ name }) => middle(initial.get(name))),
    parameters: lowered.parameters.map(({ name }) => middle(parameters.get(name))),
    inputs: NOTHING,
    time: 0,
    normals: NOTHING,
    notRefractory: true,
  };
}

/** Further than any potential that is not at fault, in mV and in pure numbers. */
const FAR = 1000;
const BISECTIONS = 12;

function lengthOf(threshold: Program | null, at: (above: number) => ElementValues): number {
  if (threshold === null) return 0;
  const passed = (above: number): boolean => evaluateProgram(threshold, at(above))[0] !== 0;
  let [below, above] = [0, 0.01];
  while (above < FAR && !passed(above)) [below, above] = [above, 1.3 * above];
  if (above >= FAR) return 0;
  for (let k = 0; k < BISECTIONS; k++) {
    const middleWay = (below + above) / 2;
    if (passed(middleWay)) above = middleWay;
    else below = middleWay;
  }
  return below;
}

/** Where the reset puts a neuron, and half way from there to where it started. */
function afterReset({ reset }: LoweredGroup, top: ElementValues, { membrane, from, at }: Way): ElementValues[] {
  const states = reset.reduce(
    (present, { target, program }) =>
      present.with(target, evaluateProgram(program, { ...top, states: present })[0] ?? Number.NaN),
    Array.from(top.states),
  );
  const moved = (states[membrane] ?? from) - from;
  return [at(moved), at(moved / 2)];
}

/** The place with each other state where its own equation would bring it. */
function rested({ states, speeds }: LoweredGroup, place: ElementValues, membrane: number): ElementValues {
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
