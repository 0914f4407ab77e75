import { resolveQuantity } from '../compile/resolve.ts';
import { neuronOf } from '../document/models.ts';
import { applySet } from '../document/parameter-sets.ts';
import { emptyNetwork, type NetworkDocument, type PopulationNode } from '../document/schema.ts';
import { whatThereIs } from '../document/schema-words.ts';
import type { Axis } from '../experiments/dynamics/axis.ts';
import { type NeuronField, neuronField } from '../experiments/dynamics/neuron-field.ts';
import { leftOut } from '../experiments/dynamics/neuron-notes.ts';
import { type DynamicsReport, dynamicsReport } from '../experiments/dynamics/report.ts';
import { inputOf } from '../library/fit.ts';
import { neurons } from '../library/neurons/index.ts';
import type { NeuronModel, ParameterDeclaration } from '../library/types.ts';
import { isError, readNetwork, sentence } from './files.ts';

export interface DynamicsOptions {
  /** It is the id of a model of the library, instead of a file. */
  readonly model?: string;
  /** It names a parameter set of the model. */
  readonly setName?: string;
  /** It is the id or name of the population. */
  readonly of?: string;
  readonly set: readonly string[];
  readonly vary: readonly string[];
  readonly fi?: boolean;
  readonly prc?: boolean;
  readonly equilibria?: boolean;
  readonly json?: boolean;
}

/** A range has so many values where it is not said how many. */
const USUAL_COUNT = 41;
const MOST_VALUES = 10_000;

/**
 * Analyses one neuron and prints what is asked for, equilibria and cycles if nothing is; faults go to standard error.
 * Returns the exit status.
 */
export async function analyseDynamics(file: string | undefined, options: DynamicsOptions): Promise<number> {
  try {
    const report = await reportOf(file, options);
    console.log(options.json ? JSON.stringify(report) : text(report));
    if (!options.json) for (const note of report.notes) console.error(note);
    return 0;
  } catch (fault) {
    console.error(sentence(fault));
    return 1;
  }
}

/** It is what of a neuron can be set and varied: its parameters, then its input. */
interface Subject {
  readonly document: NetworkDocument;
  readonly node: PopulationNode;
  readonly model: NeuronModel;
  readonly known: readonly ParameterDeclaration[];
}

async function reportOf(file: string | undefined, options: DynamicsOptions): Promise<DynamicsReport> {
  const subject = await subjectOf(file, options);
  const { node, known, model } = subject;
  const input = inputOf(model);
  let given = 0;
  const parameters = { ...node.parameters };
  for (const option of options.set) {
    const { name, value } = parted(option, '--set', 'PARAM="VALUE"');
    const declaration = declared(subject, name, '--set');
    if (name === input.name && declaration === known.at(-1)) given = quantity(subject, declaration, value, '--set');
    else parameters[name] = value;
  }
  const axis = axisOf(subject, options.vary);
  const neuron = await compiled({ ...subject, node: { ...node, parameters } }, given);
  const [fi, prc] = [options.fi === true, options.prc === true];
  const cycles = options.equilibria !== true && !fi && !prc;
  const asked = { fi, prc, equilibria: options.equilibria === true || cycles, cycles };
  const report = dynamicsReport(neuron, axis, asked);
  const missing = leftOut(subject.document, node, input.name);
  return missing === null ? report : { ...report, notes: [missing, ...report.notes] };
}

