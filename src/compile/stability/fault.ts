import type { Values } from '../../contract/index.ts';
import { type ElementValues, evaluateProgram, type LoweredGroup } from '../../equations/index.ts';
import { extent } from '../../library/topologies/extent.ts';
import { sameDimension } from '../../units/index.ts';
import { placesOf, startOf, type Timescales, type Way, wayOf } from '../decays.ts';
import type { CompiledGroup } from '../groups.ts';
import { growthAtThreshold } from '../upstroke.ts';
import type { CouplingLoad, SpikeLoad } from './load.ts';
import { bombarded, restFrom } from './places.ts';
import { heldBack, outputAt, type StepMap, stand, stepMap } from './step-map.ts';

/** It holds all that a population's step is judged by. */
export interface Standing {
  readonly group: CompiledGroup;
  readonly timescales: Timescales;
  readonly couplings: readonly CouplingLoad[];
  readonly spikes: readonly SpikeLoad[];
}

/** It says what a step is too coarse for. */
export type StepFault =
  /**
   * Deviations grow: those of a neuron's own states, under conductances or after a volley, or of neurons from each other.
   */
  | { readonly cause: 'states' | 'synapses' | 'volleys' | 'couplings'; readonly map: StepMap }
  /** Deviations of a neuron's states from rest that the equations let decay grow, however slowly. */
  | { readonly cause: 'growth'; readonly map: StepMap }
  /** All neurons together are held back by this part of their way. */
  | { readonly cause: 'progress'; readonly part: number }
  /** In a step the membrane gives this part of its difference from another state to it, also beyond the threshold. */
  | { readonly cause: 'exchange'; readonly state: string; readonly part: number };

/**
 * Beyond these limits a step is too coarse. They are errors of factors: the classical method's is 0.94 where it ceases
 * to be stable; Euler's, and that of a coupling that is held over a step, is 1.13. Under couplings numbers are right as
 * long as differences decay at all; a membrane under synapses errs before (tests/compile/stability.test.ts).
 */
const LIMITS = { states: 0.5, synapses: 0.85, volleys: 0.85, couplings: 1.1, progress: 0.05, exchange: 0.12 } as const;

/** A deviation that the equations themselves let grow by more than this is an upstroke. */
const STEADY = 1.05;
/**
 * Under slower deviations Euler's method errs by 0.13 at most: a larger error is that of a step that leads far away
 * from its place.
 */
const LEAST_PER_STEP = 0.5;
/**
 * Logarithms of factors below these count as no growth. It shows in no run; advice allows less, so that no step is said
 * to hold what never decays.
 */
const ROUNDING = { told: 1e-6, advised: 1e-8 } as const;
/** The membrane is moved so far to see a slope, in mV or pure numbers. */
const NEARBY = 1e-3;
/** A spike says nothing of a state that takes less than this share of a difference from the membrane in a step. */
const LEAST_EXCHANGE = 0.02;

/** Gives a coupling through which nothing comes. */
const withoutOthers = (load: CouplingLoad): CouplingLoad => ({ ...load, total: 0, opposite: 0 });

/**
 * Gives the first thing that a step is too coarse for; null means none. A `margin` below 1 keeps clear of the limits.
 */
export function faultOf(standing: Standing, lowered: LoweredGroup, dtMs: number, margin = 1): StepFault | null {
  return faultsOf(standing, lowered, dtMs, margin).next().value ?? null;
}

/** Gives the first thing of each kind that a step is too coarse for, each when it is asked for. */
export function* faultsOf(standing: Standing, lowered: LoweredGroup, dtMs: number, margin = 1): Faults {
  yield* deviating(standing, lowered, dtMs, margin);
  yield* growing(standing, lowered, dtMs, margin);
  yield* progressing(standing, lowered, dtMs, margin);
  yield* exchanging(standing, dtMs, margin);
}

type Faults = Generator<StepFault, undefined>;

/** Tells whether what is wrong shows in the spikes of one neuron alone. */
export const isOfSpikes = ({ cause }: StepFault): boolean => cause === 'states' || cause === 'exchange';

function* deviating(
  { group, timescales, couplings, spikes }: Standing,
  lowered: LoweredGroup,
  dtMs: number,
  margin: number,
): Faults {
  const membrane = wayOf(timescales)?.membrane ?? -1;
  // What is linear is the same everywhere, and the exact method takes all of it but what is held over a step.
  const isExact = lowered.integrator === 'exact';
  if (isExact && couplings.length === 0) return;
  const places = steadyPlaces(timescales);
  const apart = couplings.map(withoutOthers);
  const under = (of: 'known rates' | 'volleys'): readonly ElementValues[] =>
    (isExact ? [] : places).flatMap((place) => bombarded(lowered, place, spikes, of, membrane) ?? []);
  const tried = [
    ['states', places, apart],
    ['synapses', under('known rates'), apart],
    ['volleys', under('volleys'), apart],
    ['couplings', couplings.length > 0 ? places : [], couplings],
  ] as const;
  for (const [cause, where, loads] of tried) {
    const maps = where.map((place) => stepMap(stand(group, lowered, place, loads, dtMs)));
    const map = maps.find(
      ({ error, exact, perStep }) => error > margin * LIMITS[cause] && exact <= STEADY && perStep >= LEAST_PER_STEP,
    );
    if (map !== undefined) yield { cause, map };
  }
}

