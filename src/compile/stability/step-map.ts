import type { Program } from '../../contract/index.ts';
import { type ElementValues, evaluateProgram, type LoweredGroup } from '../../equations/index.ts';
import { withPropagators } from '../../equations/propagator-values.ts';
import { matrixExponential, propagators } from '../../equations/propagators.ts';
import type { CompiledGroup } from '../groups.ts';
import type { CouplingLoad } from './load.ts';
import { difference, spectralRadius } from './matrices.ts';

/** This tells how a small deviation from a place changes in a step. */
export interface StepMap {
  /** These are the largest factors of a deviation in a step, as it is computed and as the equations have it. */
  readonly computed: number;
  readonly exact: number;
  /** It is the largest error of a factor. */
  readonly error: number;
  /** It is the rate of the fastest deviation, 1/ms. */
  readonly rate: number;
  /** It is the greater of the rates of the fastest deviation and of the fastest state alone, per step. */
  readonly perStep: number;
}

/** This is a place with all that the engine fills in: parameters, propagators, and what the couplings sum up where all neurons are alike. */
export interface Stand {
  readonly group: CompiledGroup;
  readonly lowered: LoweredGroup;
  readonly place: ElementValues;
  readonly loads: readonly CouplingLoad[];
  readonly dtMs: number;
}

export function stand(
  group: CompiledGroup,
  lowered: LoweredGroup,
  place: ElementValues,
  loads: readonly CouplingLoad[],
  dtMs: number,
): Stand {
  const given = lowered.parameters.map((_, k) => place.parameters[k] ?? 0);
  for (const slot of new Set(loads.flatMap(({ degreeSlot, totalSlot }) => [degreeSlot, totalSlot]))) {
    if (slot !== null) given[slot] = 0;
  }
  for (const { degreeSlot, totalSlot, degree, total } of loads) {
    if (degreeSlot !== null) given[degreeSlot] = (given[degreeSlot] ?? 0) + degree;
    if (totalSlot !== null) given[totalSlot] = (given[totalSlot] ?? 0) + total;
  }
  const parameters = withPropagators(lowered.propagators, given, dtMs);
  const inputs = Array.from(place.inputs);
  for (const { signals, total } of loads) {
    for (const { input, less, emitted, level } of signals) {
      if (less !== null) continue;
      const value =
        emitted === null
          ? level
          : emitted.of === 'state'
            ? place.states[emitted.index]
            : outputAt(group, emitted.index, place);
      inputs[input] = (inputs[input] ?? 0) + total * (value ?? 0);
    }
  }
  return { group, lowered, place: { ...place, parameters, inputs }, loads, dtMs };
}

/** Evaluates a subexpression that other neurons read. */
export const outputAt = (group: CompiledGroup, index: number, place: ElementValues): number => {
  const output = group.config.outputs[index]?.program;
  return output === undefined ? 0 : (evaluateProgram(output, place)[0] ?? 0);
};

/** This says how others move while a neuron is moved: not at all, as `opposite` of their load says, or along with it. */
type Others = 'still' | 'opposite' | 'along';

/**
 * Computes the map of deviations over a step at a place, in the pattern that couplings level fastest, and that of the equations, e^(J dt).
 * Of Runge and Kutta's methods both have the same eigenvectors, so that the error is the difference of their factors.
 */
export function stepMap(at: Stand): StepMap {
  const n = at.lowered.states.length;
  const step = derivatives(at, at.lowered.update, 'opposite');
  const jacobian = derivatives(at, at.lowered.speeds.rates, 'opposite');
  const flow = matrixExponential(
    jacobian.map((entry) => entry * at.dtMs),
    n,
  );
  const rate = spectralRadius(jacobian, n);
  const alone = at.lowered.states.map((_, k) => Math.abs(jacobian[k * n + k] ?? 0));
  return {
    computed: spectralRadius(step, n),
    exact: spectralRadius(flow, n),
    error: spectralRadius(difference(step, flow), n),
    rate,
    perStep: at.dtMs * Math.max(rate, ...alone),
  };
}

/**
 * Tells by which part of its own way a state that all neurons share is held back, or ahead, by couplings that are held over a step; it
 * is NaN where the state does not move. What it does through other states, as through a release, comes later than a step.
 */
export function heldBack(at: Stand, state: number): number {
  const n = at.lowered.states.length;
  const rates = evaluateProgram(at.lowered.speeds.rates, at.place);
  const way = (others: Others): number => {
    const { Phi } = propagators(derivatives(at, at.lowered.speeds.rates, others), n, at.dtMs);
    return (Phi[state * n + state] ?? 0) * (rates[state] ?? 0);
  };
  const [held, moving] = [way('still'), way('along')];
  return Math.abs(held - moving) / Math.max(Math.abs(held), Math.abs(moving));
}

/** Gives an n x n matrix: the derivative of the i-th result with respect to the j-th state, row by row. */
function derivatives({ group, lowered, place, loads }: Stand, program: Program, others: Others): Float64Array {
  const n = lowered.states.length;
  const matrix = new Float64Array(n * n);
  const add = (column: number, values: readonly number[], factor: number): void => {
    for (let i = 0; i < n; i++) matrix[i * n + column] = (matrix[i * n + column] ?? 0) + factor * (values[i] ?? 0);
  };
  const slope = slopesAt(program, place);
  for (let j = 0; j < n; j++) add(j, slope('states', j), 1);
  if (others === 'still') return matrix;
  for (const { signals, opposite, total } of loads) {
    if (total === 0) continue;
    const factor = others === 'along' ? total : opposite;
    for (const { input, less, emitted } of signals) {
      if (less !== null) add(less, slope('inputs', input), factor - total);
      else if (emitted?.of === 'state') add(emitted.index, slope('inputs', input), factor);
      else if (emitted?.of === 'output') {
        const output = group.config.outputs[emitted.index]?.program;
        if (output === undefined) continue;
        const effect = slope('inputs', input);
        const slopeOfOutput = slopesAt(output, place);
        for (let j = 0; j < n; j++) add(j, effect, factor * (slopeOfOutput('states', j)[0] ?? 0));
      }
    }
  }
  return matrix;
}

/** The step of a numerical derivative is this share of the number's size, or of 1 where the size is smaller. */
const RELATIVE = 1e-4;

/**
 * Gives the derivatives of a program's results with respect to a state or an input. Each is the smaller of the quotients of both
 * sides, since a condition that changes just there has no slope.
 */
function slopesAt(program: Program, place: ElementValues): (of: 'states' | 'inputs', index: number) => number[] {
  const here = evaluateProgram(program, place);
  return (of, index) => {
    const at = Array.from(place[of]);
    const value = at[index] ?? 0;
    const h = RELATIVE * Math.max(1, Math.abs(value));
    const results = (moved: number): number[] => evaluateProgram(program, { ...place, [of]: at.with(index, moved) });
    const [before, after] = [results(value - h), results(value + h)];
    return here.map((middle, k) => {
      const [left, right] = [(middle - (before[k] ?? 0)) / h, ((after[k] ?? 0) - middle) / h];
      return Math.abs(left) < Math.abs(right) ? left : right;
    });
  };
}
