import { STEPS } from '../dependence.ts';
import { ownForms } from '../linear.ts';
import { BEGINNING, holdClamped, type Integrator, refusesNoise } from './integrator.ts';
import { ownFlow } from './own-flow.ts';
import { WHOLE } from './part.ts';

/**
 * Each equation x' = A x + B alone, with A and B from the values at the start of the step: of the other states, and, as Brian2
 * does, of conditions on the own one.
 */
export const exponentialEuler: Integrator = {
  name: 'exponential_euler',
  label: 'exponential Euler',
  order: 1,
  times: BEGINNING,
  refuses(system) {
    const forms = ownForms(system, STEPS);
    return refusesNoise(system) ?? (typeof forms === 'string' ? forms : null);
  },
  update(system) {
    const forms = ownForms(system, STEPS);
    if (typeof forms === 'string') throw new RangeError(forms);
    return holdClamped(
      system,
      forms.map((form, i) => ownFlow(system, i, form, WHOLE)),
    );
  },
};
