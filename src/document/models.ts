import type { Draft } from 'immer';
import { type Equation, nameToTex, parseEquations } from '../equations/index.ts';
import { findNeuron } from '../library/neurons/index.ts';
import type { NeuronModel, ParameterSet } from '../library/types.ts';
import { entryOf, parseUnit } from '../units/index.ts';
import { freeId, freeName } from './free-id.ts';
import { ownModelSchema } from './own-model-schema.ts';
import type { NetworkDocument, NetworkNode, OwnModel } from './schema.ts';

type WithModels = Pick<NetworkDocument, 'models'>;

/** The neuron model of an id: the document's own, which come first, or the library's. */
export function neuronOf(document: WithModels, id: string): NeuronModel | undefined {
  const saved = ownModel(document, id);
  return saved === undefined ? findNeuron(id) : ownNeuron(id, saved);
}

/** The model of a population; undefined where the node is none, or its model is unknown. */
export function neuronAt(document: Pick<NetworkDocument, 'models' | 'nodes'>, id: string): NeuronModel | undefined {
  const node = document.nodes.find((candidate) => candidate.id === id);
  return node?.kind === 'population' ? neuronOf(document, node.model) : undefined;
}

export function ownModel({ models }: WithModels, id: string): OwnModel | undefined {
  return entryOf(models, id);
}

/** The document's own models as neuron models, in the order in which they were made. */
export function ownNeurons({ models }: WithModels): NeuronModel[] {
  return Object.entries(models ?? {}).map(([id, saved]) => ownNeuron(id, saved));
}

/** Saved models do not change, an edit replaces them: what was derived from one is kept as long as it is. */
const derived = new WeakMap<OwnModel, { readonly id: string; readonly model: NeuronModel }>();

/** An own model in the shape of the library's. Faults of its texts are not told here; see model-faults.ts. */
function ownNeuron(id: string, saved: OwnModel): NeuronModel {
  const known = derived.get(saved);
  if (known?.id === id) return known.model;
  const { integrator, parameters, input, phase, refractoryWhile = '', sets = [], ...texts } = saved;
  const declared = new Set(parameters.map(({ name }) => name));
  const model: NeuronModel = {
    ...texts,
    ...(input && { input }),
    ...(phase && { phase }),
    ...(refractoryWhile.trim() && { refractoryWhile }),
    kind: 'neuron',
    threshold: saved.threshold.trim() === '' ? null : saved.threshold,
    id,
    family: 'integrate-and-fire',
    parameters: parameters.map((parameter) => ({
      ...parameter,
      symbol: parameter.symbol ?? nameToTex(parameter.name),
      meaning: parameter.meaning.trim() || parameter.name,
    })),
    states: statesOf(saved),
    initial: Object.fromEntries(Object.entries(saved.initial).map(([state, start]) => [state, start.trim()])),
    spikePeak: saved.spikePeak.trim(),
    ...(integrator === 'default' ? {} : { integrator }),
    sets: sets.map((set) => ({
      ...set,
      parameters: Object.fromEntries(Object.entries(set.parameters).filter(([name]) => declared.has(name))),
    })),
  };
  derived.set(saved, { id, model });
  return model;
}

/** The equations of a text, as far as they can be read: a line at fault does not take the others with it. */
export function readableEquations(text: string): readonly Equation[] {
  const { equations } = parseEquations(text);
  return equations.length > 0 ? equations : text.split('\n').flatMap((line) => parseEquations(line).equations);
}

/** Names and units of the differential equations. */
export function statesOf(model: Pick<OwnModel, 'equations' | 'membrane' | 'adaptation'>): NeuronModel['states'] {
  const readable = readableEquations(model.equations);
  const states = readable.filter(
    ({ kind, name }, k) => kind === 'differential' && readable.findIndex((other) => other.name === name) === k,
  );
  return states.map(({ name, unitText }) => ({
    name,
    symbol: nameToTex(name),
    unit: parseUnit(unitText) === null ? '1' : unitText,
    meaning: meaningOf(name, model),
  }));
}

function meaningOf(state: string, { membrane, adaptation }: Pick<OwnModel, 'membrane' | 'adaptation'>): string {
  if (state === membrane) return 'membrane potential';
  return state === adaptation ? 'adaptation variable' : `variable ${state}`;
}

function copiedSet({ name, parameters, initial, source }: ParameterSet) {
  return { name, parameters: { ...parameters }, ...(initial === undefined ? {} : { initial: { ...initial } }), source };
}

/** A model of the library, or another own one, as an own model to be changed. */
export function ownCopyOf(model: NeuronModel, name: string): OwnModel {
  const { summary, equations, threshold, reset, refractory, membrane, adaptation, input, phase, spikePeak } = model;
  const { refractoryWhile } = model;
  return {
    name,
    summary,
    equations,
    threshold: threshold ?? '',
    reset,
    refractory,
    ...(refractoryWhile && { refractoryWhile }),
    parameters: model.parameters.map((parameter) => ({ ...parameter })),
    initial: { ...model.initial },
    membrane,
    adaptation,
    ...(input && { input }),
    ...(phase && { phase }),
    integrator: model.integrator ?? 'default',
    spikePeak,
    ...(model.sets.length === 0 ? {} : { sets: model.sets.map(copiedSet) }),
    source: `own model, from ${model.name}`,
  };
}

/** Adds a model under a free id, which is returned; ids of the library are not free. */
export function addModel(draft: Draft<WithModels>, model: OwnModel): string {
  draft.models ??= {};
  const name = freeName(Object.values(draft.models), model.name);
  const stem =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/-+$/, '') || 'model';
  const taken = new Set(Object.keys(draft.models));
  const id = freeId(taken, findNeuron(stem) === undefined ? stem : `own-${stem}`);
  draft.models[id] = { ...structuredClone(model), name };
  return id;
}

/** The own models that these nodes have; undefined: none. */
export function usedModels(document: WithModels, nodes: readonly NetworkNode[]): Record<string, OwnModel> | undefined {
  const used = nodes.flatMap((node): [string, OwnModel][] => {
    if (node.kind !== 'population') return [];
    const model = ownModel(document, node.model);
    return model === undefined ? [] : [[node.model, model]];
  });
  return used.length === 0 ? undefined : Object.fromEntries(used);
}

/** The same text for models that say the same, however their fields are ordered. */
const plain = (model: OwnModel): string => JSON.stringify(ownModelSchema.parse(model));

/** Brings models into another document, where it does not have the very same; returns their ids there by their ids here. */
export function carryModels(draft: Draft<WithModels>, models: Readonly<Record<string, OwnModel>>): Map<string, string> {
  return new Map(
    Object.entries(models).map(([id, model]) => {
      const there = entryOf(draft.models, id);
      return [id, there !== undefined && plain(there) === plain(model) ? id : addModel(draft, model)];
    }),
  );
}
