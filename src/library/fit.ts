import { expressionDimension, expressionOf, type Given, parseEquations } from '../equations/index.ts';
import {
  DIMENSIONLESS,
  type Dimension,
  dimensionUnit,
  multiplyDimensions,
  parseUnit,
  sameDimension,
} from '../units/index.ts';
import type { NeuronModel, ParameterDeclaration, SynapseModel } from './types.ts';

/** What of a neuron model decides which synapses and stimuli it takes. */
export type Port = Pick<NeuronModel, 'name' | 'states' | 'membrane' | 'phase' | 'input' | 'threshold'>;

export const inputOf = ({
  input,
}: {
  readonly input?: NeuronModel['input'] | undefined;
}): { readonly name: string; readonly unit: string } => input ?? { name: 'I', unit: 'pA' };

export const membraneUnit = ({ states, membrane }: Pick<NeuronModel, 'states' | 'membrane'>): string =>
  states.find(({ name }) => name === membrane)?.unit ?? 'mV';

export const dimensionOf = (unit: string): Dimension => parseUnit(unit)?.dimension ?? DIMENSIONLESS;

const givenOf = (declarations: readonly ParameterDeclaration[]): Given[] =>
  declarations.map(({ name, unit }) => ({ name, dimension: dimensionOf(unit) }));

/** Dimensions of a coupling's sums between these membranes, by name. */
export function sumDimensions({ coupling, weight }: SynapseModel, source: Pick<Port, 'states' | 'membrane'>): Given[] {
  return (coupling?.sums ?? []).map(({ name, unit }) => ({
    name,
    dimension: multiplyDimensions(
      dimensionOf(weight.unit),
      dimensionOf(unit === 'membrane' ? membraneUnit(source) : unit),
    ),
  }));
}

/** Names that stand for something in a synapse's current at a target. */
function namesAtTarget(synapse: SynapseModel, source: Port | null, target: Port): Given[] {
  const declared = parseEquations(synapse.equations).equations.map(({ name, dimension }) => ({ name, dimension }));
  return [
    ...declared,
    ...(source === null ? [] : sumDimensions(synapse, source)),
    { name: 'degree', dimension: DIMENSIONLESS },
    { name: 'total', dimension: dimensionOf(synapse.weight.unit) },
    { name: 'v', dimension: dimensionOf(membraneUnit(target)) },
    ...givenOf(synapse.parameters),
  ];
}

const STIMULUS: object = {};
/** Models do not change: what was found of three is kept as long as they are. */
const known = new WeakMap<object, WeakMap<object, WeakMap<object, { readonly sentence: string | null }>>>();

/** Why a synapse cannot join two populations (source null: a spike stimulus), as a sentence; null where it can. */
export function misfit(synapse: SynapseModel, source: Port | null, target: Port): string | null {
  const ofSynapse = known.get(synapse) ?? new WeakMap();
  const ofTarget = ofSynapse.get(target) ?? new WeakMap();
  const answer = ofTarget.get(source ?? STIMULUS) ?? { sentence: examined(synapse, source, target) };
  known.set(synapse, ofSynapse.set(target, ofTarget.set(source ?? STIMULUS, answer)));
  return answer.sentence;
}

function examined(synapse: SynapseModel, source: Port | null, target: Port): string | null {
  const { name, coupling } = synapse;
  if (synapse.action === 'jump') {
    if (sameDimension(dimensionOf(synapse.weight.unit), dimensionOf(membraneUnit(target)))) return null;
    const unit = membraneUnit(target);
    return `"${name}" adds ${synapse.weight.unit} to the membrane, and ${target.membrane} of ${target.name} is ${unit === '1' ? '' : 'in '}${shown(unit)}.`;
  }
  if (coupling !== undefined) {
    if (source === null) return `"${name}" couples two populations; a spike stimulus has no state to read.`;
    const fault = sourceMisfit(synapse, coupling, source, target);
    if (fault !== null) return fault;
  }
  const brought = expressionDimension(expressionOf(synapse.current), namesAtTarget(synapse, source, target));
  const { name: input, unit } = inputOf(target);
  if (brought === null)
    return `"${name}" needs another membrane than that of ${target.name}, ${unitOfMembrane(target)}.`;
  if (brought === 'any' || sameDimension(brought, dimensionOf(unit))) return null;
  return `"${name}" brings ${shown(dimensionUnit(brought))}, and the input ${input} of ${target.name} takes ${shown(unit)}.`;
}

