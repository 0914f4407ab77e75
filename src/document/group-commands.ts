import type { Draft } from 'immer';
import { freeId, freeName, idsOf } from './free-id.ts';
import { type Box, contentsOf, findGroup, frameAt, groupsAround, groupsOf } from './groups.ts';
import { dropReferences } from './references.ts';
import type { Group, NetworkDocument, NetworkNode } from './schema.ts';

type NetworkDraft = Draft<NetworkDocument>;
export type Item = Draft<NetworkNode> | Draft<Group>;

/** Room between a frame and what it holds, px: its title stands at the top, and loops bend over and under the nodes. */
const ROOM = { side: 48, top: 96, bottom: 72 };
/** Size of what has not been measured yet, px. */
const UNMEASURED = { width: 160, height: 64 };

/** Nodes and groups: what has a place on the canvas. */
export const itemsOf = (draft: NetworkDraft): Item[] => [...draft.nodes, ...(draft.groups ?? [])];

const freeGroupName = (draft: NetworkDraft, stem: string): string => freeName(groupsOf(draft), stem);

export type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

export const sizeOf = (item: Item, sizes: Sizes) =>
  sizes.get(item.id) ?? ('size' in item && typeof item.size === 'object' ? item.size : UNMEASURED);

/** The frame around these items. */
export function frameAround(items: readonly Item[], sizes: Sizes): Box {
  const lefts = items.map(({ position }) => position.x);
  const tops = items.map(({ position }) => position.y);
  const rights = items.map((item) => item.position.x + sizeOf(item, sizes).width);
  const bottoms = items.map((item) => item.position.y + sizeOf(item, sizes).height);
  const [x, y] = [Math.min(...lefts) - ROOM.side, Math.min(...tops) - ROOM.top];
  return { x, y, width: Math.max(...rights) + ROOM.side - x, height: Math.max(...bottoms) + ROOM.bottom - y };
}

/** Puts nodes and groups into a new group, within the group that they all are in; returns its id, null without any. */
export function groupItems(draft: NetworkDraft, ids: readonly string[], sizes: Sizes, name = 'Group'): string | null {
  const chosen = itemsOf(draft).filter(({ id }) => ids.includes(id));
  // What is in a chosen group goes with it.
  const tops = chosen.filter((item) => !groupsAround(draft, item).some((group) => ids.includes(group.id)));
  if (tops.length === 0) return null;
  const chains = tops.map((item) => groupsAround(draft, item).map((group) => group.id));
  const parent = chains[0]?.find((id) => chains.every((chain) => chain.includes(id)));
  const { x, y, width, height } = frameAround(tops, sizes);
  const title = freeGroupName(draft, name);
  const id = freeId(idsOf(draft), title);
  draft.groups = [
    ...(draft.groups ?? []),
    {
      id,
      name: title,
      position: { x, y },
      size: { width, height },
      collapsed: false,
      ...(parent === undefined ? {} : { parent }),
    },
  ];
  for (const item of tops) item.parent = id;
  return id;
}

function setParent(item: Item, parent: string | undefined): void {
  if (parent === undefined) delete item.parent;
  else item.parent = parent;
}

/** Takes a group away and leaves what is in it. */
export function ungroup(draft: NetworkDraft, id: string): void {
  const group = findGroup(draft, id);
  if (group === undefined) return;
  for (const item of itemsOf(draft)) if (item.parent === id) setParent(item, group.parent);
  dropGroups(draft, new Set([id]));
}

/** Removes group frames, and what variants and sweeps say of them. */
export function dropGroups(draft: NetworkDraft, ids: ReadonlySet<string>): void {
  const left = groupsOf(draft).filter((group) => !ids.has(group.id)) as Draft<Group>[];
  if (left.length === 0) delete draft.groups;
  else draft.groups = left;
  dropReferences(draft);
}

/** What was moved or added is part of the open frame that its middle lies in, and of no group outside all frames. */
export function settle(draft: NetworkDraft, ids: readonly string[], sizes: Sizes): void {
  const moved = itemsOf(draft).filter(({ id }) => ids.includes(id));
  for (const item of moved) {
    // What moves with its group stays in it.
    if (groupsAround(draft, item).some((group) => ids.includes(group.id))) continue;
    const { width, height } = sizeOf(item, sizes);
    const middle = { x: item.position.x + width / 2, y: item.position.y + height / 2 };
    const own = new Set([item.id, ...contentsOf(draft, item.id)]);
    const frame = frameAt(draft, middle, own)?.id;
    if (item.parent !== frame) setParent(item, frame);
  }
}

/** Moves a group's frame and all that is in it. */
export function moveGroup(draft: NetworkDraft, id: string, to: { readonly x: number; readonly y: number }): void {
  const group = findGroup(draft, id);
  if (group === undefined) return;
  const [dx, dy] = [to.x - group.position.x, to.y - group.position.y];
  if (dx === 0 && dy === 0) return;
  const inside = contentsOf(draft, id);
  for (const item of itemsOf(draft)) {
    if (item.id !== id && !inside.has(item.id)) continue;
    item.position = { x: item.position.x + dx, y: item.position.y + dy };
  }
}
