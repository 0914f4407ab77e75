import type { Integrator } from './integrator.ts';

/**
 * Euler's method, state after state in the order of the equations: each advances from the values that those before it already
 * have. Published programs of the Izhikevich model advance v, then u with the new v. With noise xi each state's own step is
 * Euler and Maruyama's.
 */
export const sequentialEuler: Integrator = {
  name: 'sequential_euler',
  order: 1,
  refuses: () => null,
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
