import type { NodeIndex } from '../../contract/index.ts';
import { type OwnForm, quasiLinearForms } from '../linear.ts';
import type { System } from '../system.ts';
import { type Integrator, MIDDLE, refusesNoise } from './integrator.ts';
import { ownFlow } from './own-flow.ts';
import type { Part } from './part.ts';
import { compose } from './strang.ts';

/**
 * Strang's composition where an equation is not linear in its own state, as a membrane's whose sodium activation follows it at
 * once. Such an equation is taken as x' = A(x) x + B(x) and solved with A and B of the middle of its part of the step, where a
 * step with those of the start leads: the exponential midpoint method of order 2 (Börgers and Nectow, SIAM J Sci Comput 35 (2013)
 * B623). A membrane stays between its reversal potentials however fast a spike falls.
 */
export const exponentialMidpoint: Integrator = {
  name: 'exponential_midpoint',
  label: 'exponential midpoint, order 2',
  order: 2,
  times: MIDDLE,
  refuses: refusesNoise,
  update(system) {
    const forms = quasiLinearForms(system);
    return compose(system, (i, part) => {
      const form = forms[i];
      if (form === undefined) return null;
      return isLinear(system, i, form) ? ownFlow(system, i, form, part) : midpointFlow(system, i, form, part);
    });
  },
};

function isLinear({ builder, states }: System, i: number, { slope, rest }: OwnForm): boolean {
  const reads = (node: NodeIndex): boolean => builder.reads(node, (leaf) => leaf.op === 'state' && leaf.index === i);
  return states[i] === undefined || !(reads(slope) || reads(rest));
}

function midpointFlow(system: System, i: number, form: OwnForm, part: Part): NodeIndex {
  const { builder, states } = system;
  const state = states[i] ?? form.rate;
  const middle = ownFlow(system, i, form, { ...part, fraction: part.fraction / 2 });
  const at = (node: NodeIndex): NodeIndex => builder.rebuild(node, new Map([[state, middle]]));
  const [slope, rest] = [at(form.slope), at(form.rest)];
  return ownFlow(system, i, { rate: builder.add(builder.mul(slope, state), rest), slope, rest }, part);
}
