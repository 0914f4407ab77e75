import type { NodeIndex } from '../../contract/index.ts';
import { ownSlopes } from '../linear.ts';
import { isVarying, type System } from '../system.ts';
import { holdClamped, type Integrator, refusesNoise } from './integrator.ts';

/** Phi = (e^(A dt) - 1)/A as a slot that is computed once, for a slope of parameters only. */
function propagatorSlot(system: System, slope: NodeIndex, name: string): NodeIndex {
  const { parameter, node } = system.addSlot(`Phi_${name}`);
  const matrix = system.builder.extract([slope]);
  system.addPropagator({ matrix, order: 1, entries: [{ which: 'Phi', row: 0, column: 0, parameter }] });
  return node;
}

/**
 * Each equation x' = A x + B alone, with A and B from the old values of the others: x + expm1(A dt) (x + B/A), written as
 * x + f dt exprel(A dt), f = A x + B, which also holds at A = 0.
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
      const constant = !builder.reads(slope, isVarying);
      const average =
        constant && builder.valueOf(slope) === null
          ? propagatorSlot(system, slope, system.names[i] ?? '')
          : builder.mul(step, builder.unary('exprel', builder.mul(slope, step)));
      return builder.add(state, builder.mul(average, rates[i] ?? step));
    });
    return holdClamped(system, next);
  },
};
