import type { NodeIndex } from '../../contract/index.ts';
import type { OwnForm } from '../linear.ts';
import type { System } from '../system.ts';
import type { Part } from './part.ts';

/**
 * State i after a part of a step of x' = A x + B, solved exactly with A and B as they are: x + expm1(A h) (x + B/A), written as
 * x + (A x + B) h / bernoulli(A h), bernoulli(z) = z/(e^z - 1), which also holds at A = 0.
 */
export function ownFlow(system: System, i: number, { rate, slope, rest }: OwnForm, part: Part): NodeIndex {
  const { builder, dtMs, states } = system;
  const state = states[i] ?? rate;
  const step = builder.constant(dtMs * part.fraction);
  if (builder.varies(slope) || builder.valueOf(slope) !== null) {
    const divisor = builder.unary('bernoulliNearZero', builder.gatheredProduct(slope, step));
    return builder.add(
      state,
      builder.div(builder.gatheredProduct(gathered(system, state, rate, slope, rest), step), divisor),
    );
  }
  // A pure decay needs no sum.
  if (builder.isConstant(rest, 0)) return builder.mul(propagatorSlot(system, i, slope, 'P', part), state);
  const weight = builder.mul(propagatorSlot(system, i, slope, 'Phi', part), builder.constant(part.fraction));
  return builder.add(state, builder.mul(weight, rate));
}

/** The rate as A x + B, with the factor that both share taken out: the slope is known already. */
function gathered(
  { builder }: System,
  state: NodeIndex,
  rate: NodeIndex,
  slope: NodeIndex,
  rest: NodeIndex,
): NodeIndex {
  const a = builder.factors(slope);
  const b = builder.factors(rest);
  if (a.varying === null || b.varying === null || a.fixed === null || a.fixed !== b.fixed) return rate;
  return builder.mul(builder.add(builder.mul(a.varying, state), b.varying), a.fixed);
}

/** P = e^(A dt) or Phi = (e^(A dt) - 1)/A of the part's A, as a slot that is computed once, for a slope of parameters only. */
function propagatorSlot(system: System, i: number, slope: NodeIndex, which: 'P' | 'Phi', part: Part): NodeIndex {
  const { builder } = system;
  const { parameter, node } = system.addSlot(`${which}_${part.prefix}${system.names[i] ?? ''}`);
  const matrix = builder.extract([builder.mul(slope, builder.constant(part.fraction))]);
  system.addPropagator({ matrix, order: 1, entries: [{ which, row: 0, column: 0, parameter }] });
  return node;
}
