import type { NetworkDocument } from './schema.ts';

/** An id that is not taken: the stem, or the stem with the first free number. */
export function freeId(taken: ReadonlySet<string>, stem: string): string {
  const clean = stem.replace(/[^\w-]/g, '').replace(/^[^A-Za-z]+/, '') || 'n';
  if (!taken.has(clean)) return clean;
  for (let k = 2; ; k++) if (!taken.has(`${clean}${k}`)) return `${clean}${k}`;
}

/** Ids of everything in a document that has one. */
export function idsOf({ nodes, groups = [], edges, variants }: NetworkDocument): Set<string> {
  return new Set([...nodes, ...groups, ...edges, ...variants].map(({ id }) => id));
}

/** A name that none of the items has: the stem, or the stem with the first free number. */
export function freeName(items: readonly { readonly name: string }[], stem: string): string {
  const taken = new Set(items.map(({ name }) => name));
  if (!taken.has(stem)) return stem;
  for (let k = 2; ; k++) if (!taken.has(`${stem} ${k}`)) return `${stem} ${k}`;
}
