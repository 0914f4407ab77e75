import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { tidy } from '../../src/document/tidy.ts';
import { readPreset } from '../presets/expectations.ts';

const SIZE = { width: 200, height: 96 };
const sizesOf = ({ nodes }: NetworkDocument) => new Map(nodes.map(({ id }) => [id, SIZE] as const));
const everything = ({ nodes, groups = [] }: NetworkDocument) => [...nodes, ...groups].map(({ id }) => id);
const heaped = (document: NetworkDocument) =>
  produce(document, (draft) => {
    for (const node of draft.nodes) node.position = { x: 320, y: 160 };
  });
const tidied = (document: NetworkDocument, ids = everything(document)) =>
  produce(document, (draft) => tidy(draft, ids, sizesOf(document)));
const placeOf = ({ nodes, groups = [] }: NetworkDocument, id: string) => {
  const item = [...nodes, ...groups].find((candidate) => candidate.id === id);
  if (item === undefined) throw new Error(id);
  return item.position;
};

describe('tidying up', () => {
  const document = heaped(readPreset('lif-background'));
  const result = tidied(document);

  it('lays no node over another', () => {
    for (const a of result.nodes) {
      for (const b of result.nodes) {
        if (a.id >= b.id) continue;
        const apart =
          Math.abs(a.position.x - b.position.x) >= SIZE.width || Math.abs(a.position.y - b.position.y) >= SIZE.height;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
  });

  it('puts stimuli left of what they reach, and probes right of what they tap', () => {
    const checked = result.edges.filter(({ kind }) => kind !== 'synapse');
    expect(checked.length).toBeGreaterThan(1);
    for (const { source, target } of checked) expect(placeOf(result, source).x).toBeLessThan(placeOf(result, target).x);
  });

  it('keeps the upper left corner, and what is not chosen', () => {
    expect(Math.min(...result.nodes.map(({ position }) => position.x))).toBe(320);
    expect(Math.min(...result.nodes.map(({ position }) => position.y))).toBe(160);
    const [first, second, ...others] = document.nodes.map(({ id }) => id);
    const part = tidied(document, [first ?? '', second ?? '']);
    for (const id of others) expect(placeOf(part, id)).toEqual({ x: 320, y: 160 });
    expect(placeOf(part, first ?? '')).not.toEqual(placeOf(part, second ?? ''));
  });

  it('changes nothing else, and is the same each time', () => {
    const withPlaces = (network: NetworkDocument) => ({
      ...network,
      nodes: network.nodes.map((node) => ({ ...node, position: null })),
    });
    expect(withPlaces(result)).toEqual(withPlaces(document));
    expect(tidied(document)).toEqual(result);
    expect(tidied(result)).toEqual(result);
  });

  it('keeps the contents of a group in its frame, apart from what is outside', () => {
    const grouped = heaped(readPreset('potjans-diesmann'));
    const tidyGroups = tidied(grouped);
    const groups = tidyGroups.groups ?? [];
    expect(groups.length).toBeGreaterThan(1);
    for (const { id, position, size, collapsed } of groups) {
      const inside = (place: { x: number; y: number }) =>
        place.x >= position.x &&
        place.y >= position.y &&
        place.x < position.x + size.width &&
        place.y < position.y + size.height;
      if (collapsed) continue;
      for (const node of tidyGroups.nodes)
        expect(inside(node.position), `${node.id} and ${id}`).toBe(node.parent === id);
    }
  });

  it('does nothing to an empty network, or one of one node', () => {
    const alone = { ...document, nodes: document.nodes.slice(0, 1), edges: [] };
    expect(tidied(alone)).toEqual(alone);
    const empty = { ...document, nodes: [], edges: [] };
    expect(tidied(empty)).toEqual(empty);
  });
});
