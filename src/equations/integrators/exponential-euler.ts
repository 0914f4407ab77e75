import type { NodeIndex } from '../../contract/index.ts';
import { differentiate } from '../derivative.ts';
import { ownSlopes, withoutStates } from '../linear.ts';
import type { System } from '../system.ts';
import { holdClamped, type Integrator, refusesNoise } from './integrator.ts';
import { components, influences, propagate } from './joint-propagators.ts';

/** P = e^(A dt) or Phi = (e^(A dt) - 1)/A as a slot that is computed once, for a slope of parameters only. */
function propagatorSlot(system: System, slope: NodeIndex, which: 'P' | 'Phi', name: string): NodeIndex {
  const { parameter, node } = system.addSlot(`${which}_${name}`);
  const matrix = system.builder.extract([slope]);
  system.addPropagator({ matrix, order: 1, entries: [{ which, row: 0, column: 0, parameter }] });
  return node;
}

/** The rate as A x + B, with the factor that both share taken out: the slope is known already. */
function ownForm(
  { builder, states }: System,
  i: number,
  rate: NodeIndex,
  slope: NodeIndex,
  rest: NodeIndex,
): NodeIndex {
  const state = states[i] ?? rate;
  const a = builder.factors(slope);
  const b = builder.factors(rest);
  if (a.varying === null || b.varying === null || a.fixed === null || a.fixed !== b.fixed) return rate;
  return builder.mul(builder.add(builder.mul(a.varying, state), b.varying), a.fixed);
}

/**
 * Chains of linear equations that nothing else of the system enters, such as the two states of an alpha function: their
 * solution over the step is exact, and costs no more than one by one. At least two states a chain, none of them clamped.
 */
function chains(system: System, rates: readonly NodeIndex[]): Map<number, NodeIndex> {
  const { builder, states, clamped } = system;
  const zero = builder.constant(0);
  const matrix = rates.map((rate) => states.map((state) => differentiate(builder, rate, state)));
  const homogeneous = (i: number): boolean =>
    !clamped[i] &&
    (matrix[i] ?? []).every((entry) => !builder.varies(entry)) &&
    builder.isConstant(withoutStates(system, rates[i] ?? zero, states), 0);
  let closed = states.flatMap((_, i) => (homogeneous(i) ? [i] : []));
  for (let before = -1; before !== closed.length; ) {
    before = closed.length;
    closed = closed.filter((i) =>
      (matrix[i] ?? []).every((entry, j) => builder.isConstant(entry, 0) || closed.includes(j)),
    );
  }
  const among = matrix.map((row, i) => row.map((entry) => (closed.includes(i) ? entry : zero)));
  const none = states.map(() => zero);
  const rows = components(influences(system, among)).filter(({ length }) => length > 1);
  return propagate(system, { matrix: among, offset: none, middle: none, end: none }, rows.flat(), '');
}

/**
 * Each equation x' = A x + B alone, with A and B from the old values of the others: x + expm1(A dt) (x + B/A), written as
 * x + (A x + B) dt / bernoulli(A dt), bernoulli(z) = z/(e^z - 1), which also holds at A = 0. Linear chains are solved together.
 */
export const exponentialEuler: Integrator = {
  name: 'exponential_euler',
  order: 1,
  refuses(system) {
    const slopes = ownSlopes(system);
    return refusesNoise(system) ?? (typeof slopes === 'string' ? slopes : null);
  },
  update(system) {
    const { builder, dtMs, states } = system;
    const slopes = ownSlopes(system);
    if (typeof slopes === 'string') throw new RangeError(slopes);
    const rates = system.derivatives(states, system.time);
    const step = builder.constant(dtMs);
    const together = chains(system, rates);
    const next = states.map((state, i) => {
      const solved = together.get(i);
      if (solved !== undefined) return solved;
      const slope = slopes[i] ?? step;
      const rate = rates[i] ?? step;
      const name = system.names[i] ?? '';
      if (builder.varies(slope) || builder.valueOf(slope) !== null) {
        const divisor = builder.unary('bernoulliNearZero', builder.gatheredProduct(slope, step));
        return builder.add(
          state,
          builder.div(
            builder.gatheredProduct(ownForm(system, i, rate, slope, withoutStates(system, rate, [state])), step),
            divisor,
          ),
        );
      }
      // A pure decay needs no sum.
      if (builder.isConstant(withoutStates(system, rate, [state]), 0))
        return builder.mul(propagatorSlot(system, slope, 'P', name), state);
      return builder.add(state, builder.mul(propagatorSlot(system, slope, 'Phi', name), rate));
    });
    return holdClamped(system, next);
  },
};
