import type { NetworkDocument } from '../document/schema.ts';

/**
 * The document with one field set: of a node or edge by its id, of the run settings where `id` is null. `field` is a dotted
 * path; the name of a parameter may stand alone (`tau_w` for `parameters.tau_w`). A field that may be absent is taken away by
 * null. Throws, with a sentence, where there is no such node or edge, or no such field on it.
 */
export function setField(document: NetworkDocument, id: string | null, field: string, value: unknown): NetworkDocument {
  if (id === null) return { ...document, run: setPath(document.run, field.split('.'), value, 'the run settings') };
  if (id === 'run') return setField(document, null, field, value);
  const set = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
    list.map((item) => (item.id === id ? setPath(item, pathOf(item, field), value, `"${id}"`) : item));
  if (document.nodes.some((node) => node.id === id)) return { ...document, nodes: set(document.nodes) };
  if (document.edges.some((edge) => edge.id === id)) return { ...document, edges: set(document.edges) };
  if (document.groups?.some((group) => group.id === id)) return { ...document, groups: set(document.groups) };
  const ids = [...document.nodes, ...document.edges].map((item) => item.id).join(', ');
  throw new Error(`There is no node or edge "${id}". There are ${ids}.`);
}

/** Fields that a node, an edge, a group or the run settings may lack. */
const OPTIONAL_FIELDS = [
  'layout',
  'spikeTimes',
  'profile',
  'drawn',
  'plasticity',
  'learned',
  'copies',
  'repeat',
  'precision',
];

/** A bare name that is no field of the item is one of its rule or its parameters. */
function pathOf(item: object, field: string): string[] {
  const path = field.split('.');
  const [first = ''] = path;
  if (path.length > 1 || first in item || OPTIONAL_FIELDS.includes(first)) return path;
  const rule = Reflect.get(item, 'rule');
  if (typeof rule === 'object' && rule !== null && first in rule) return ['rule', first];
  return 'parameters' in item ? ['parameters', first] : path;
}

function setPath<T extends object>(target: T, path: readonly string[], value: unknown, owner: string): T {
  const [first = '', ...rest] = path;
  const set = (value: unknown): T =>
    Array.isArray(target)
      ? Object.assign([...target] as unknown as T, { [first]: value })
      : { ...target, [first]: value };
  if (rest.length === 0 && value === null) {
    if (!OPTIONAL_FIELDS.includes(first)) throw new Error(`${owner} cannot be without "${first}".`);
    const { [first]: _taken, ...others } = target as Record<string, unknown>;
    return others as T;
  }
  if (rest.length === 0) return set(value);
  const inner: unknown = Reflect.get(target, first);
  if (typeof inner !== 'object' || inner === null) throw new Error(`${owner} has no field "${path.join('.')}".`);
  return set(setPath(inner, rest, value, owner));
}

/** The network as a variant has it: the overrides applied, the variant list kept. Throws where there is no such variant. */
export function applyVariant(document: NetworkDocument, variantId: string): NetworkDocument {
  const variant = document.variants.find(({ id }) => id === variantId);
  if (variant === undefined) throw new Error(`The network has no variant "${variantId}".`);
  return variant.overrides.reduce((changed, { node, field, value }) => setField(changed, node, field, value), document);
}
