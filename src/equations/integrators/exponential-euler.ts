import type { NodeIndex } from '../../contract/index.ts';
import { ownSlopes, withoutStates } from '../linear.ts';
import type { System } from '../system.ts';
import { holdClamped, type Integrator, refusesNoise } from './integrator.ts';

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
 * Each equation x' = A x + B alone, with A and B from the old values of the others: x + expm1(A dt) (x + B/A), written as
 * x + (A x + B) dt / bernoulli(A dt), bernoulli(z) = z/(e^z - 1), which also holds at A = 0.
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
    const next = states.map((state, i) => {
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