async function subjectOf(file: string | undefined, options: DynamicsOptions): Promise<Subject> {
  if (file !== undefined && options.model !== undefined) throw new Error('Give a file or --model, not both.');
  const { document, node } = file === undefined ? ofLibrary(options.model) : await ofFile(file, options.of);
  const model = neuronOf(document, node.model);
  if (model === undefined) throw new Error(`There is no neuron model "${node.model}" in the library.`);
  const input = inputOf(model);
  const known = [
    ...model.parameters,
    { ...input, symbol: input.name, meaning: 'total input', default: `0 ${input.unit}` },
  ];
  if (options.setName === undefined) return { document, node, model, known };
  const set = model.sets.find(({ name }) => name === options.setName);
  if (set === undefined) {
    const names = model.sets.map(({ name }) => name);
    throw new Error(`${model.name} has no parameter set "${options.setName}". ${whatThereIs(options.setName, names)}`);
  }
  const changed = structuredClone(node);
  applySet(changed, set);
  return { document, node: changed, model, known };
}

/** Makes a population of one neuron of a model of the library. */
function ofLibrary(id: string | undefined): { document: NetworkDocument; node: PopulationNode } {
  if (id === undefined) throw new Error('Give a network file, or a model of the library as --model ID.');
  const ids = neurons.map((model) => model.id);
  if (!ids.includes(id)) throw new Error(`There is no neuron model "${id}" in the library. ${whatThereIs(id, ids)}`);
  const node: PopulationNode = {
    kind: 'population',
    id: 'neuron',
    name: id,
    position: { x: 0, y: 0 },
    model: id,
    size: 1,
    parameters: {},
    initial: {},
    integrator: 'default',
  };
  return { document: emptyNetwork(), node };
}

