import { graphlib, layout } from '@dagrejs/dagre';
import type { Draft } from 'immer';
import { frameAround, type Item, itemsOf, moveGroup, type Sizes, sizeOf } from './group-commands.ts';
import { findGroup, groupsAround, groupsOf } from './groups.ts';
import type { NetworkDocument } from './schema.ts';

type NetworkDraft = Draft<NetworkDocument>;

/** Room between columns, in which lines carry their labels, and between rows, px. */
const ROOM = { ranksep: 144, nodesep: 48 };
/** Of the canvas, px. */
const GRID = 16;

/**
 * Lays nodes and groups out in columns along their edges, sources on the left and probes on the right (layered drawing of Sugiyama,
 * Tagawa & Toda 1981, as dagre does it). What is not chosen stays where it is; the chosen keep the place of their upper left
 * corner. The contents of a chosen open group are laid out too, and its frame fits them.
 * @param ids nodes and groups, of which those around others stand for these
 * @param sizes as they are drawn, px
 */
export function tidy(draft: NetworkDraft, ids: readonly string[], sizes: Sizes): void {
  const chosen = itemsOf(draft).filter(({ id }) => ids.includes(id));
  const tops = chosen.filter((item) => !groupsAround(draft, item).some(({ id }) => ids.includes(id)));
  const parents = new Set(tops.map(({ parent }) => parent));
  for (const parent of parents)
    tidyLevel(
      draft,
      tops.filter((item) => item.parent === parent),
      sizes,
    );
}

function tidyLevel(draft: NetworkDraft, items: readonly Item[], sizes: Sizes): void {
  for (const { id } of items) tidyContents(draft, id, sizes);
  if (items.length < 2) return;
  const corner = cornerOf(items);
  const places = placesOf(draft, items, sizes);
  const [left, top] = [Math.min(...places.map(({ x }) => x)), Math.min(...places.map(({ y }) => y))];
  const onGrid = (value: number) => Math.round(value / GRID) * GRID;
  for (const { item, x, y } of places)
    moveTo(draft, item, { x: onGrid(corner.x + x - left), y: onGrid(corner.y + y - top) });
}

/** Of an open group: lays out what is in it, and fits its frame. */
function tidyContents(draft: NetworkDraft, id: string, sizes: Sizes): void {
  const group = findGroup(draft, id) as Draft<NonNullable<ReturnType<typeof findGroup>>> | undefined;
  const contents = itemsOf(draft).filter(({ parent }) => parent === id);
  if (group === undefined || group.collapsed || contents.length === 0) return;
  tidyLevel(draft, contents, sizes);
  const { x, y, width, height } = frameAround(contents, withoutGroups(draft, sizes));
  group.position = { x, y };
  group.size = { width, height };
}

/** Frames of open groups change while they are laid out: their own size counts, not the one that was drawn. */
const withoutGroups = (draft: NetworkDraft, sizes: Sizes): Sizes => {
  const open = new Set(groupsOf(draft).flatMap(({ id, collapsed }) => (collapsed ? [] : [id])));
  return new Map([...sizes].filter(([id]) => !open.has(id)));
};

const cornerOf = (items: readonly Item[]) => ({
  x: Math.min(...items.map(({ position }) => position.x)),
  y: Math.min(...items.map(({ position }) => position.y)),
});

function moveTo(draft: NetworkDraft, item: Item, place: { readonly x: number; readonly y: number }): void {
  if (findGroup(draft, item.id) === undefined) item.position = place;
  else moveGroup(draft, item.id, place);
}

interface Place {
  readonly item: Item;
  readonly x: number;
  readonly y: number;
}

function placesOf(draft: NetworkDraft, items: readonly Item[], sizes: Sizes): Place[] {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ...ROOM });
  graph.setDefaultEdgeLabel(() => ({}));
  const current = withoutGroups(draft, sizes);
  for (const item of items) graph.setNode(item.id, { ...sizeOf(item, current) });
  const standsFor = representatives(draft, items);
  for (const { id, source, target } of draft.edges) {
    const [from, to] = [standsFor.get(source), standsFor.get(target)];
    if (from !== undefined && to !== undefined && from !== to) graph.setEdge(from, to, {}, id);
  }
  layout(graph);
  return items.map((item) => {
    const { x, y, width, height } = graph.node(item.id);
    return { item, x: x - width / 2, y: y - height / 2 };
  });
}

/** The item of the level that a node is, or lies in, by the node's id. */
function representatives(draft: NetworkDraft, items: readonly Item[]): ReadonlyMap<string, string> {
  const level = new Set(items.map(({ id }) => id));
  return new Map(
    draft.nodes.flatMap((node) => {
      const item = [node, ...groupsAround(draft, node)].find(({ id }) => level.has(id));
      return item === undefined ? [] : [[node.id, item.id] as const];
    }),
  );
}
