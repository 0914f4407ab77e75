import type { NodeIndex } from '../../contract/index.ts';
import { type LinearForm, linearForm } from '../linear.ts';
import { noiseKind, withoutNoise } from '../noise.ts';
import type { System } from '../system.ts';
import { type Integrator, SIMPSON } from './integrator.ts';
import { influences, propagate } from './joint-propagators.ts';
import { fixedStrengths, kicked, kicks } from './linear-noise.ts';
import { WHOLE } from './part.ts';

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

/** What noise adds to each state in a step, outside the refractory period and, of the states in `touched`, within it. */
function noiseOf(
  system: System,
  form: LinearForm,
  touched: readonly number[],
): Record<'free' | 'held', Map<number, NodeIndex>> {
  const strengths = fixedStrengths(system);
  if (typeof strengths === 'string') throw new RangeError(strengths);
  const all = system.states.map((_, i) => i);
  const zero = system.builder.constant(0);
  const sets = kicked(system, form, strengths, touched);
  const still = strengths.map((row, i) => (system.clamped[i] ? row.map(() => zero) : row));
  return {
    free: kicks(system, form, strengths, sets, all, ''),
    held: kicks(system, clampedForm(system, form), still, sets, touched, '_refractory'),
  };
}

/**
 * The solution of the joint linear system over a step, inputs held: x <- P x + Phi b. Where time enters b, the solution for the
 * parabola through its values at the beginning, the middle and the end of the step, which is of order 4. With additive noise L z
 * is added, which has the law of the solution whatever the step (Gillespie, Phys Rev E 54 (1996) 2084). States that are clamped,
 * or that a clamped state drives, have one propagator outside the refractory period and another within it.
 */
export const exact: Integrator = {
  name: 'exact',
  label: 'exact (terms of time to order 4)',
  order: Number.POSITIVE_INFINITY,
  times: SIMPSON,
  refuses(system) {
    if (noiseKind(system) === 'multiplicative')
      return 'needs noise of a fixed strength, and it depends on the states here';
    const strengths = fixedStrengths(system);
    if (typeof strengths === 'string') return strengths;
    const form = linearForm(withoutNoise(system));
    return typeof form === 'string' ? form : null;
  },
  update(system) {
    const form = linearForm(withoutNoise(system));
    if (typeof form === 'string') throw new RangeError(form);
    const all = system.states.map((_, i) => i);
    const free = propagate(system, form, all, WHOLE);
    const reach = influences(system, form.matrix);
    const touched = all.filter((i) => all.some((j) => system.clamped[j] && reach[i]?.[j]));
    const held = propagate(system, clampedForm(system, form), touched, { ...WHOLE, prefix: 'refractory_' });
    const noise = noiseOf(system, form, touched);
    const added = (which: 'free' | 'held', i: number, value: NodeIndex): NodeIndex => {
      const kick = noise[which].get(i);
      return kick === undefined ? value : system.builder.add(value, kick);
    };
    return system.states.map((state, i) => {
      const value = added('free', i, free.get(i) ?? state);
      const within = held.get(i);
      return within === undefined
        ? value
        : system.builder.select(system.notRefractory, value, added('held', i, within));
    });
  },
};
