import { advance, BEGINNING, EULER, holdClamped, type Integrator } from './integrator.ts';

/** x + dt f(x, t); with noise xi this is the Euler-Maruyama scheme, which takes multiplicative noise in Ito's sense. */
export const euler: Integrator = {
  ...EULER,
  order: 1,
  times: BEGINNING,
  calculus: 'Ito',
  refuses: () => null,
  update: (system) => holdClamped(system, advance(system, system.derivatives(system.states, system.time), system.dtMs)),
};
