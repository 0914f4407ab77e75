import type { NodeIndex } from '../../contract/index.ts';
import { type NoisyRate, noisyRates } from '../noise.ts';
import type { System } from '../system.ts';
import { advance, BEGINNING, brownianIncrement, type Integrator, stirred, strengthsAt } from './integrator.ts';

/**
 * Brian2's `milstein`, without derivatives: x + dt f + g dW + dW^2/(2 sqrt(dt)) (g(x + dt f + sqrt(dt) g) - g). For diagonal
 * noise in Stratonovich's sense. Since dW^2 also multiplies what the drift changes in g, its mean errs by a term of order 1/2
 * where there is a drift; without one its strong order is 1.
 */
export const milstein: Integrator = {
  name: 'milstein',
  label: 'Milstein (Stratonovich)',
  order: 1,
  times: BEGINNING,
  calculus: 'Stratonovich',
  refuses: notDiagonal,
  update(system) {
    const { builder, dtMs, states, time } = system;
    const rates = noisyRates(system, system.heldDerivatives(states, time));
    const drifts = rates.map(({ drift }) => drift);
    const drifted = advance(system, drifts, dtMs);
    let next: readonly NodeIndex[] = drifted;
    for (const noise of system.noises.named) {
      const strengths = rates.map((rate) => rate.strengths.get(noise.xi) ?? builder.constant(0));
      const increment = brownianIncrement(system, noise);
      const support = stirred(system, drifted, strengths, builder.constant(Math.sqrt(dtMs)));
      const later = strengthsAt(system, strengths, support, time);
      const slopes = strengths.map((strength, k) => builder.sub(later[k] ?? strength, strength));
      const square = builder.mul(builder.constant(0.5 / Math.sqrt(dtMs)), builder.mul(increment, increment));
      next = stirred(system, stirred(system, next, strengths, increment), slopes, square);
    }
    return next;
  },
};

/** Diagonal: each noise is in one equation, at most one in an equation, and no strength reads another state that has noise. */
function notDiagonal(system: System): string | null {
  const rates = noisyRates(system, system.derivatives(system.states, system.time));
  const need = 'needs noise of its own for each equation';
  for (const [k, { strengths }] of rates.entries()) {
    const equation = `d${system.names[k]}/dt`;
    if (strengths.size > 1) return `${need}, and ${equation} reads several; "heun" can take it`;
    const [[xi, strength] = []] = strengths;
    if (xi === undefined || strength === undefined) continue;
    const others = rates.flatMap((rate, j) => (j === k ? [] : [{ rate, j }]));
    if (others.some(({ rate }) => rate.strengths.has(xi)))
      return `${need}, and that of ${equation} is in another equation too; "heun" can take it`;
    const driving = others.find(({ rate, j }) => rate.strengths.size > 0 && readsState(system, strength, j));
    if (driving !== undefined)
      return `${need}, and its strength in ${equation} depends on ${system.names[driving.j]}, which has noise too; "heun" can take it`;
  }
  return null;
}

const readsState = ({ builder }: System, strength: NoisyRate['drift'], index: number): boolean =>
  builder.reads(strength, (node) => node.op === 'state' && node.index === index);
