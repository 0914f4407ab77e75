import { type LoweredGroup, type LowerInput, lowerGroup, parseEquations } from '../../src/equations/index.ts';
import { evaluateProgram } from '../../src/equations/interpret.ts';
import { propagatorValues } from '../../src/equations/propagator-values.ts';
import type { Given } from '../../src/equations/scope.ts';
import { DIMENSIONLESS, parseUnit } from '../../src/units/index.ts';

export interface Model {
  readonly text: string;
  /** Units by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly threshold?: string;
  readonly reset?: string;
  readonly integrator?: LowerInput['integrator'];
  readonly dtMs?: number;
}

const given = (units: Readonly<Record<string, string>> = {}): Given[] =>
  Object.entries(units).map(([name, unit]) => ({ name, dimension: parseUnit(unit)?.dimension ?? DIMENSIONLESS }));

export function lower({ text, parameters, inputs, threshold, reset, integrator, dtMs }: Model) {
  const { equations, faults } = parseEquations(text);
  if (faults[0] !== undefined) throw new Error(faults[0].message);
  return lowerGroup({
    equations,
    parameters: given(parameters),
    inputs: given(inputs),
    threshold: threshold ?? null,
    reset: reset ?? null,
    integrator: integrator ?? 'default',
    dtMs: dtMs ?? 0.1,
  });
}

export function lowered(model: Model): LoweredGroup {
  const result = lower(model);
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join(' '));
  return result;
}

/**
 * The states of one element at every step's start and at the end. Parameters are in their order, the propagators' slots are
 * filled; thresholds and resets are left out.
 */
export function trajectory(
  group: LoweredGroup,
  start: readonly number[],
  values: readonly number[],
  dtMs: number,
  steps: number,
  notRefractory = true,
): (readonly number[])[] {
  const parameters = [...values];
  const still = { states: [], parameters, inputs: [], time: 0, normals: [], notRefractory };
  for (const propagator of group.propagators)
    propagatorValues(propagator, parameters, dtMs).forEach((value, k) => {
      parameters[propagator.entries[k]?.parameter ?? -1] = value;
    });
  const states = [start];
  for (let k = 0; k < steps; k++)
    states.push(evaluateProgram(group.update, { ...still, states: states[k] ?? [], time: k * dtMs }));
  return states;
}

/** The states at the end. */
export const simulate = (...of: Parameters<typeof trajectory>): readonly number[] => trajectory(...of).at(-1) ?? [];

/** Largest difference of two lists of states. */
export function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((x, k) => Math.abs(x - (b[k] ?? Number.NaN))));
}
