import { type Fault, FUNCTIONS, type LowerResult, lowerGroup, parseEquations, type Span } from '../equations/index.ts';
import { inputOf } from '../library/fit.ts';
import {
  DIMENSIONLESS,
  type Dimension,
  dimensionName,
  dimensionUnit,
  entryOf,
  parseQuantity,
  parseUnit,
  sameDimension,
  TIME,
  unitConstant,
} from '../units/index.ts';
import type { OwnModel, OwnParameter } from './schema.ts';
import { FORBIDDEN_NAME } from './schema-words.ts';

/** What is wrong with an own model. */
export interface ModelFault {
  /** Field of the model: `equations`, `threshold`, `parameters.tau_m.unit`, `initial.v`. */
  readonly field: string;
  readonly message: string;
  /** Place in the field's text; null: the whole of it. */
  readonly span: Span | null;
  /** A name that nothing defines, which could be made a parameter; else null. */
  readonly unknown: string | null;
}

const NAME = /^[A-Za-z_]\w*$/;
const WORDS = new Set(['t', 'dt', 'pi', 'xi', 'and', 'or', 'not']);
/** Inputs by which other nodes reach a neuron; see compile/groups.ts. */
const INPUTS = new Set(['I', 'I_injected', 'I_from_groups', 'I_gap']);
/** Any step: faults do not depend on it. */
const STEP_MS = 0.1;

const known = new WeakMap<OwnModel, readonly ModelFault[]>();

/** Every fault of an own model, in the order of its fields. A model without faults compiles. */
export function modelFaults(model: OwnModel): readonly ModelFault[] {
  const faults = known.get(model) ?? findFaults(model);
  known.set(model, faults);
  return faults;
}

function findFaults(model: OwnModel): ModelFault[] {
  const declared = [
    ...model.parameters.flatMap((parameter, k) => parameterFaults(parameter, model, k)),
    ...inputFaults(model),
  ];
  const parsed = parseEquations(model.equations);
  const equations = parsed.faults.map((fault) => inText('equations', fault));
  if (equations.length > 0 || declared.some(({ field }) => /\.(name|unit)$/.test(field))) {
    return [...equations, ...declared];
  }
  const reserved = parsed.equations.flatMap(({ name, kind, from, to }) => {
    const reason = kind === 'declaration' ? null : reservation(name);
    return reason === null ? [] : [inText('equations', { message: reason, from, to })];
  });
  if (!parsed.equations.some(({ kind }) => kind === 'differential')) {
    const message =
      'There is no differential equation. A model needs one for its membrane, such as dv/dt = -v/tau : mV.';
    return [...reserved, whole('equations', message), ...declared];
  }
  const lowered = lower(model, parsed.equations);
  const faults = lowered.ok ? [] : lowered.faults.map((fault) => inText(fault.part ?? 'equations', fault));
  const states = parsed.equations.filter(({ kind }) => kind === 'differential');
  const dimensions = new Map(states.map(({ name, dimension }) => [name, dimension]));
  return [...reserved, ...faults, ...declared, ...roleFaults(model, dimensions), ...initialFaults(model, dimensions)];
}

function lower(model: OwnModel, equations: ReturnType<typeof parseEquations>['equations']): LowerResult {
  const input = inputOf(model);
  return lowerGroup({
    equations,
    parameters: model.parameters.map(({ name, unit }) => ({ name, dimension: dimensionOf(unit) })),
    inputs: [{ name: input.name, dimension: dimensionOf(input.unit) }],
    threshold: textOrNull(model.threshold),
    reset: model.reset,
    ...(model.refractoryWhile?.trim() && { refractoryWhile: model.refractoryWhile }),
    integrator: model.integrator,
    dtMs: STEP_MS,
  });
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text);
const dimensionOf = (unit: string): Dimension => parseUnit(unit)?.dimension ?? DIMENSIONLESS;

function whole(field: string, message: string): ModelFault {
  return { field, message, span: null, unknown: null };
}

function inText(field: string, { message, from, to, unknown }: Fault): ModelFault {
  return { field, message, span: field === 'integrator' ? null : { from, to }, unknown: unknown ?? null };
}

/** Why a name cannot be a parameter or a variable; null: it can. */
export function reservation(name: string): string | null {
  if (!NAME.test(name)) return `"${name}" is not a name; a name is a letter, then letters, digits or _.`;
  if (INPUTS.has(name)) return `"${name}" is reserved: it is the current from other nodes. Choose another name.`;
  if (WORDS.has(name) || name === FORBIDDEN_NAME || name.startsWith('xi_'))
    return `"${name}" is reserved; choose another name.`;
  if (Object.hasOwn(FUNCTIONS, name)) return `"${name}" is a function of the model language; choose another name.`;
  return unitConstant(name) === null ? null : `"${name}" is a unit; choose another name.`;
}

