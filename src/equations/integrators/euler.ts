import { advance, holdClamped, type Integrator } from './integrator.ts';

/** x + dt f(x, t); with noise xi this is the Euler-Maruyama scheme. */
export const euler: Integrator = {
  name: 'euler',
  order: 1,
  refuses: () => null,
  update: (system) => holdClamped(system, advance(system, system.derivatives(system.states, system.time), system.dtMs)),
};
