import type { Integrator as IntegratorName } from '../../contract/index.ts';
import type { System } from '../system.ts';
import { euler } from './euler.ts';
import { exact } from './exact.ts';
import { exponentialEuler } from './exponential-euler.ts';
import { exponentialMidpoint } from './exponential-midpoint.ts';
import { heun } from './heun.ts';
import type { Integrator } from './integrator.ts';
import { milstein } from './milstein.ts';
import { rk2 } from './rk2.ts';
import { rk4 } from './rk4.ts';
import { rk4BelowThreshold } from './rk4-below-threshold.ts';
import { sequentialEuler } from './sequential-euler.ts';
import { stochasticHeun } from './stochastic-heun.ts';
import { strang } from './strang.ts';

export type { Integrator } from './integrator.ts';

/** Every method, in the order in which a list of them reads best. */
export const integrators: readonly Integrator[] = [
  exact,
  strang,
  exponentialMidpoint,
  exponentialEuler,
  euler,
  sequentialEuler,
  rk2,
  rk4,
  rk4BelowThreshold,
  stochasticHeun,
  heun,
  milstein,
];

export function findIntegrator(name: IntegratorName): Integrator {
  const found = integrators.find((integrator) => integrator.name === name);
  if (!found) throw new RangeError(`No integrator ${name}.`);
  return found;
}

/**
 * Exact where the system is linear, Strang's composition where each equation is in its own state, RK4 else, below the threshold
 * where a state is reset; with noise, Heun where it is not exact.
 */
export function defaultIntegrator(system: System): Integrator {
  const choices = [exact, strang, rk4BelowThreshold, rk4];
  return choices.find((integrator) => integrator.refuses(system) === null) ?? stochasticHeun;
}
