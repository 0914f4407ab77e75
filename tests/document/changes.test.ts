import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, withChanges } from '../../src/document/changes.ts';

/** Names that every object has by birth among those of the field. */
const name = fc.constantFrom('a', 'id', 'tau', 'constructor', 'toString', 'hasOwnProperty', 'prototype', '0');
const { value } = fc.letrec<{ value: unknown; list: unknown[]; record: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(null, true, 0, 1, '1 ms', '2 ms'), tie('list'), tie('record')),
  list: fc.array(tie('value'), { maxLength: 5 }),
  record: fc
    .array(fc.tuple(name, tie('value')), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries) as Record<string, unknown>),
}));

const text = (json: unknown): string =>
  JSON.stringify(json, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

describe('changes between two values', () => {
  it('make the one of the other, and back, after a way through JSON too', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        const changes = JSON.parse(JSON.stringify(changesBetween(before, after)));
        expect(text(withChanges(before, changes))).toBe(text(after));
        expect(text(withChanges(after, changes, 'backward'))).toBe(text(before));
      }),
      { numRuns: 3000 },
    );
  });

  it('are none where both say the same', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(changesBetween(json, structuredClone(json))).toEqual([]);
      }),
    );
  });

  it('name the field that differs, and the item that was taken out, alone', () => {
    const before = { nodes: [{ id: 'E', size: 1 }, { id: 'I' }, { id: 'P' }] };
    expect(changesBetween(before, { nodes: [{ id: 'E', size: 2 }, before.nodes[1], before.nodes[2]] })).toEqual([
      { path: ['nodes', 0, 'size'], from: 1, to: 2 },
    ]);
    expect(changesBetween(before, { nodes: [before.nodes[0], before.nodes[2]] })).toEqual([
      { path: ['nodes'], at: 1, out: [{ id: 'I' }], put: [] },
    ]);
  });

  it.each([
    [{ path: ['a'], from: 1, to: 2 }, { a: 3 }],
    [{ path: ['a', 'b'], from: 1, to: 2 }, { a: 1 }],
    [{ path: ['constructor', 'name'], from: 'Object', to: 'x' }, {}],
    [{ path: ['__proto__', 'polluted'], to: true }, {}],
    [{ path: ['list', 'length'], from: 1, to: 0 }, { list: [1] }],
    [{ path: ['list'], at: 0, out: [2], put: [] }, { list: [1] }],
  ])('are refused whole where they do not fit: %o', (change, json) => {
    expect(withChanges(json, [{ path: ['first'], to: 1 }, change])).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
