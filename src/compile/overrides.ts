import type { NetworkDocument } from '../document/schema.ts';

/** A copy of `value` with what lies at the path replaced; objects on the way that are missing are made. */
function replaceAt(value: unknown, path: readonly string[], replacement: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((entry, k) => (String(k) === head ? replaceAt(entry, rest, replacement) : entry));
  }
  const object = typeof value === 'object' && value !== null ? value : {};
  return { ...object, [head]: replaceAt(Reflect.get(object, head), rest, replacement) };
}

/**
 * The document with one field of a node or edge (`parameters.tau_w`, `relativeStrength`) or of the run settings (`nodeId`
 * null) set. The value is not checked; an id that is not there changes nothing.
 */
export function setField(
  document: NetworkDocument,
  nodeId: string | null,
  field: string,
  value: unknown,
): NetworkDocument {
  const path = field.split('.');
  if (nodeId === null) {
    const own = path[0] === 'run' ? path.slice(1) : path;
    return { ...document, run: replaceAt(document.run, own, value) as NetworkDocument['run'] };
  }
  const change = <T extends { readonly id: string }>(list: readonly T[]) =>
    list.map((entry) => (entry.id === nodeId ? (replaceAt(entry, path, value) as T) : entry));
  return { ...document, nodes: change(document.nodes), edges: change(document.edges) };
}

/** The document with a variant's overrides applied; unchanged where there is no such variant. */
export function applyVariant(document: NetworkDocument, variantId: string): NetworkDocument {
  const variant = document.variants.find(({ id }) => id === variantId);
  return (variant?.overrides ?? []).reduce(
    (changed, { node, field, value }) => setField(changed, node, field, value),
    document,
  );
}
