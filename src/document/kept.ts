import type { NetworkDocument } from './schema.ts';

/**
 * A function of documents that keeps each result as long as its document. Documents do not change, an edit makes another one; of one
 * that is not frozen, and so could change, nothing is kept.
 */
export function keptWith<Key, Result>(
  make: (document: NetworkDocument, key: Key) => Result,
): (document: NetworkDocument, key: Key) => Result {
  const known = new WeakMap<NetworkDocument, Map<Key, Result>>();
  return (document, key) => {
    if (!Object.isFrozen(document)) return make(document, key);
    const results = known.get(document) ?? new Map<Key, Result>();
    known.set(document, results);
    if (!results.has(key)) results.set(key, make(document, key));
    return results.get(key) as Result;
  };
}
