import type { Program } from '../contract/index.ts';
import { DIMENSIONLESS } from '../units/index.ts';
import { ProgramBuilder } from './builder.ts';
import { differentiate } from './derivative.ts';
import { lowerExpression } from './lower-expression.ts';
import { createNoises } from './noises.ts';
import { parseEquations } from './parse.ts';
import { createScope } from './scope.ts';
import { createResolvers } from './system.ts';

/** How fast a state changes for each unit of the input. */
export interface InputGain {
  readonly state: string;
  /** One result, d(dx/dt)/d(input): of states and parameters by their places, and of time. */
  readonly gain: Program;
}

/**
 * The states of a model, in the model language, that an input drives directly: for `dv/dt = (E_L - v + R*I)/tau_m` and `I`, v with
 * R/tau_m. Where an equation is not linear in the input, the gain is that at 0. `places`: names of all states and parameters that
 * programs may read, in the order of the group's lists.
 */
export function inputGains(
  text: string,
  input: string,
  places: { readonly states: readonly string[]; readonly parameters: readonly string[] },
  dtMs: number,
): InputGain[] {
  const builder = new ProgramBuilder();
  const given = (name: string) => ({ name, dimension: DIMENSIONLESS });
  const scope = createScope(parseEquations(text).equations, places.parameters.map(given), [given(input)]);
  const states = scope.states.map(({ name }) => builder.leaf({ op: 'state', index: places.states.indexOf(name) }));
  const time = builder.leaf({ op: 'time' });
  const { evaluated } = createResolvers(builder, scope, dtMs, createNoises(builder, dtMs));
  const leaf = builder.leaf({ op: 'input', index: 0 });
  const absent = new Map([[leaf, builder.constant(0)]]);
  return scope.states.flatMap(({ name, expression }) => {
    if (expression === null) return [];
    const rate = lowerExpression(builder, expression, (inner) => evaluated(inner, states, time));
    const gain = builder.rebuild(differentiate(builder, rate, leaf), absent);
    return builder.isConstant(gain, 0) ? [] : [{ state: name, gain: builder.extract([gain]) }];
  });
}
