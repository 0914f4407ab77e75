import type { Draft } from 'immer';
import { entryOf } from '../units/index.ts';
import { addModel, neuronOf, ownCopyOf, ownModel } from './models.ts';
import { changeSweeps, withPlaces } from './references.ts';
import type { NetworkDocument, OwnModel, OwnParameter } from './schema.ts';
import { FORBIDDEN_NAME } from './schema-words.ts';
import type { FieldPlace } from './set-field.ts';

/** Recipes on a draft of the document (immer), as in commands.ts: each is one undoable edit. */
type NetworkDraft = Draft<NetworkDocument>;

/** An own copy of the model `source`, which these populations then have. Returns its id; null where there is no such model. */
export function copyModelFor(
  draft: NetworkDraft,
  document: NetworkDocument,
  source: string,
  populations: readonly string[],
): string | null {
  const model = neuronOf(document, source);
  if (model === undefined) return null;
  const id = addModel(draft, ownCopyOf(model, `My ${model.name}`));
  for (const node of draft.nodes) {
    if (node.kind === 'population' && populations.includes(node.id)) node.model = id;
  }
  return id;
}

export function duplicateModel(draft: NetworkDraft, document: NetworkDocument, id: string): string | null {
  const model = ownModel(document, id);
  return model === undefined ? null : addModel(draft, { ...model, name: `${model.name} copy` });
}

/** Names of the populations that have the model, in the network or in one of its variants. */
export function usersOf({ nodes, variants }: NetworkDocument, id: string): string[] {
  const chosen = new Set(
    variants.flatMap(({ overrides }) =>
      overrides.flatMap(({ node, field, value }) => (field === 'model' && value === id ? [node] : [])),
    ),
  );
  return nodes.flatMap((node) =>
    node.kind === 'population' && (node.model === id || chosen.has(node.id)) ? [node.name] : [],
  );
}

/** Why a model cannot be deleted, in a sentence; null: it can. */
export function deletionRefusal(document: NetworkDocument, id: string): string | null {
  const users = usersOf(document, id);
  if (users.length === 0) return null;
  const name = ownModel(document, id)?.name ?? id;
  const they = users.map((user) => `"${user}"`).join(', ');
  return `"${name}" is the model of ${they}; give ${users.length === 1 ? 'it' : 'them'} another model first.`;
}

export function removeModel(draft: NetworkDraft, id: string): void {
  if (draft.models === undefined) return;
  delete draft.models[id];
  if (Object.keys(draft.models).length === 0) delete draft.models;
}

/** Changes one model; nothing where there is none of this id. */
export function changeModel(draft: NetworkDraft, id: string, change: (model: Draft<OwnModel>) => void): void {
  const model = entryOf(draft.models, id);
  if (model !== undefined) change(model);
}

/** A free name and what a new parameter starts from. */
export function newParameter(model: Pick<OwnModel, 'parameters'>): OwnParameter {
  const taken = new Set(model.parameters.map(({ name }) => name));
  let k = 1;
  while (taken.has(`p_${k}`)) k++;
  const name = `p_${k}`;
  return { name, unit: '1', default: '1', meaning: name };
}

/** Replaces a whole name in a text of the model language. */
function renamedIn(text: string, from: string, to: string): string {
  return text.replace(/[A-Za-z_]\w*/g, (name) => (name === from ? to : name));
}

/** Renames a parameter, in the model's texts too, and in the populations and variants that give it a value. */
export function renameParameter(draft: NetworkDraft, id: string, index: number, to: string): void {
  const parameters = entryOf(draft.models, id)?.parameters ?? [];
  const parameter = parameters[index];
  if (parameter === undefined || parameter.name === to) return;
  const from = parameter.name;
  parameter.name = to;
  // Its sign was made for the old name.
  delete parameter.symbol;
  if (parameter.meaning === from) parameter.meaning = to;
  // Nothing could be kept under the forbidden name, which is told as a fault of the model.
  if (to === FORBIDDEN_NAME || parameters.some(({ name }) => name === from)) return;
  changeModel(draft, id, (model) => {
    for (const field of ['equations', 'threshold', 'reset', 'refractoryWhile', 'spikePeak'] as const) {
      const text = model[field];
      if (text !== undefined) model[field] = renamedIn(text, from, to);
    }
    for (const [state, value] of Object.entries(model.initial)) if (value === from) model.initial[state] = to;
    if (model.refractory === from) model.refractory = to;
    for (const { parameters: given } of model.sets ?? []) {
      const value = entryOf(given, from);
      if (value !== undefined) given[to] = value;
      delete given[from];
    }
  });
  forGivenValues(draft, id, from, (given, field) => {
    const value = entryOf(given, from);
    if (value !== undefined) given[to] = value;
    delete given[from];
    return field.replace(/[^.]+$/, to);
  });
}

/** Takes a parameter away, with the values that populations and variants give it, and what sweeps vary of it. */
export function removeParameter(draft: NetworkDraft, id: string, index: number): void {
  changeModel(draft, id, (model) => {
    const [removed] = model.parameters.splice(index, 1);
    if (removed === undefined || model.parameters.some(({ name }) => name === removed.name)) return;
    if (model.refractory === removed.name) model.refractory = null;
    forGivenValues(draft, id, removed.name, (given) => {
      delete given[removed.name];
      return null;
    });
  });
}

type Given = Draft<Extract<NetworkDocument['nodes'][number], { kind: 'population' }>['parameters']>;

/** Changes the values given to a parameter; `change` gives the new field of an override, or null to drop it. */
function forGivenValues(
  draft: NetworkDraft,
  id: string,
  name: string,
  change: (given: Given, field: string) => string | null,
): void {
  const users = draft.nodes.filter((node) => node.kind === 'population' && node.model === id);
  for (const node of users) if (node.kind === 'population') change(node.parameters, name);
  const changed = <T extends FieldPlace>(place: T): T | null => {
    const whole = place.field === name ? name : `parameters.${name}`;
    const named = place.field === whole || place.field.startsWith(`${whole}.`);
    if (!named || !users.some((node) => node.id === place.node)) return place;
    // A number of a distribution lies below the parameter.
    const below = place.field.slice(whole.length);
    const field = change({}, whole);
    return field === null ? null : { ...place, field: `${field}${below}` };
  };
  for (const variant of draft.variants)
    variant.overrides = variant.overrides.flatMap((override) => changed(override) ?? []);
  changeSweeps(draft, (sweep) => withPlaces(sweep, changed));
}
