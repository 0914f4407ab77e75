import type { Problem, Values } from '../contract/index.ts';
import { modelFaults } from '../document/model-faults.ts';
import { neuronOf, ownModel } from '../document/models.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { NetworkDocument, PopulationNode } from '../document/schema.ts';
import {
  freeSuffix,
  type LoweredGroup,
  type LowerResult,
  lowerGroup,
  named,
  parseEquations,
  sumOf,
  withDrives,
} from '../equations/index.ts';
import { streamKey } from '../equations/stream-key.ts';
import { currentMisfit, dimensionOf, inputOf } from '../library/fit.ts';
import type { NeuronModel } from '../library/types.ts';
import { entryOf, parseQuantity } from '../units/index.ts';
import { type CouplingParts, couplingParts } from './coupling-parts.ts';
import { injectedParts } from './currents.ts';
import type { Timescales } from './decays.ts';
import { type CompiledGroup, groupConfig } from './groups.ts';
import { checkFinite } from './limits.ts';
import { gather, type Outcome, refused } from './outcome.ts';
import { declared, joinParts, type Parts } from './parts.ts';
import { type Context, isRead, type Parameters, resolveParameters, resolveValue, titleOf } from './resolve.ts';
import { checkRefractoryPeriod } from './rounding.ts';
import { type SynapseParts, synapseParts } from './synapse-parts.ts';

export const subjectOf = ({ id, name }: PopulationNode): Subject => ({ id, title: titleOf('Population', name) });

/** Lowers a population together with its incoming synapses' equations; it gives null where it cannot. */
export function compilePopulation(context: Context, node: PopulationNode): Outcome<CompiledGroup | null> {
  return gather(({ take, tell }) => {
    const model = take(soundModel(context.document, node));
    if (model === null) return null;
    const subject = subjectOf(node);
    const given = resolveParameters(subject, node.parameters, model.parameters, {}, node.size);
    take(given);
    tell(checkCounting(subject, model));
    const composed = take(compose(context, node, model, given.value));
    const lowered = take(lowerPopulation(context, node, model, composed.parts));
    if (lowered === null) return null;
    tell(checkFinite(subject, [lowered.update, lowered.threshold, ...lowered.reset.map(({ program }) => program)]));
    tell(checkRefractory(context.dtMs, subject, model, given));
    const initial = take(initialValues(node, model, given.value));
    const parameters = composed.parts.values;
    const orNull = (result: LowerResult): LoweredGroup | null => (result.ok ? result : null);
    const lower = lowering(model, composed.parts);
    const lowerForTrial = lowering(model, withTrialInput(model, composed.parts));
    const timescales: Timescales = {
      lowered,
      membrane: model.membrane,
      initial,
      parameters,
      peak: peakOf(model, given.value),
      lowerWith: (integrator, dtMs) => orNull(lower(integrator, dtMs)),
      lowerForTrial: (integrator, dtMs) => orNull(lowerForTrial(integrator, dtMs)),
      trialInput: composed.parts.inputs.length,
    };
    return groupOf(node, model, composed, timescales);
  });
}

/** Gives the model of a population, where it can be compiled; the faults themselves of an own one are told once, with the model. */
export function soundModel(document: NetworkDocument, node: PopulationNode): Outcome<NeuronModel | null> {
  const [subject, field, given] = [subjectOf(node), 'model', node.model];
  const model = neuronOf(document, node.model);
  if (model === undefined) {
    const sentence = `there is no neuron model "${node.model}" in the library.`;
    return refused({ code: 'unknown-model', subject, field, given, allowed: 'a model of the palette', sentence });
  }
  const written = ownModel(document, node.model);
  const faults = written === undefined ? [] : modelFaults(written);
  const [first] = faults;
  if (first === undefined) return { value: model, problems: [] };
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  const sentence = `its model "${model.name}" has ${count}. ${first.message}`;
  return refused({ code: 'model-faults', subject, field, given, allowed: 'a model without faults', sentence });
}

/** Warns where what is counted is not crossings but a level: each step, or each refractory period, that the neuron is beyond it. */
function checkCounting(subject: Subject, model: NeuronModel): readonly Problem[] {
  const { name, threshold, reset, refractory, refractoryWhile } = model;
  if (threshold === null || reset.trim() !== '' || refractoryWhile !== undefined) return [];
  const often = refractory === null ? 'in every step' : `once each ${refractory}`;
  return [
    problem({
      code: 'spikes-by-level',
      severity: 'warning',
      subject,
      field: 'model',
      given: name,
      allowed: 'a reset, or a refractory condition',
      sentence: `its model "${name}" resets nothing, so a spike is counted ${often} for as long as ${threshold}. To count upward crossings, let it be refractory while ${threshold}.`,
    }),
  ];
}

/** This holds a population's own equations together with those that reach it. */
interface Composed {
  readonly parts: Parts;
  readonly synapticState: SynapseParts['synapticState'];
  readonly couplings: CouplingParts['names'];
}

function compose(context: Context, node: PopulationNode, model: NeuronModel, values: Parameters): Outcome<Composed> {
  const taken = namesOf(model);
  const modelParts = {
    equations: parseEquations(model.equations).equations,
    ...declared(model.parameters, '', values),
  };
  return gather(({ take }) => {
    const synapses = take(synapseParts(context.document, node.id, model, taken));
    const injected = currentMisfit(model) === null ? injectedParts(context.document, node, taken) : joinParts([]);
    const couplings = take(couplingParts(context, node.id, model, taken));
    // What is injected comes first in the sum: its order decides on the last digit.
    const currents = [injected, synapses.parts, couplings.parts].flatMap((part) => part.currents);
    return {
      parts: { ...joinParts([modelParts, synapses.parts, injected, couplings.parts]), currents },
      synapticState: synapses.synapticState,
      couplings: couplings.names,
    };
  });
}

