import { findGroup, groupsOf } from '../document/groups.ts';
import type { NetworkDocument, Variant } from '../document/schema.ts';
import { entryOf } from '../units/index.ts';

type Override = Variant['overrides'][number];
type Item = NetworkDocument['nodes'][number] | NetworkDocument['edges'][number];

/** Fields that are shared by all configurations: where a thing stands and what it is called. */
const SHARED = new Set(['id', 'kind', 'position', 'name', 'parent', 'source', 'target']);
const RECORDS = ['parameters', 'initial'];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Overrides of one record (parameters, initial); the whole of it where an entry was taken away. */
function recordOverrides(
  node: string,
  name: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Override[] {
  if (Object.keys(before).some((key) => !Object.hasOwn(after, key)))
    return [{ node, field: name, value: after as Override['value'] }];
  return Object.entries(after).flatMap(([key, value]) =>
    same(entryOf(before, key), value) ? [] : [{ node, field: `${name}.${key}`, value: value as Override['value'] }],
  );
}

/** What is absent in `after` and was there before: overridden by null. */
function withoutOverrides(node: string | null, before: object, after: object): Override[] {
  return Object.keys(before).flatMap((field): Override[] =>
    SHARED.has(field) || Reflect.get(before, field) === undefined || Reflect.get(after, field) !== undefined
      ? []
      : [{ node, field, value: null }],
  );
}

function itemOverrides(before: Item, after: Item): Override[] {
  const changed = Object.entries(after).flatMap(([field, value]): Override[] => {
    const old: unknown = Reflect.get(before, field);
    if (SHARED.has(field) || value === undefined || same(old, value)) return [];
    if (RECORDS.includes(field)) {
      return recordOverrides(after.id, field, old as Record<string, unknown>, value as Record<string, unknown>);
    }
    return [{ node: after.id, field, value: value as Override['value'] }];
  });
  return [...changed, ...withoutOverrides(after.id, before, after)];
}

/** What has to be overridden on `base` to get `shown`: values of nodes and edges, and run settings. */
export function overridesBetween(base: NetworkDocument, shown: NetworkDocument): Override[] {
  const before = new Map<string, Item>([...base.nodes, ...base.edges].map((item) => [item.id, item]));
  const items = [...shown.nodes.filter(({ kind }) => kind !== 'probe'), ...shown.edges].flatMap((item) => {
    const old = before.get(item.id);
    return old === undefined ? [] : itemOverrides(old, item);
  });
  const repeats = groupsOf(shown).flatMap(({ id, repeat }): Override[] => {
    const old = findGroup(base, id)?.repeat;
    return same(old, repeat) ? [] : [{ node: id, field: 'repeat', value: repeat ?? null }];
  });
  // All configurations run with one seed.
  const run = Object.entries(shown.run).flatMap(([field, value]) =>
    field === 'seed' || value === undefined || same(Reflect.get(base.run, field), value)
      ? []
      : [{ node: null, field, value }],
  );
  return [...items, ...repeats, ...run, ...withoutOverrides(null, base.run, shown.run)];
}

/** Whether two networks have the same nodes, groups, edges and own models, whatever their values. */
export function sameStructure(a: NetworkDocument, b: NetworkDocument): boolean {
  const ids = ({ nodes, groups = [], edges }: NetworkDocument) =>
    [...nodes, ...groups, ...edges].map(({ id }) => id).join(' ');
  return ids(a) === ids(b) && a.models === b.models;
}
