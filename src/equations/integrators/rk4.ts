import type { NodeIndex } from '../../contract/index.ts';
import type { System } from '../system.ts';
import { type Integrator, refusesNoise, SIMPSON, stage } from './integrator.ts';

/** The classical method of Runge and Kutta: x + k1/6 + k2/3 + k3/3 + k4/6, in the order of Brian2's sum. */
export const rk4: Integrator = {
  name: 'rk4',
  label: 'Runge–Kutta 4',
  order: 4,
  times: SIMPSON,
  refuses: refusesNoise,
  update: (system) => rungeKutta4(system, (tried) => tried),
};

/** The method, with the states that a stage tries out put where `within` has them. */
export function rungeKutta4(
  system: System,
  within: (tried: readonly NodeIndex[]) => readonly NodeIndex[],
): readonly NodeIndex[] {
  const { builder, dtMs, states, time } = system;
  const half = builder.add(time, builder.constant(dtMs / 2));
  const end = builder.add(time, builder.constant(dtMs));
  const k1 = system.heldDerivatives(states, time);
  const k2 = system.heldDerivatives(within(stage(system, k1, dtMs / 2)), half);
  const k3 = system.heldDerivatives(within(stage(system, k2, dtMs / 2)), half);
  const k4 = system.heldDerivatives(within(stage(system, k3, dtMs)), end);
  return states.map((state, i) => {
    const weighted = [k1, k2, k3, k4].map((rates, k) => {
      const weight = builder.constant(k === 0 || k === 3 ? 1 / 6 : 1 / 3);
      return builder.mul(weight, builder.mul(builder.constant(dtMs), rates[i] ?? state));
    });
    return builder.add(
      weighted.reduce((sum, term) => builder.add(sum, term)),
      state,
    );
  });
}
