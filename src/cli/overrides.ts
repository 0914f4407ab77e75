import type { Problem } from '../contract/index.ts';
import { groupsOf } from '../document/groups.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { whatThereIs } from '../document/schema-words.ts';
import { type FieldPlace, type FieldSet, setField } from '../document/set-field.ts';
import { isAbout } from '../document/variants.ts';

/** What an option of the command line has set. */
export interface OptionPlace extends FieldPlace {
  /** The option as it was written: `--set E.size=100`. */
  readonly option: string;
}

/** Applies `NODE.PARAM=VALUE`. Throws, with a sentence, where there is no such field, or it takes no such value. */
export function applyOverride(
  document: NetworkDocument,
  text: string,
): { readonly document: NetworkDocument; readonly place: OptionPlace } {
  const option = `--set ${text}`;
  const equals = text.indexOf('=');
  if (equals < 1) throw new Error(`${option}: write it as NODE.PARAM="VALUE".`);
  try {
    const place = locate(document, text.slice(0, equals).trim());
    const set = setText(document, place, text.slice(equals + 1).trim());
    if (!set.ok) throw new Error(set.problem.message);
    return { document: set.document, place: { node: place.node, field: set.field, option } };
  } catch (fault) {
    throw new Error(`${option}: ${fault instanceof Error ? fault.message : fault}`);
  }
}

/** Sets a field to what a text says: a number, truth value or JSON where the field takes that, else the text itself. */
function setText(document: NetworkDocument, place: FieldPlace, text: string): FieldSet {
  const value = parsedValue(text);
  const set = setField(document, place, value);
  if (set.ok || value === text) return set;
  const asText = setField(document, place, text);
  return asText.ok ? asText : set;
}

/** A problem of a network, with the option that it comes from. */
export function withOption(places: readonly OptionPlace[], problem: Problem): Problem {
  const place = places.findLast((candidate) => isAbout(problem, candidate));
  return place === undefined ? problem : { ...problem, message: `${place.option}: ${problem.message}` };
}

/** The node, group or edge (null: the run settings) and the field that `NODE.PARAM` names. Throws where there is no such node. */
export function locate(document: NetworkDocument, path: string): FieldPlace {
  if (path.startsWith('run.')) return { node: null, field: path.slice('run.'.length) };
  const element = elementOf(document, path);
  if (element === null) {
    const known = [...document.nodes, ...groupsOf(document), ...document.edges].map(({ id }) => id);
    const given = path.split('.')[0] ?? path;
    if (known.includes(given)) throw new Error(`write a field behind "${given}", as in ${given}.size=100.`);
    throw new Error(`the network has no such node or edge "${given}". ${whatThereIs(given, [...known, 'run'])}`);
  }
  return { node: element.id, field: path.slice(element.prefix.length) };
}

/** The node, group or edge whose id, or else whose name, the path begins with. */
function elementOf(document: NetworkDocument, path: string): { id: string; prefix: string } | null {
  const elements = [...document.nodes, ...groupsOf(document), ...document.edges];
  for (const label of [
    (e: (typeof elements)[number]) => e.id,
    (e: (typeof elements)[number]) => ('name' in e ? e.name : e.id),
  ]) {
    const named = elements.find((element) => path.startsWith(`${label(element)}.`));
    if (named) return { id: named.id, prefix: `${label(named)}.` };
  }
  return null;
}

/** Quantities stay text; numbers, truth values, null and JSON objects become what they say. */
function parsedValue(text: string): unknown {
  if (/^[[{]|^(true|false|null)$|^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return Number.isNaN(Number(text)) ? text : Number(text);
    }
  }
  return text;
}
