import type { NodeIndex, ProgramNode } from '../contract/index.ts';
import { dependence } from './dependence.ts';
import { differentiate } from './derivative.ts';
import { calledOf, EULER } from './integrators/integrator.ts';
import type { System } from './system.ts';

/** x' = A x + b with A of parameters only; b may have inputs, which are constant within a step, and terms of time. */
export interface LinearForm {
  readonly matrix: readonly (readonly NodeIndex[])[];
  readonly offset: readonly NodeIndex[];
  /** b in the middle and at the end of the step; they differ from `offset` where time enters. */
  readonly middle: readonly NodeIndex[];
  readonly end: readonly NodeIndex[];
}

/** An equation alone, x' = slope x + rest, where the other states are numbers that are given. */
export interface OwnForm {
  readonly rate: NodeIndex;
  readonly slope: NodeIndex;
  readonly rest: NodeIndex;
}

/** The linear form, or the end of a sentence that says why there is none. */
export function linearForm(system: System): LinearForm | string {
  const { builder, states } = system;
  const rates = system.derivatives(states, system.time);
  const matrix: (readonly NodeIndex[])[] = [];
  for (const [i, rate] of rates.entries()) {
    const row = chance(system, rate) ?? coefficients(system, i, rate);
    if (typeof row === 'string') return row;
    matrix.push(row);
  }
  const offsetAt = (steps: number) => {
    const time = builder.add(system.time, builder.constant(steps * system.dtMs));
    return system.derivatives(states, time).map((rate) => withoutStates(system, rate, states));
  };
  return { matrix, offset: offsetAt(0), middle: offsetAt(0.5), end: offsetAt(1) };
}

/**
 * Each equation x' = slope x + rest where slope and rest may read x: in a product a factor that is not linear in x is part of the
 * slope, as m_inf(v)^3 h is in m_inf(v)^3 h (E - v), and what is no product is part of the rest. Of linear equations it is the own form.
 */
export function quasiLinearForms(system: System): OwnForm[] {
  const { builder, states } = system;
  return system.derivatives(states, system.time).map((rate, i) => {
    const state = states[i] ?? rate;
    const zero = builder.constant(0);
    const split = (node: NodeIndex): Pick<OwnForm, 'slope' | 'rest'> => {
      if (dependence(builder, node, [state]) !== 'other')
        return { slope: differentiate(builder, node, state), rest: withoutStates(system, node, [state]) };
      const parts = builder.nodes[node];
      const times = (factor: NodeIndex, { slope, rest }: Pick<OwnForm, 'slope' | 'rest'>) => ({
        slope: builder.mul(slope, factor),
        rest: builder.mul(rest, factor),
      });
      switch (parts?.op) {
        case 'add':
        case 'sub': {
          const [a, b] = [split(parts.a), split(parts.b)];
          return {
            slope: builder.binary(parts.op, a.slope, b.slope),
            rest: builder.binary(parts.op, a.rest, b.rest),
          };
        }
        case 'neg':
          return times(builder.constant(-1), split(parts.a));
        case 'mul': {
          const [kept, factor] =
            dependence(builder, parts.b, [state]) === 'affine' ? [parts.b, parts.a] : [parts.a, parts.b];
          return times(factor, split(kept));
        }
        case 'div':
          return times(builder.div(builder.constant(1), parts.b), split(parts.a));
        default:
          return { slope: zero, rest: node };
      }
    };
    return { rate, ...split(rate) };
  });
}

function chance({ builder }: System, rate: NodeIndex): string | null {
  return builder.reads(rate, ({ op }) => op === 'normal')
    ? `cannot integrate the noise "xi"; ${calledOf(EULER)} can`
    : null;
}

/** The coefficient of each state in the rate of state i. */
function coefficients({ builder, names, states }: System, i: number, rate: NodeIndex): readonly NodeIndex[] | string {
  const refusal = (in_: string) =>
    `needs linear equations, and d${names[i]}/dt is not linear${in_} with fixed coefficients`;
  const curved = states.findIndex((state) => dependence(builder, rate, [state]) === 'other');
  if (curved >= 0) return refusal(` in ${names[curved]}`);
  const row = states.map((state) => differentiate(builder, rate, state));
  const varying = row.findIndex((entry) => builder.varies(entry));
  if (varying >= 0) return refusal(` in ${names[varying]}`);
  return dependence(builder, rate, states) === 'other' ? refusal('') : row;
}

/** A node with the leaves set to 0; it must be affine in them, but for what is kept as it is. */
function withoutStates(
  { builder }: System,
  node: NodeIndex,
  leaves: readonly NodeIndex[],
  kept: readonly NodeIndex[] = [],
): NodeIndex {
  const zero = builder.constant(0);
  const same = kept.map((index): [NodeIndex, NodeIndex] => [index, index]);
  const zeros = leaves.map((leaf): [NodeIndex, NodeIndex] => [leaf, zero]);
  return builder.rebuild(node, new Map([...same, ...zeros]));
}

/**
 * Each equation as linear in its own state, or why one is not. Operations that are `held` keep the value that they have at the
 * start; without them a condition on the own state is not linear.
 */
export function ownForms(system: System, held: ReadonlySet<ProgramNode['op']>): OwnForm[] | string {
  const { builder, states, names } = system;
  const rates = system.derivatives(states, system.time);
  const curved = rates.findIndex((rate, i) => dependence(builder, rate, states.slice(i, i + 1), held) === 'other');
  if (curved >= 0) return `needs d${names[curved]}/dt to be linear in ${names[curved]}, and it is not`;
  const kept = [...builder.nodes.keys()].filter((index) => held.has(builder.nodes[index]?.op ?? 'constant'));
  return rates.map((rate, i) => ({
    rate,
    slope: differentiate(builder, rate, states[i] ?? rate),
    rest: withoutStates(system, rate, states.slice(i, i + 1), kept),
  }));
}

/**
 * The equations that are linear with fixed coefficients and read only each other, such as the two states of an alpha function:
 * which states they are, and their form, in which the rows of all others are 0. Clamped states and equations that read the time are not among them.
 */
export function closedForm(system: System): { readonly members: readonly number[]; readonly form: LinearForm } {
  const { builder, clamped, states } = system;
  const zero = builder.constant(0);
  const rates = system.derivatives(states, system.time);
  const rows = rates.map((rate, i) => {
    const apart = clamped[i] || builder.reads(rate, ({ op }) => op === 'time');
    const row = apart ? '' : (chance(system, rate) ?? coefficients(system, i, rate));
    return typeof row === 'string' ? null : row;
  });
  let members = [...rows.keys()].filter((i) => rows[i] !== null);
  for (let before = -1; before !== members.length; ) {
    before = members.length;
    members = members.filter((i) => rows[i]?.every((entry, j) => builder.isConstant(entry, 0) || members.includes(j)));
  }
  const matrix = rows.map((row, i) => (row !== null && members.includes(i) ? row : states.map(() => zero)));
  const offset = rates.map((rate, i) => (members.includes(i) ? withoutStates(system, rate, states) : zero));
  return { members, form: { matrix, offset, middle: offset, end: offset } };
}