function sourceMisfit(
  { name, parameters }: SynapseModel,
  { sums, source: ofSource, ofPhases }: NonNullable<SynapseModel['coupling']>,
  source: Port,
  target: Port,
): string | null {
  const other = [source, target].find(({ phase }) => phase !== true);
  if (ofPhases && other !== undefined) return `"${name}" couples phases, and ${other.name} has none.`;
  const [a, b] = [membraneUnit(source), membraneUnit(target)];
  if (sums.some(({ relative }) => relative) && !sameDimension(dimensionOf(a), dimensionOf(b)))
    return `"${name}" compares the two membranes: ${unitOfMembrane(source)} and ${unitOfMembrane(target)} do not fit.`;
  const { equations } = parseEquations(ofSource?.equations ?? '');
  const names: Given[] = [
    ...equations.map(({ name: state, dimension }) => ({ name: state, dimension })),
    { name: 'v', dimension: dimensionOf(a) },
    ...givenOf(parameters),
  ];
  const signalsFit = sums.every(({ signal, unit }) => {
    const read = expressionDimension(expressionOf(signal), names);
    return read === 'any' || (read !== null && sameDimension(read, dimensionOf(unit === 'membrane' ? a : unit)));
  });
  const ownFits = equations.every(
    ({ expression }) => expression !== null && expressionDimension(expression, names) !== null,
  );
  return signalsFit && ownFits
    ? null
    : `"${name}" reads another membrane than that of ${source.name}, ${unitOfMembrane(source)}.`;
}

/** What a synapse does that waits for spikes of a model that has none, as a sentence: nothing. Null where it does something. */
export function silence(synapse: SynapseModel, source: Pick<Port, 'name' | 'threshold'> | null): string | null {
  if (source?.threshold !== null || !hasDelay(synapse)) return null;
  return `"${synapse.name}" is driven by spikes, and ${source.name} emits none.`;
}

const shown = (unit: string): string => (unit === '1' ? 'a pure number' : unit);
const unitOfMembrane = (port: Port): string => `${port.membrane} (${shown(membraneUnit(port))})`;

/** Why a stimulus current (pA) cannot enter a population, as a sentence; null where it can. */
export function currentMisfit(target: Port): string | null {
  const { name, unit } = inputOf(target);
  if (sameDimension(dimensionOf(unit), dimensionOf('pA'))) return null;
  return `The input ${name} of ${target.name} takes ${shown(unit)}, and a stimulus current is in pA.`;
}

/** What a new synapse onto a model weighs: of currents and conductances in the scale of the model's currents. */
export function usualWeight(
  { action, weight }: SynapseModel,
  target: Pick<NeuronModel, 'currentScale'> | undefined,
): string {
  const [, number = '', unit = ''] = /^(\S+) (.+)$/.exec(weight.default) ?? [];
  const scale = action === 'current' ? (target?.currentScale ?? 1) : 1;
  return scale === 1 || unit === '' ? weight.default : `${Number((Number(number) * scale).toPrecision(6))} ${unit}`;
}

/** Whether a synapse's sign means anything: contacts that act both ways, and diffusion, have none. */
export const hasSign = ({ signedWeight, inhibitoryDefaults }: SynapseModel): boolean =>
  signedWeight || Object.keys(inhibitoryDefaults).length > 0;

/** Whether an edge has a delay: what is continuous acts at once, unless spikes drive it. */
export const hasDelay = ({ coupling }: SynapseModel): boolean =>
  coupling === undefined || coupling.source?.onSpike !== undefined;
