import type { PropagatorConfig } from '../contract/index.ts';
import { evaluateProgram } from './interpret.ts';
import { choleskyFactor, noiseCovariance } from './noise-factor.ts';
import { propagators } from './propagators.ts';

const NOTHING = new Float64Array(0);

/** The entries of a propagator in their order, from an element's parameters. */
export function propagatorValues(
  { matrix, order, noise, entries }: PropagatorConfig,
  parameters: ArrayLike<number>,
  dtMs: number,
): number[] {
  const element = { states: [], parameters, inputs: [], time: 0, normals: [], notRefractory: true };
  const A = Float64Array.from(evaluateProgram(matrix, element));
  const L =
    noise === undefined
      ? NOTHING
      : choleskyFactor(noiseCovariance(A, Float64Array.from(evaluateProgram(noise, element)), order, dtMs), order);
  const { P, Phi } = noise === undefined ? propagators(A, order, dtMs) : { P: NOTHING, Phi: NOTHING };
  const results = { P, Phi, L };
  return entries.map(({ which, row, column }) => results[which][row * order + column] ?? Number.NaN);
}

/** An element's parameters with the entries of the propagators, which follow from the others, in their slots. */
export function withPropagators(
  propagators: readonly PropagatorConfig[],
  given: readonly number[],
  dtMs: number,
): number[] {
  const parameters = [...given];
  for (const propagator of propagators) {
    const values = propagatorValues(propagator, given, dtMs);
    propagator.entries.forEach(({ parameter }, k) => {
      parameters[parameter] = values[k] ?? Number.NaN;
    });
  }
  return parameters;
}
