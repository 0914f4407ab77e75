import { type Integrator, refusesNoise } from './integrator.ts';
import { rungeKutta4 } from './rk4.ts';

/**
 * The classical method where the states that its stages try out do not pass the threshold at which the membrane is reset. A
 * stage that ran ahead into the upstroke of a spike would throw off what reads the membrane, such as an adaptation; the
 * membrane itself is reset. Where no stage passes the threshold it is the classical method to the bit. The equations that it
 * solves beyond the threshold are those at the threshold, and they cross it when the model's own do.
 */
export const rk4BelowThreshold: Integrator = {
  name: 'rk4_below_threshold',
  label: 'Runge–Kutta 4 below threshold',
  order: 4,
  refuses(system) {
    if (system.ceiling === null) return 'needs a threshold such as v > V_cut that a reset such as v = V_reset follows';
    return refusesNoise(system);
  },
  update(system) {
    const { builder, ceiling } = system;
    return rungeKutta4(system, (tried) =>
      tried.map((node, k) => {
        const shift = builder.shifts.get(node);
        if (ceiling?.state !== k || shift === undefined) return node;
        // The increment is what is bounded, so that a stage within the bound stays the sum that it is.
        const increment = builder.binary('min', shift.increment, builder.sub(ceiling.value, shift.base));
        const bounded = builder.add(shift.base, increment);
        builder.shifts.set(bounded, { ...shift, increment });
        return bounded;
      }),
    );
  },
};
