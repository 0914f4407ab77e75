import type { NodeIndex } from '../../contract/index.ts';
import { noisyRates } from '../noise.ts';
import { advance, BEGINNING, brownianIncrement, type Integrator, stirred, strengthsAt } from './integrator.ts';

/**
 * Brian2's `heun`: the drift by Euler's method, the noise by Heun's: x + dt f(x, t) + dW/2 (g(x, t) + g(x + g dW, t + dt)), each
 * noise by itself. Multiplicative noise is taken in Stratonovich's sense. Without noise it is Euler's method.
 */
export const heun: Integrator = {
  name: 'heun',
  label: 'Heun as in Brian2 (Stratonovich)',
  order: 1,
  times: BEGINNING,
  calculus: 'Stratonovich',
  refuses: () => null,
  update(system) {
    const { builder, dtMs, states, time } = system;
    const end = builder.add(time, builder.constant(dtMs));
    const rates = noisyRates(system, system.heldDerivatives(states, time));
    const drifts = rates.map(({ drift }) => drift);
    let next: readonly NodeIndex[] = advance(system, drifts, dtMs);
    for (const noise of system.noises.named) {
      const strengths = rates.map((rate) => rate.strengths.get(noise.xi) ?? builder.constant(0));
      const half = builder.mul(builder.constant(0.5), brownianIncrement(system, noise));
      const support = stirred(system, states, strengths, brownianIncrement(system, noise));
      const later = strengthsAt(system, strengths, support, end);
      const both = strengths.map((strength, k) => builder.add(strength, later[k] ?? strength));
      next = stirred(system, next, both, half);
    }
    return next;
  },
};