function parameterFaults(parameter: OwnParameter, model: OwnModel, place: number): ModelFault[] {
  const { name, unit } = parameter;
  const at = (part: string, message: string) => whole(`parameters.${name}.${part}`, message);
  const reason = reservation(name);
  if (reason !== null) return [at('name', reason)];
  if (name === inputOf(model).name)
    return [at('name', `"${name}" is reserved: it is the input from other nodes. Choose another name.`)];
  if (model.parameters.findIndex((other) => other.name === name) < place)
    return [at('name', `There are two parameters "${name}".`)];
  const wanted = parseUnit(unit);
  if (wanted === null) return [at('unit', unitFault(unit, `The parameter "${name}"`, `"${name}"`))];
  return (['default', 'min', 'max'] as const).flatMap((part) => {
    const text = parameter[part];
    const message = text === undefined ? null : quantityFault(text, wanted.dimension, `The ${part} of "${name}"`, unit);
    return message === null ? [] : [at(part, message)];
  });
}

function unitFault(unit: string, subject: string, called: string): string {
  const given = unit.trim() === '' ? `${subject} has no unit.` : `"${unit}" of ${called} is not a unit.`;
  return `${given} Try mV, ms, pA, nS, pF, or 1 for a pure number.`;
}

/** An input of another name than `I` may be called as a parameter may; the name in a file may be any text. */
function inputFaults({ input }: OwnModel): ModelFault[] {
  if (input === undefined) return [];
  const { name, unit } = input;
  const reason = name === 'I' ? null : reservation(name);
  if (reason !== null) return [whole('input.name', `The input of the model: ${reason}`)];
  return parseUnit(unit) === null ? [whole('input.unit', unitFault(unit, 'The input', 'the input'))] : [];
}

/** Why a text is no quantity of this dimension; null: it is. A bare 0 fits everywhere. */
function quantityFault(text: string, wanted: Dimension, what: string, unit: string): string | null {
  const parsed = parseQuantity(text);
  if ('fault' in parsed) return `${what}: ${parsed.fault}`;
  if (sameDimension(parsed.dimension, wanted) || (parsed.unit === '1' && parsed.value === 0)) return null;
  const example = unit.trim() === '1' ? '1' : `1 ${unit}`;
  return `${what} is ${text}, a ${dimensionName(parsed.dimension)}, but must be a ${dimensionName(wanted)}, such as ${example}.`;
}

/** Membrane, adaptation, refractory period and spike peak must be what they are named for. */
function roleFaults(model: OwnModel, states: ReadonlyMap<string, Dimension>): ModelFault[] {
  const { membrane, adaptation, refractory, spikePeak, parameters } = model;
  const faults: ModelFault[] = [];
  const listed = [...states.keys()].join(', ');
  if (!states.has(membrane)) {
    faults.push(whole('membrane', `The membrane variable "${membrane}" has no equation. There are ${listed}.`));
  }
  if (adaptation !== null && !states.has(adaptation)) {
    faults.push(whole('adaptation', `The adaptation variable "${adaptation}" has no equation. There are ${listed}.`));
  }
  const period = parameters.find(({ name }) => name === refractory);
  if (refractory !== null && (period === undefined || !sameDimension(dimensionOf(period.unit), TIME))) {
    const reason = period === undefined ? 'is not a parameter' : `is in ${period.unit}`;
    faults.push(whole('refractory', `The refractory period "${refractory}" ${reason}; it must be a parameter in ms.`));
  }
  const fault = nameOrQuantityFault(spikePeak, states.get(membrane), model, 'The height of drawn spikes');
  return fault === null ? faults : [...faults, whole('spikePeak', fault)];
}

function initialFaults(model: OwnModel, states: ReadonlyMap<string, Dimension>): ModelFault[] {
  return [...states].flatMap(([state, dimension]) => {
    const given = entryOf(model.initial, state);
    if (given === undefined) return [];
    const message = nameOrQuantityFault(given, dimension, model, `The initial value of "${state}"`);
    return message === null ? [] : [whole(`initial.${state}`, message)];
  });
}

function nameOrQuantityFault(
  text: string,
  wanted: Dimension | undefined,
  { parameters }: OwnModel,
  what: string,
): string | null {
  if (wanted === undefined) return null;
  const parameter = parameters.find(({ name }) => name === text.trim());
  if (parameter === undefined) return quantityFault(text, wanted, what, dimensionUnit(wanted));
  return sameDimension(dimensionOf(parameter.unit), wanted)
    ? null
    : `${what} is "${text}", which is in ${parameter.unit}, but must be a ${dimensionName(wanted)}.`;
}