/** Gives all names of a model; what is added to it must have other names. */
function namesOf(model: NeuronModel): ReadonlySet<string> {
  const equations = parseEquations(model.equations).equations.map(({ name }) => name);
  return new Set([...equations, ...model.parameters.map(({ name }) => name), inputOf(model).name]);
}

/** Adds the current of a trial to all others. */
function withTrialInput(model: NeuronModel, parts: Parts): Parts {
  const { unit } = inputOf(model);
  const name = `I${freeSuffix(['_trial'], namesOf(model))}1`;
  return {
    ...parts,
    inputs: [...parts.inputs, { name, dimension: dimensionOf(unit) }],
    currents: [...parts.currents, named(name)],
  };
}

/** Gives a function that lowers the equations with a given integrator and step. */
function lowering(model: NeuronModel, parts: Parts) {
  const { threshold, reset, refractoryWhile } = model;
  return (integrator: PopulationNode['integrator'], dtMs: number) =>
    lowerGroup({
      equations: withDrives(parts.equations, parts.drives),
      parameters: parts.parameters,
      inputs: parts.inputs,
      threshold,
      reset,
      ...(threshold && refractoryWhile && { refractoryWhile }),
      substitutes: { [inputOf(model).name]: sumOf(parts.currents) },
      integrator,
      dtMs,
    });
}

function lowerPopulation(
  { dtMs }: Context,
  node: PopulationNode,
  model: NeuronModel,
  parts: Parts,
): Outcome<LoweredGroup | null> {
  const lowerAt = lowering(model, parts);
  const lower = (integrator: PopulationNode['integrator']) => lowerAt(integrator, dtMs);
  const preferred = lower(node.integrator === 'default' ? (model.integrator ?? 'default') : node.integrator);
  // What the model prefers need not suit the synapses that reach it.
  const lowered = preferred.ok || node.integrator !== 'default' ? preferred : lower('default');
  if (lowered.ok) return { value: lowered, problems: [] };
  const said = { field: 'integrator', given: node.integrator, allowed: 'equations without a fault' };
  const problems = lowered.faults.map(({ message }) =>
    problem({ code: 'equations', subject: subjectOf(node), ...said, sentence: message }),
  );
  return { value: null, problems };
}

function checkRefractory(
  dtMs: number,
  subject: Subject,
  { refractory }: NeuronModel,
  given: Outcome<Parameters>,
): readonly Problem[] {
  const period = refractory === null ? undefined : given.value.get(refractory);
  if (refractory === null || period === undefined || !isRead(given, `parameters.${refractory}`)) return [];
  return checkRefractoryPeriod(dtMs, subject, refractory, period);
}

/** Gives the initial value of each state of the model: as the user gave it, else the model's; a name means that parameter. */
export function initialValues(node: PopulationNode, model: NeuronModel, parameters: Parameters): Outcome<Parameters> {
  return gather(({ take }) => {
    const initial = model.states.flatMap(({ name, unit, symbol, meaning }): [string, Values][] => {
      const fallback = entryOf(model.initial, name) ?? `0 ${unit}`;
      const given = entryOf(node.initial, name) ?? fallback;
      const of = typeof given === 'string' ? parameters.get(given) : undefined;
      const usual = parameters.has(fallback) ? `0 ${unit}` : fallback;
      const declaration = { name, unit, symbol, meaning: `initial ${meaning}`, default: usual };
      const values = of ?? take(resolveValue(subjectOf(node), `initial.${name}`, given, declaration, node.size));
      return values === null ? [] : [[name, values]];
    });
    return new Map(initial);
  });
}

/** Gives the peak of a spike, in internal units; it is null where a reset ends spikes or the peak is not one number. */
function peakOf({ reset, spikePeak }: NeuronModel, parameters: Parameters): number | null {
  if (reset.trim() !== '') return null;
  const named = parameters.get(spikePeak);
  if (named !== undefined) return named.kind === 'constant' ? named.value : null;
  const parsed = parseQuantity(spikePeak);
  return 'fault' in parsed ? null : parsed.value;
}

function groupOf(
  node: PopulationNode,
  model: NeuronModel,
  { parts, synapticState, couplings }: Composed,
  timescales: Timescales,
): CompiledGroup {
  const { lowered, initial } = timescales;
  const period = model.refractory === null ? undefined : parts.values.get(model.refractory);
  const none = period === undefined || (period.kind === 'constant' && period.value === 0);
  const seen = { ...lowered, outputs: lowered.outputs.filter(({ name }) => !parts.unseen.includes(name)) };
  const facts = {
    name: node.name,
    key: streamKey(node.id),
    size: node.size,
    inputs: parts.inputs.map(({ name }) => name),
    initial,
    parameters: parts.values,
  };
  return {
    model,
    method: { integrator: lowered.integrator, noise: lowered.noise },
    synapticState,
    couplings,
    timescales,
    dimensions: new Map(lowered.states.map(({ name, dimension }) => [name, dimension])),
    config: { ...groupConfig(facts, seen), refractoryMs: none ? null : period },
  };
}
