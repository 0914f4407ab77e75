import type { Draft } from 'immer';
import { renameInText } from '../equations/index.ts';
import { inputOf } from '../library/fit.ts';
import { entryOf } from '../units/index.ts';
import { reservation } from './model-faults.ts';
import { addModel, neuronOf, ownCopyOf, ownModel, readableEquations } from './models.ts';
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

/** The texts of a model that are written in its language. */
const TEXTS = [
  ['equations', 'equations'],
  ['threshold', 'expression'],
  ['reset', 'statements'],
  ['refractoryWhile', 'expression'],
] as const;

/** Renames a parameter, in the model's texts too, and in the populations and variants that give it a value. */
export function renameParameter(draft: NetworkDraft, id: string, index: number, to: string): void {
  const model = entryOf(draft.models, id);
  const parameter = model?.parameters[index];
  if (model === undefined || parameter === undefined || parameter.name === to) return;
  const from = parameter.name;
  const others = model.parameters.filter((_, k) => k !== index).map(({ name }) => name);
  const isFollowed = meansOnlyParameter(model, from) && meansOnlyParameter(model, to);
  parameter.name = to;
  // Its sign was made for the old name.
  delete parameter.symbol;
  if (parameter.meaning === from) parameter.meaning = to;
  // Under one name with another parameter its values and its places in the texts could not be told from that one's. Nothing could
  // be kept under the forbidden name. Both are told as faults of the model.
  if (to === FORBIDDEN_NAME || others.includes(from) || others.includes(to)) return;
  if (isFollowed) renameInTexts(model, from, to);
  renameInRoles(model, from, to);
  renameGivenStarts(draft, id, from, to);
  forGivenValues(draft, id, from, (given, field) => {
    moveEntry(given, from, to);
    return field.replace(/[^.]+$/, to);
  });
}

/** Whether a name stands for nothing in the model but perhaps a parameter: no variable, no input, no word, function or unit. */
function meansOnlyParameter(model: Draft<OwnModel>, name: string): boolean {
  if (reservation(name) !== null || name === inputOf(model).name) return false;
  return !readableEquations(model.equations).some(
    (equation) => equation.kind !== 'declaration' && equation.name === name,
  );
}

function renameInTexts(model: Draft<OwnModel>, from: string, to: string): void {
  for (const [field, kind] of TEXTS) {
    const text = model[field];
    if (text !== undefined) model[field] = renameInText(text, kind, from, to);
  }
}

/** Fields that may hold the name of a parameter, and the sets that give it a value. */
function renameInRoles(model: Draft<OwnModel>, from: string, to: string): void {
  if (model.refractory === from) model.refractory = to;
  if (model.spikePeak.trim() === from) model.spikePeak = to;
  renameStarts(model.initial, from, to);
  for (const { parameters, initial = {} } of model.sets ?? []) {
    moveEntry(parameters, from, to);
    renameStarts(initial, from, to);
  }
}

/** States may start from a parameter. */
function renameStarts(initial: Record<string, unknown>, from: string, to: string): void {
  for (const [state, start] of Object.entries(initial)) {
    if (typeof start === 'string' && start.trim() === from) initial[state] = to;
  }
}

/** The same of the populations that have the model, and of what variants change of them. */
function renameGivenStarts(draft: NetworkDraft, id: string, from: string, to: string): void {
  const users = draft.nodes.flatMap((node) => (node.kind === 'population' && node.model === id ? [node] : []));
  for (const { initial } of users) renameStarts(initial, from, to);
  for (const override of draft.variants.flatMap(({ overrides }) => overrides)) {
    const { node, field, value } = override;
    if (field.startsWith('initial.') && value === from && users.some((user) => user.id === node)) override.value = to;
  }
}

function moveEntry<T>(record: Record<string, T>, from: string, to: string): void {
  const value = entryOf(record, from);
  if (value !== undefined) record[to] = value;
  delete record[from];
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
