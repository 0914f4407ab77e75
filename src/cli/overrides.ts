import { setField } from '../compile/index.ts';
import { groupsOf } from '../document/groups.ts';
import type { NetworkDocument } from '../document/schema.ts';

/** Applies `NODE.PARAM=VALUE`. Throws, with a sentence, where there is no such node. */
export function applyOverride(document: NetworkDocument, text: string): NetworkDocument {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Error(`--set ${text}: write it as NODE.PARAM="VALUE".`);
  const value = parsedValue(text.slice(equals + 1).trim());
  try {
    const { node, field } = locate(document, text.slice(0, equals).trim());
    return setField(document, node, field, value);
  } catch (fault) {
    throw new Error(`--set ${text}: ${fault instanceof Error ? fault.message : fault}`);
  }
}

/** The node, group or edge (null: the run settings) and the field that `NODE.PARAM` names. Throws where there is no such node. */
export function locate(document: NetworkDocument, path: string): { node: string | null; field: string } {
  if (path.startsWith('run.')) return { node: null, field: path.slice('run.'.length) };
  const element = elementOf(document, path);
  if (element === null) {
    const known = [...document.nodes, ...groupsOf(document), ...document.edges].map(({ id }) => id).join(', ');
    throw new Error(`the network has no such node or edge. It has ${known || 'none'}.`);
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
    const found = elements.find((element) => path.startsWith(`${label(element)}.`));
    if (found) return { id: found.id, prefix: `${label(found)}.` };
  }
  return null;
}

/** Quantities stay text; numbers, truth values and JSON objects become what they say. */
function parsedValue(text: string): unknown {
  if (/^[[{]|^(true|false)$|^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return Number.isNaN(Number(text)) ? text : Number(text);
    }
  }
  return text;
}
