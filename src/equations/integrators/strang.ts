import type { NodeIndex, ProgramNode } from '../../contract/index.ts';
import { closedForm, ownForms } from '../linear.ts';
import type { System } from '../system.ts';
import { type Integrator, MIDDLE, refusesNoise } from './integrator.ts';
import { propagate } from './joint-propagators.ts';
import { ownFlow } from './own-flow.ts';
import { HALF, type Part, WHOLE } from './part.ts';

const NOTHING_HELD: ReadonlySet<never> = new Set();

const ELEMENTARY: ReadonlySet<ProgramNode['op']> = new Set([
  ...(['exp', 'expm1', 'log', 'log1p', 'sin', 'cos', 'tanh', 'exprel', 'bernoulli', 'pow'] as const),
]);

/**
 * The symmetric composition of the solutions of each equation alone (Strang, SIAM J Numer Anal 5 (1968) 506): some by half a step,
 * the others by a whole step, and the first again in reverse. What an equation reads of the others is as new as they are, and time
 * is that of the middle of the step, so that the order is 2. Of a membrane and its gates the membrane takes the halves, since the
 * gates cost more; of a membrane and conductances, these. Equations that are linear and read only each other, such as a synapse's,
 * are solved together.
 */
export const strang: Integrator = {
  name: 'strang',
  label: 'exponential, order 2 (Strang)',
  order: 2,
  times: MIDDLE,
  refuses(system) {
    const forms = ownForms(system, NOTHING_HELD);
    return refusesNoise(system) ?? (typeof forms === 'string' ? forms : null);
  },
  update(system) {
    const forms = ownForms(system, NOTHING_HELD);
    if (typeof forms === 'string') throw new RangeError(forms);
    return compose(system, (i, part) => {
      const form = forms[i];
      return form === undefined ? null : ownFlow(system, i, form, part);
    });
  },
};

/** The new value of a state where its equation alone acts for a part of a step; null: it has no equation. */
type FlowOf = (state: number, part: Part) => NodeIndex | null;

/** The composition of what each equation alone does. */
export function compose(system: System, flowOf: FlowOf): readonly NodeIndex[] {
  const { members, form } = closedForm(system);
  const alone = [...system.states.keys()].filter((i) => !members.includes(i));
  const hub = mostReading(system, alone);
  const chains = propagate(system, form, members, hub === null ? WHOLE : HALF);
  if (hub === null) return system.states.map((state, i) => chains.get(i) ?? state);
  const rest = alone.filter((i) => i !== hub);
  const hubTwice = independent(system, rest) && cost(system, rest) > cost(system, [hub]);
  const halves = [chains, ...flows(flowOf, hubTwice ? [hub] : rest, HALF)];
  const wholes = flows(flowOf, hubTwice ? rest : [hub], WHOLE);
  return [...halves, ...wholes, ...halves.toReversed()].reduce(
    (present, flow) => after(system, present, flow),
    system.states,
  );
}

/** The new values of some states as functions of the values of all, at the start of the step. */
type Flow = ReadonlyMap<number, NodeIndex>;

/** Of the equations given, the one that reads most other states, and of several the first: in a neuron the membrane's. */
function mostReading(system: System, equations: readonly number[]): number | null {
  const { states } = system;
  const count = (i: number): number => states.filter((_, j) => j !== i && isRead(system, i, j)).length;
  return equations.reduce<number | null>((most, i) => (most === null || count(i) > count(most) ? i : most), null);
}

/** Whether no equation reads the state of another, so that they may be solved in any order. */
function independent(system: System, equations: readonly number[]): boolean {
  return equations.every((i) => equations.every((j) => i === j || !isRead(system, i, j)));
}

/** Whether equation i reads state j. */
function isRead({ builder, derivatives, states, time }: System, i: number, j: number): boolean {
  const rate = derivatives(states, time)[i];
  return rate !== undefined && builder.reads(rate, (node) => node.op === 'state' && node.index === j);
}

/** Number of elementary functions in the right-hand sides: the most of what they cost. */
function cost({ builder, derivatives, states, time }: System, equations: readonly number[]): number {
  const rates = derivatives(states, time);
  const { nodes } = builder.extract(equations.flatMap((i) => rates[i] ?? []));
  return nodes.filter(({ op }) => ELEMENTARY.has(op)).length;
}

function flows(flowOf: FlowOf, equations: readonly number[], part: Part): Flow[] {
  return equations.map((i) => {
    const next = flowOf(i, part);
    return new Map(next === null ? [] : [[i, next]]);
  });
}

/** The values of all states after a flow from present ones, in the middle of the step; clamped states are held. */
function after(system: System, present: readonly NodeIndex[], flow: Flow): readonly NodeIndex[] {
  const { builder, clamped, dtMs, notRefractory, states, time } = system;
  const values = states.map((state, i): [NodeIndex, NodeIndex] => [state, present[i] ?? state]);
  const middle = builder.add(time, builder.constant(dtMs / 2));
  const replacements = new Map([...values, [time, middle]]);
  return present.map((value, i) => {
    const next = flow.get(i);
    if (next === undefined) return value;
    const moved = builder.rebuild(next, replacements);
    return clamped[i] ? builder.select(notRefractory, moved, states[i] ?? value) : moved;
  });
}
