import { FORBIDDEN_NAME } from './schema-words.ts';

/** Keys and indices that lead from a value to one within it. */
export type Path = readonly (string | number)[];

/**
 * What differs between two JSON values at one place, so that it can be done and undone: a value that was `from` and is `to`
 * (absent: nothing stands there), or a list of which from the index `at` on `out` gave way to `put`.
 */
export type Change =
  | { readonly path: Path; readonly from?: unknown; readonly to?: unknown }
  | { readonly path: Path; readonly at: number; readonly out: readonly unknown[]; readonly put: readonly unknown[] };

export type Direction = 'forward' | 'backward';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a key of its own: never what every object has by birth. */
const own = (value: Plain, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);

/**
 * The changes that make `after` of `before`; none where they say the same. Parts that are one object in both are not looked
 * into. What stands under the forbidden name is nothing (see schema-words.ts).
 */
export function changesBetween(before: unknown, after: unknown, path: Path = []): Change[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, path);
  if (isPlain(before) && isPlain(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      key === FORBIDDEN_NAME ? [] : changesBetween(own(before, key), own(after, key), [...path, key]),
    );
  }
  return [{ path, ...(before === undefined ? {} : { from: before }), ...(after === undefined ? {} : { to: after }) }];
}

/** Whether two items are one thing that has changed, not two things. */
const isSameThing = (a: unknown, b: unknown): boolean => isPlain(a) && isPlain(b) && own(a, 'id') === own(b, 'id');

function listChanges(before: readonly unknown[], after: readonly unknown[], path: Path): Change[] {
  const isAsLong = before.length === after.length;
  const fits = (a: unknown, b: unknown): boolean => Object.is(a, b) || (isAsLong && isSameThing(a, b));
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && fits(before[start], after[start])) start++;
  let tail = 0;
  while (tail < shorter - start && fits(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const end = before.length - tail;
  const within = isAsLong
    ? before.flatMap((item, k) => (k < start || k >= end ? changesBetween(item, after[k], [...path, k]) : []))
    : [];
  const out = before.slice(start, end);
  const put = after.slice(start, after.length - tail);
  return isEqual(out, put) ? within : [...within, { path, at: start, out, put }];
}

/** Whether two JSON values say the same; a field that is undefined is absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, k) => isEqual(item, b[k]));
  if (!isPlain(a) || !isPlain(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isEqual(own(a, key), own(b, key)));
}

/**
 * The value with the changes done, or undone; null where one does not fit, because what it changes is not what it was. Keys
 * are own keys throughout, so that no name (`constructor`, `toString`) reaches what every object has by birth.
 */
export function withChanges<T>(value: T, changes: readonly Change[], direction: Direction = 'forward'): T | null {
  const ordered = direction === 'forward' ? changes : changes.toReversed().map(reversed);
  let changed: unknown = value;
  for (const change of ordered) {
    const next = withChange(changed, change.path, change);
    if (next === MISFIT) return null;
    changed = next;
  }
  return changed as T;
}

function reversed(change: Change): Change {
  if ('at' in change) return { path: change.path, at: change.at, out: change.put, put: change.out };
  const { path } = change;
  return {
    path,
    ...(change.to === undefined ? {} : { from: change.to }),
    ...(change.from === undefined ? {} : { to: change.from }),
  };
}

const MISFIT = Symbol('misfit');

function withChange(value: unknown, [key, ...rest]: Path, change: Change): unknown {
  if (key === undefined) return changedHere(value, change);
  if (Array.isArray(value)) {
    if (typeof key !== 'number' || !(key in value)) return MISFIT;
    const inner = withChange(value[key], rest, change);
    return inner === MISFIT || inner === undefined ? MISFIT : value.with(key, inner);
  }
  if (!isPlain(value) || typeof key !== 'string' || key === FORBIDDEN_NAME) return MISFIT;
  const inner = withChange(own(value, key), rest, change);
  if (inner === MISFIT) return MISFIT;
  // A computed key makes an own one, whatever its name.
  if (inner !== undefined) return { ...value, [key]: inner };
  const { [key]: _removed, ...others } = value;
  return others;
}

function changedHere(value: unknown, change: Change): unknown {
  if (!('at' in change)) return isEqual(value, change.from) ? change.to : MISFIT;
  const { at, out, put } = change;
  if (!Array.isArray(value) || !isEqual(value.slice(at, at + out.length), out)) return MISFIT;
  return value.toSpliced(at, out.length, ...put);
}
