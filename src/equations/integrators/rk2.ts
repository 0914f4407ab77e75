import { advance, type Integrator, MIDDLE, refusesNoise, stage } from './integrator.ts';

/** The midpoint rule: x + dt f(x + dt/2 f(x, t), t + dt/2). */
export const rk2: Integrator = {
  name: 'rk2',
  label: 'Runge–Kutta 2',
  order: 2,
  times: MIDDLE,
  refuses: refusesNoise,
  update(system) {
    const { builder, dtMs, states, time } = system;
    const half = builder.add(time, builder.constant(dtMs / 2));
    const start = system.heldDerivatives(states, time);
    return advance(system, system.heldDerivatives(stage(system, start, dtMs / 2), half), dtMs);
  },
};
