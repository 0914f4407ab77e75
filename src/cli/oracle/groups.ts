import type { GroupConfig, Integrator, Values } from '../../contract/index.ts';
import { lowerGroup, parseEquations } from '../../equations/index.ts';
import { DIMENSIONLESS, parseUnit } from '../../units/index.ts';
import type { OracleGroup, OracleQuantity } from './case.ts';
import { NotSupported } from './not-supported.ts';

const INTEGRATORS: readonly string[] = ['exact', 'euler', 'exponential_euler', 'rk2', 'rk4'] satisfies Integrator[];

/**
 * Lowers a group through the model language. Declared variables (`I : amp`) become parameters, since only assignments
 * change them; those in `gapInputs` are filled by gap junctions and become inputs.
 */
export function translateGroup(
  group: OracleGroup,
  gapInputs: readonly string[],
  dtMs: number,
  key: number,
): GroupConfig {
  if (!INTEGRATORS.includes(group.method)) throw new NotSupported(`the integration method ${group.method}`);
  const { equations, faults } = parseEquations(group.equations);
  if (faults[0]) throw new NotSupported(`the equations of ${group.name}: ${faults[0].message}`);
  const declared = equations.filter((equation) => equation.kind === 'declaration');
  const given = Object.entries(group.parameters);
  const lowered = lowerGroup({
    equations: equations.filter((equation) => equation.kind !== 'declaration'),
    parameters: [
      ...given.map(([name, { unit }]) => ({ name, dimension: parseUnit(unit)?.dimension ?? DIMENSIONLESS })),
      ...declared.filter(({ name }) => !gapInputs.includes(name)),
    ],
    inputs: declared.filter(({ name }) => gapInputs.includes(name)),
    threshold: group.threshold,
    reset: group.reset,
    integrator: group.method as Integrator,
    dtMs,
  });
  if (!lowered.ok) throw new NotSupported(`the equations of ${group.name}: ${lowered.faults[0]?.message ?? ''}`);
  const valuesOf = (name: string): Values => valuesFrom(group.initial[name] ?? group.parameters[name]);
  return {
    name: group.name,
    key,
    size: group.n,
    states: [
      ...lowered.states.map((state) => ({
        name: state.name,
        initial: valuesOf(state.name),
        clampedWhileRefractory: state.clampedWhileRefractory,
      })),
      ...lowered.kept.map(({ name }) => ({ name, initial: valuesFrom(undefined), clampedWhileRefractory: false })),
    ],
    parameters: lowered.parameters.map(({ name }) => ({ name, values: valuesOf(name) })),
    propagators: lowered.propagators,
    inputs: gapInputs.map((name) => ({ name })),
    update: lowered.update,
    outputs: lowered.outputs.map(({ name, program }) => ({ name, program })),
    threshold: lowered.threshold,
    reset: lowered.reset,
    refractoryMs: group.refractory_ms > 0 ? { kind: 'constant', value: group.refractory_ms } : null,
  };
}

/** In internal units; absent: 0. */
export function valuesFrom(quantity: OracleQuantity | undefined): Values {
  if (quantity === undefined) return { kind: 'constant', value: 0 };
  const factor = factorOf(quantity.unit);
  return Array.isArray(quantity.value)
    ? { kind: 'array', values: Float64Array.from(quantity.value, (value) => value * factor) }
    : { kind: 'constant', value: quantity.value * factor };
}

/** From the unit to the internal one. */
export function factorOf(unit: string): number {
  const parsed = parseUnit(unit);
  if (parsed === null) throw new NotSupported(`the unit ${unit}`);
  return parsed.factor;
}