/**
 * Finds a pair of eigenvalues that decays by the equations and turns slowly beside a step, but grows all the same: by
 * Euler's method it does where the step exceeds twice its rate of decay over the square of its modulus.
 */
function* growing(
  { group, timescales, couplings }: Standing,
  lowered: LoweredGroup,
  dtMs: number,
  margin: number,
): Faults {
  const start = startOf(timescales);
  // What is linear is the same everywhere, and need not come to rest.
  const rest = lowered.speeds.linear.length === lowered.states.length ? start : restFrom(lowered, start);
  if (rest === null) return;
  const map = stepMap(stand(group, lowered, rest, couplings.map(withoutOthers), dtMs));
  // With a margin a step keeps a good part of the decay.
  const allowed = (1 - margin) * Math.min(0, Math.log(map.exact));
  const least = margin < 1 ? ROUNDING.advised : ROUNDING.told;
  if (map.exact <= 1 + ROUNDING.told && Math.log(map.computed) > allowed + least) yield { cause: 'growth', map };
}

/** Gives where a neuron starts and, if it is not reset, where its other states follow it at the peak of a spike. */
function steadyPlaces(timescales: Timescales): readonly ElementValues[] {
  const [start, ...others] = placesOf(timescales, 'everywhere');
  if (start === undefined) return [];
  return timescales.peak === null ? [start] : [start, ...others.slice(-2)];
}

function* progressing(
  { group, timescales, couplings }: Standing,
  lowered: LoweredGroup,
  dtMs: number,
  margin: number,
): Faults {
  const way = wayOf(timescales);
  if (way === null || !couplings.some((load) => readsMembrane(group, load, way))) return;
  if (!goOnTogether(timescales, way)) return;
  const part = heldBack(stand(group, lowered, way.at(0), couplings, dtMs), way.membrane);
  if (part > margin * LIMITS.progress) yield { cause: 'progress', part };
}

/** Tells whether a coupling sums up membranes themselves, and no differences: a release follows them later. */
const readsMembrane = (group: CompiledGroup, { signals }: CouplingLoad, { membrane, at }: Way): boolean =>
  signals.some(({ emitted, less }) => {
    if (emitted === null || less !== null) return false;
    return emitted.of === 'state'
      ? emitted.index === membrane
      : outputAt(group, emitted.index, at(0)) !== outputAt(group, emitted.index, at(NEARBY));
  });

/** Tells whether the membranes of all neurons, whatever is drawn for them, move in one direction. */
function goOnTogether({ lowered, parameters }: Timescales, { membrane, at }: Way): boolean {
  const start = at(0);
  const directions = lowered.parameters.flatMap(({ name }, k) => {
    const values = parameters.get(name);
    const ends = values === undefined || values.kind === 'constant' ? [] : endsOf(values);
    return ends.map((end) => {
      const place = { ...start, parameters: Array.from(start.parameters).with(k, end) };
      return Math.sign(evaluateProgram(lowered.speeds.rates, place)[membrane] ?? 0);
    });
  });
  return directions.every((direction) => direction === directions[0]);
}

/** Gives numbers between which most of the values lie. */
function endsOf(values: Values): readonly number[] {
  if (values.kind === 'normal') return [values.mean - 2 * values.sd, values.mean + 2 * values.sd];
  if (values.kind !== 'array') return Object.values(extent(values));
  return [values.values.reduce((a, b) => Math.min(a, b)), values.values.reduce((a, b) => Math.max(a, b))];
}

/**
 * Finds a compartment that shares the membrane's charge: what the membrane runs beyond its threshold in the last step
 * before a reset goes into it.
 */
function* exchanging({ timescales }: Standing, dtMs: number, margin: number): Faults {
  const { lowered, peak } = timescales;
  const way = peak === null ? wayOf(timescales) : null;
  if (way === null || growthAtThreshold(timescales) <= 0) return;
  const { states, speeds } = lowered;
  const jacobian = evaluateProgram(speeds.jacobian, way.at(0));
  const [membrane, n] = [way.membrane, states.length];
  for (const [k, { name, dimension }] of states.entries()) {
    const membraneState = states[membrane];
    if (k === membrane || membraneState === undefined || !sameDimension(dimension, membraneState.dimension)) continue;
    const given = dtMs * (jacobian[membrane * n + k] ?? 0);
    const taken = dtMs * (jacobian[k * n + membrane] ?? 0);
    if (given > margin * LIMITS.exchange && taken > LEAST_EXCHANGE) {
      yield { cause: 'exchange', state: name, part: given };
      return;
    }
  }
}
