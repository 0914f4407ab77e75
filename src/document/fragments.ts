import type { Draft } from 'immer';
import type { Ids } from './commands.ts';
import { freeId, freeName, idsOf } from './free-id.ts';
import { groupsOf, withContents } from './groups.ts';
import { carryModels, usedModels } from './models.ts';
import {
  edgeSchema,
  type Group,
  groupSchema,
  type NetworkDocument,
  type NetworkEdge,
  type NetworkNode,
  networkSchema,
  nodeSchema,
  type OwnModel,
} from './schema.ts';

/** A piece of a network: nodes, groups, the edges among them, and the own models that they need. */
export interface Piece {
  readonly nodes: readonly NetworkNode[];
  readonly groups?: readonly Group[];
  readonly edges: readonly NetworkEdge[];
  /** Own models of its populations, by id. */
  readonly models?: Readonly<Record<string, OwnModel>>;
}

/** A piece as it lies on the clipboard. */
export interface Fragment extends Piece {
  readonly format: 'entrain-fragment';
}

/** The fields of a piece in a file or on the clipboard. */
export const pieceFields = {
  nodes: nodeSchema.array(),
  groups: groupSchema.array().optional(),
  edges: edgeSchema.array(),
  models: networkSchema.shape.models,
};

/** The selected nodes, what is in the selected groups, and the edges among them. */
export function pieceOf(document: NetworkDocument, selection: Ids): Piece {
  const ids = withContents(document, selection.nodes);
  const nodes = document.nodes.filter(({ id }) => ids.has(id));
  const groups = groupsOf(document).filter(({ id }) => ids.has(id));
  const models = usedModels(document, nodes);
  return {
    nodes,
    ...(groups.length === 0 ? {} : { groups }),
    edges: document.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    ...(models === undefined ? {} : { models }),
  };
}

export function copySelection(document: NetworkDocument, selection: Ids): Fragment {
  return { format: 'entrain-fragment', ...pieceOf(document, selection) };
}

function readFragment(value: unknown): Piece | null {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'format') !== 'entrain-fragment') return null;
  const read = <K extends keyof typeof pieceFields>(name: K) => pieceFields[name].safeParse(Reflect.get(value, name));
  const [nodes, groups, edges, models] = [read('nodes'), read('groups'), read('edges'), read('models')];
  if (!nodes.success || !groups.success || !edges.success || !models.success) return null;
  return {
    nodes: nodes.data as NetworkNode[],
    ...(groups.data === undefined ? {} : { groups: groups.data as Group[] }),
    edges: edges.data as NetworkEdge[],
    ...(models.data === undefined ? {} : { models: models.data as Record<string, OwnModel> }),
  };
}

/** Adds a copied piece one grid step aside. Returns what was added; nothing where `value` is no fragment. */
export function pasteFragment(draft: Draft<NetworkDocument>, value: unknown): Ids {
  const piece = readFragment(value);
  return piece === null ? { nodes: [], edges: [] } : addPiece(draft, piece, { x: 32, y: 32 });
}

/**
 * Adds a piece, moved by `shift`, under new ids and names. What was in a group of it still is; the rest is in the group that its
 * own is in, if that is in the document. Returns the outermost groups and nodes, and the edges, that were added.
 */
export function addPiece(
  draft: Draft<NetworkDocument>,
  piece: Piece,
  shift: { readonly x: number; readonly y: number },
): Ids {
  const taken = idsOf(draft);
  const renamed = new Map<string, string>();
  const claim = (old: string): string => {
    const id = freeId(taken, old);
    taken.add(id);
    renamed.set(old, id);
    return id;
  };
  const present = new Set(groupsOf(draft).map(({ id }) => id));
  const carried = carryModels(draft, piece.models ?? {});
  const groups = piece.groups ?? [];
  for (const { id } of groups) claim(id);
  /** The copy of an item, but for its id. */
  const moved = <T extends NetworkNode | Group>({ parent, ...item }: T) => {
    const around =
      parent === undefined ? undefined : (renamed.get(parent) ?? (present.has(parent) ? parent : undefined));
    return {
      ...structuredClone(item),
      position: { x: item.position.x + shift.x, y: item.position.y + shift.y },
      ...(around === undefined ? {} : { parent: around }),
    };
  };
  if (groups.length > 0) draft.groups ??= [];
  for (const group of groups) {
    const id = renamed.get(group.id) ?? group.id;
    draft.groups?.push({ ...moved(group), id, name: freeName(groupsOf(draft), group.name) } as Draft<Group>);
  }
  for (const node of piece.nodes) {
    draft.nodes.push({
      ...moved(node),
      ...(node.kind === 'population' ? { model: carried.get(node.model) ?? node.model } : {}),
      id: claim(node.id),
      name: freeName(draft.nodes, node.name),
    } as Draft<NetworkNode>);
  }
  const edges: string[] = [];
  for (const edge of piece.edges) {
    const source = renamed.get(edge.source);
    const target = renamed.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const id = claim(edge.id);
    draft.edges.push({ ...structuredClone(edge), id, source, target });
    edges.push(id);
  }
  const own = new Set(groups.map(({ id }) => id));
  const tops = [...groups, ...piece.nodes].filter(({ parent }) => parent === undefined || !own.has(parent));
  return { nodes: tops.flatMap(({ id }) => renamed.get(id) ?? []), edges };
}

export function duplicateSelection(draft: Draft<NetworkDocument>, selection: Ids): Ids {
  const plain = JSON.parse(JSON.stringify(draft)) as NetworkDocument;
  return addPiece(draft, pieceOf(plain, selection), { x: 32, y: 32 });
}
