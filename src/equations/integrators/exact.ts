import { type LinearForm, linearForm } from '../linear.ts';
import type { System } from '../system.ts';
import type { Integrator } from './integrator.ts';
import { influences, propagate } from './joint-propagators.ts';

/** The form during the refractory period: the clamped states stand still. */
function clampedForm(system: System, form: LinearForm): LinearForm {
  const zero = system.builder.constant(0);
  const open = (offset: LinearForm['offset']) => offset.map((entry, i) => (system.clamped[i] ? zero : entry));
  return {
    matrix: form.matrix.map((row, i) => (system.clamped[i] ? row.map(() => zero) : row)),
    offset: open(form.offset),
    middle: open(form.middle),
    end: open(form.end),
  };
}

/**
 * The solution of the joint linear system over a step, inputs held: x <- P x + Phi b. Where time enters b, the solution for the
 * parabola through its values at the beginning, the middle and the end of the step, which is of order 4. States that are clamped, or that a clamped
 * state drives, have one propagator outside the refractory period and another within it.
 */
export const exact: Integrator = {
  name: 'exact',
  order: Number.POSITIVE_INFINITY,
  refuses(system) {
    const form = linearForm(system);
    return typeof form === 'string' ? form : null;
  },
  update(system) {
    const form = linearForm(system);
    if (typeof form === 'string') throw new RangeError(form);
    const all = system.states.map((_, i) => i);
    const free = propagate(system, form, all, '');
    const reach = influences(system, form.matrix);
    const touched = all.filter((i) => all.some((j) => system.clamped[j] && reach[i]?.[j]));
    const held = propagate(system, clampedForm(system, form), touched, '_refractory');
    return system.states.map((state, i) => {
      const value = free.get(i) ?? state;
      const within = held.get(i);
      return within === undefined ? value : system.builder.select(system.notRefractory, value, within);
    });
  },
};
