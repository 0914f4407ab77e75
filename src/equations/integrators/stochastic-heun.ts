import { advance, belowThreshold, type Integrator, STOCHASTIC_HEUN, stage } from './integrator.ts';

/**
 * Heun's method with the noise of the step as a constant: x + dt/2 (f(x, t) + f(y, t + dt)), y = x + dt f(x, t), f with xi; y not
 * beyond a threshold at which it is reset. Of
 * order 2 without noise and, in law, with additive noise; multiplicative noise is taken in Stratonovich's sense, in law of
 * order 1 (Rümelin, SIAM J Numer Anal 19 (1982) 604; Kloeden and Platen, Numerical Solution of SDE (1992), 15.1).
 */
export const stochasticHeun: Integrator = {
  ...STOCHASTIC_HEUN,
  order: 2,
  times: [0.5, 0, 0.5],
  calculus: 'Stratonovich',
  refuses: () => null,
  update(system) {
    const { builder, dtMs, states, time } = system;
    const end = builder.add(time, builder.constant(dtMs));
    const start = system.heldDerivatives(states, time);
    const later = system.heldDerivatives(belowThreshold(system, stage(system, start, dtMs)), end);
    const sums = start.map((rate, k) => builder.add(rate, later[k] ?? rate));
    return advance(system, sums, dtMs / 2);
  },
};
