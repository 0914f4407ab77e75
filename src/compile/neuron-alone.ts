import type { Values } from '../contract/index.ts';
import type { NetworkDocument, PopulationNode } from '../document/schema.ts';
import { type LoweredGroup, lowerGroup, parseEquations } from '../equations/index.ts';
import { dimensionOf, inputOf } from '../library/fit.ts';
import type { NeuronModel } from '../library/types.ts';
import { middle } from './decays.ts';
import { gather, type Outcome, refused } from './outcome.ts';
import { initialValues, soundModel, subjectOf } from './populations.ts';
import { type Parameters, resolveParameters } from './resolve.ts';

/** One neuron of a population without synapses, stimuli and couplings; its total input is a parameter, after all others. */
export interface NeuronAlone {
  readonly model: NeuronModel;
  readonly lowered: LoweredGroup;
  /** Those of the model in its order, then its input. */
  readonly parameterNames: readonly string[];
  /** In internal units; of what is drawn the middle. The input is 0. */
  readonly parameters: readonly number[];
  readonly initial: readonly number[];
  readonly refractoryMs: number;
  /** Parameters and initial values of which neurons have drawn ones, whose middle is taken. */
  readonly drawn: readonly string[];
}

/** Programs of rates do not depend on it. */
const ANY_STEP_MS = 0.1;

/** The equations of one neuron alone, for analysis; null where the population has a fault. */
export function neuronAlone(document: NetworkDocument, node: PopulationNode): Outcome<NeuronAlone | null> {
  return gather(({ take }) => {
    const model = take(soundModel(document, node));
    if (model === null) return null;
    const given = resolveParameters(subjectOf(node), node.parameters, model.parameters, {}, node.size);
    const values = take(given);
    const initial = take(initialValues(node, model, values));
    if (given.problems.some(({ severity }) => severity === 'error')) return null;
    const lowered = take(lowerAlone(node, model));
    if (lowered === null) return null;
    const period = model.refractory === null ? undefined : values.get(model.refractory);
    return {
      model,
      lowered,
      parameterNames: [...model.parameters.map(({ name }) => name), inputOf(model).name],
      parameters: [...model.parameters.map(({ name }) => middle(values.get(name))), 0],
      initial: lowered.states.map(({ name }) => middle(initial.get(name))),
      refractoryMs: middle(period),
      drawn: [...drawnOf(values), ...drawnOf(initial)],
    };
  });
}

const drawnOf = (values: Parameters): string[] =>
  [...values].flatMap(([name, { kind }]: [string, Values]) => (kind === 'constant' ? [] : [name]));

function lowerAlone(node: PopulationNode, model: NeuronModel): Outcome<LoweredGroup | null> {
  const input = inputOf(model);
  const lowered = lowerGroup({
    equations: parseEquations(model.equations).equations,
    parameters: [...model.parameters, input].map(({ name, unit }) => ({ name, dimension: dimensionOf(unit) })),
    inputs: [],
    threshold: model.threshold,
    reset: model.reset,
    integrator: 'euler',
    dtMs: ANY_STEP_MS,
  });
  if (lowered.ok) return { value: lowered, problems: [] };
  const [fault] = lowered.faults;
  return refused({
    code: 'equations',
    subject: subjectOf(node),
    field: 'model',
    given: node.model,
    allowed: 'equations without a fault',
    sentence: fault?.message ?? 'its equations have a fault.',
  });
}