async function ofFile(
  file: string,
  of: string | undefined,
): Promise<{ document: NetworkDocument; node: PopulationNode }> {
  const { document, problems } = await readNetwork(file);
  if (document === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const populations = document.nodes.filter((node): node is PopulationNode => node.kind === 'population');
  const names = populations.map(({ id }) => id);
  if (of === undefined) {
    const [single, ...others] = populations;
    if (single !== undefined && others.length === 0) return { document, node: single };
    throw new Error(`Say of which population, as --of ID. ${whatThereIs('', names)}`);
  }
  const node = populations.find(({ id }) => id === of) ?? populations.find(({ name }) => name === of);
  if (node === undefined) throw new Error(`The network has no population "${of}". ${whatThereIs(of, names)}`);
  return { document, node };
}

function parted(option: string, called: string, written: string): { readonly name: string; readonly value: string } {
  const equals = option.indexOf('=');
  if (equals < 1) throw new Error(`${called} ${option}: write it as ${written}.`);
  return { name: option.slice(0, equals).trim(), value: option.slice(equals + 1).trim() };
}

function declared({ known, model }: Subject, name: string, called: string): ParameterDeclaration {
  const declaration = known.find((parameter) => parameter.name === name);
  if (declaration !== undefined) return declaration;
  const names = known.map((parameter) => parameter.name);
  throw new Error(`${called} ${name}: ${model.name} has no parameter "${name}". ${whatThereIs(name, names)}`);
}

/** Gives a value in internal units. Throws, with a sentence, where it does not fit its parameter. */
function quantity({ node }: Subject, declaration: ParameterDeclaration, given: string, called: string): number {
  const subject = { id: node.id, title: '' };
  const { value, problems } = resolveQuantity(subject, declaration.name, given, declaration);
  const [fault] = problems;
  if (value === null) throw new Error(`${called} ${declaration.name}: ${fault?.message ?? 'it cannot be read.'}`);
  return value;
}

/** Reads `PARAM=a:b[:n]`, whose numbers without a unit are in that of the parameter. */
function axisOf(subject: Subject, vary: readonly string[]): Axis {
  const [option, ...others] = vary;
  const written = 'PARAM=a:b or PARAM=a:b:n, as in I=0:1000:41';
  if (option === undefined) throw new Error(`Say what to vary, as --vary ${written}.`);
  if (others.length > 0) throw new Error('Only one parameter can be varied: give --vary once.');
  const { name, value } = parted(option, '--vary', written);
  const declaration = declared(subject, name, '--vary');
  const [low, high, count = String(USUAL_COUNT), ...rest] = value.split(':').map((part) => part.trim());
  if (low === undefined || high === undefined || rest.length > 0)
    throw new Error(`--vary ${option}: write it as ${written}.`);
  const { unit } = declaration;
  const withUnit = (end: string): string =>
    /^[-+−]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/iu.test(end) && unit !== '1' ? `${end} ${unit}` : end;
  const ends = [low, high].map((end) => quantity(subject, declaration, withUnit(end), '--vary'));
  const [from = 0, to = 0] = ends;
  if (from === to) throw new Error(`--vary ${option}: both ends are ${low}; the range must have a length.`);
  const n = Number(count);
  if (!Number.isInteger(n) || n < 2 || n > MOST_VALUES)
    throw new Error(`--vary ${option}: n is "${count}"; must be a whole number from 2 to ${MOST_VALUES}.`);
  const values = Array.from({ length: n }, (_, k) => (k === n - 1 ? to : from + ((to - from) * k) / (n - 1)));
  return { name, unit, index: subject.known.indexOf(declaration), values };
}

/** Compiles the vector field, with the input that is given. Throws, with sentences, where the neuron has a fault. */
async function compiled({ document, node }: Subject, input: number): Promise<NeuronField> {
  const { neuron, problems } = await neuronField(document, node);
  const faults = problems.filter(isError);
  if (neuron === null || faults.length > 0)
    throw new Error([...new Set(faults.map(({ message }) => message))].join('\n'));
  return { ...neuron, parameters: neuron.parameters.with(-1, input) };
}

const rounded = (value: number): string => String(Number(value.toPrecision(6)));

/** Writes the report as lines for people. */
function text({ model, parameter, unit, equilibria, points, cycles, fi, excitability, prc }: DynamicsReport): string {
  const suffix = unit === '1' ? '' : ` ${unit}`;
  const stateText = (state: Readonly<Record<string, number>>) =>
    Object.entries(state)
      .map(([name, value]) => `${name} = ${rounded(value)}`)
      .join(', ');
  return [
    `${model}, ${parameter} varied`,
    ...equilibria.map(
      ({ value, state, stable, type, beyondThreshold }) =>
        `${parameter} = ${rounded(value)}${suffix}: ${stable ? 'stable' : 'unstable'} ${type} at ${stateText(state)}${beyondThreshold ? ', beyond the threshold' : ''}`,
    ),
    ...points.map(
      ({ kind, value, state, frequencyHz, criticality, periodMs }) =>
        `${kind === 'hopf' ? `${criticality} Hopf point of ${rounded(frequencyHz ?? 0)} Hz` : kind}${periodMs === undefined ? '' : ` of ${rounded(periodMs)} ms`} at ${parameter} = ${rounded(value)}${suffix}: ${stateText(state)}`,
    ),
    ...cycles.map(
      ({ value, periodMs, min, max, stable }) =>
        `${parameter} = ${rounded(value)}${suffix}: ${stable ? 'stable' : 'unstable'} cycle of ${rounded(periodMs)} ms, from ${rounded(min)} to ${rounded(max)}`,
    ),
    ...fi.map(
      ({ value, firstHz, steadyHz }) =>
        `${parameter} = ${rounded(value)}${suffix}: ${rounded(steadyHz)} Hz, at first ${rounded(firstHz)} Hz`,
    ),
    ...(excitability === null
      ? []
      : [
          `class ${excitability.class}${excitability.bistable ? ', bistable' : ''}: ${excitability.reason}`,
          ...(excitability.rheobase === null ? [] : [`rheobase ${rounded(excitability.rheobase)}${suffix}`]),
        ]),
    ...(prc === null ? [] : [`period ${rounded(prc.periodMs)} ms; cycles by mV at phase`]),
    ...(prc?.phase.map((phase, k) => `  ${rounded(phase)}: ${rounded(prc.cyclesPerMv[k] ?? Number.NaN)}`) ?? []),
  ].join('\n');
}
