import { belowThreshold, type Integrator, refusesNoise, SIMPSON } from './integrator.ts';
import { rungeKutta4 } from './rk4.ts';

/**
 * The classical method where the states that its stages try out do not pass the threshold at which the membrane is reset. A
 * stage that ran ahead into the upstroke of a spike would throw off what reads the membrane, such as an adaptation, and end
 * beyond all numbers; the membrane itself is reset. Where no stage passes the threshold it is the classical method to the bit. The equations that it
 * solves beyond the threshold are those at the threshold, and they cross it when the model's own do.
 */
export const rk4BelowThreshold: Integrator = {
  name: 'rk4_below_threshold',
  label: 'Runge–Kutta 4 below threshold',
  order: 4,
  times: SIMPSON,
  refuses(system) {
    if (system.ceiling === null) return 'needs a threshold such as v > V_cut that a reset such as v = V_reset follows';
    return refusesNoise(system);
  },
  update: (system) => rungeKutta4(system, (tried) => belowThreshold(system, tried)),
};
