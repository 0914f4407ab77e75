import { noisyRates } from '../noise.ts';
import type { System } from '../system.ts';
import { BEGINNING, calledOf, type Integrator, STOCHASTIC_HEUN } from './integrator.ts';

/**
 * Euler's method, state after state in the order of the equations: each advances from the values that those before it already
 * have. Published programs of the Izhikevich model advance v, then u with the new v. With noise xi each state's own step is
 * Euler and Maruyama's, as long as no strength depends on what the same noise has already moved: that is in nobody's sense.
 */
export const sequentialEuler: Integrator = {
  name: 'sequential_euler',
  label: 'sequential Euler',
  order: 1,
  times: BEGINNING,
  calculus: 'Ito',
  refuses: noiseInSequence,
  update(system) {
    const { builder, clamped, dtMs, notRefractory, states, time } = system;
    const step = builder.constant(dtMs);
    const present = [...states];
    states.forEach((state, k) => {
      const rate = system.derivatives(present, time)[k] ?? builder.constant(0);
      const advanced = builder.add(state, builder.mul(step, rate));
      present[k] = clamped[k] ? builder.select(notRefractory, advanced, state) : advanced;
    });
    return present;
  },
};

function noiseInSequence(system: System): string | null {
  const { builder, names } = system;
  const rates = noisyRates(system, system.derivatives(system.states, system.time));
  for (const [k, { strengths }] of rates.entries()) {
    for (const [xi, strength] of strengths) {
      const before = rates.findIndex(
        (rate, j) =>
          j < k && rate.strengths.has(xi) && builder.reads(strength, (node) => node.op === 'state' && node.index === j),
      );
      if (before >= 0)
        return `cannot integrate the noise in d${names[k]}/dt: its strength depends on ${names[before]}, which the same noise has moved before; ${calledOf(STOCHASTIC_HEUN)} can`;
    }
  }
  return null;
}
