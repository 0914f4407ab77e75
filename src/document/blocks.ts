import type { Draft } from 'immer';
import { z } from 'zod';
import type { Problem } from '../contract/index.ts';
import { parseQuantity } from '../units/index.ts';
import type { Ids } from './commands.ts';
import { addPiece, pieceFields, pieceOf } from './fragments.ts';
import { findGroup } from './groups.ts';
import { CURRENT_VERSION, migrate } from './migrations.ts';
import { formFaults } from './model-file.ts';
import { problem } from './problems.ts';
import type { Group, NetworkDocument, NetworkNode, Quantity } from './schema.ts';
import { quantitySchema } from './value-schema.ts';

/** A group that is kept to be used again: in a file, among the blocks of the palette. */
const blockSchema = z.strictObject({
  format: z.literal('entrain-block'),
  version: z.literal(CURRENT_VERSION),
  name: z.string().min(1),
  /** A sentence on what it does. */
  about: z.string(),
  /** Where it comes from. */
  source: z.string().optional(),
  /** Time step with which it was made: with a longer one it may diverge. */
  dt: quantitySchema.optional(),
  ...pieceFields,
});

export type Block = z.infer<typeof blockSchema>;

/** A group of the network as a block; positions count from its frame's corner. */
export function blockOf(document: NetworkDocument, groupId: string, about: string): Block | null {
  const group = findGroup(document, groupId);
  if (group === undefined) return null;
  const { nodes, groups = [], edges, models } = pieceOf(document, { nodes: [groupId], edges: [] });
  const { x, y } = group.position;
  const placed = <T extends NetworkNode | Group>(item: T): T => ({
    ...item,
    position: { x: item.position.x - x, y: item.position.y - y },
  });
  const bare = (item: Group): Group => {
    const { parent: _outside, ...rest } = item;
    return item.id === groupId ? rest : item;
  };
  return {
    format: 'entrain-block',
    version: CURRENT_VERSION,
    name: group.name,
    about,
    dt: document.run.dt,
    nodes: nodes.map(placed),
    groups: groups.map((item) => bare(placed(item))),
    edges: [...edges],
    ...(models === undefined ? {} : { models: { ...models } }),
  };
}

/**
 * Puts a block on the canvas with its corner at a place; returns what was added. The network's time step becomes the block's
 * where that is shorter.
 */
export function addBlock(
  draft: Draft<NetworkDocument>,
  block: Block,
  at: { readonly x: number; readonly y: number },
): Ids {
  const { nodes, groups, edges, models } = block;
  const piece = { nodes, edges, ...(groups && { groups }), ...(models && { models }) };
  if (block.dt !== undefined && isShorter(block.dt, draft.run.dt)) draft.run.dt = block.dt;
  return addPiece(draft, piece, at);
}

function isShorter(a: Quantity, b: Quantity): boolean {
  const [first, second] = [parseQuantity(a), parseQuantity(b)];
  return !('fault' in first) && !('fault' in second) && first.value < second.value;
}

const isBlock = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && Reflect.get(json, 'format') === 'entrain-block';

/** Whether a file's text says that it is a block, whatever its faults. */
export function isBlockFile(text: string): boolean {
  try {
    return isBlock(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Reads a block; all faults of its form are listed. */
export function readBlock(json: unknown): { readonly block: Block | null; readonly problems: readonly Problem[] } {
  const current = isBlock(json) ? (migrate(json as Record<string, unknown>) ?? json) : json;
  const parsed = blockSchema.safeParse(current);
  const faults = parsed.success ? structureFaults(parsed.data) : formFaults(blockSchema, current);
  if (parsed.success && faults.length === 0) return { block: parsed.data, problems: [] };
  return {
    block: null,
    problems: faults.map((fault) => problem({ ...fault, subject: { id: null, title: 'Block' } })),
  };
}

/** Edges without ends and parents that are not there would be dropped without a word. */
function structureFaults({
  nodes,
  groups = [],
  edges,
}: Block): { code: 'dangling-edge' | 'wrong-parent'; sentence: string }[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const dangling = edges.flatMap(({ id, source, target }) =>
    [source, target].flatMap((end) =>
      ids.has(end)
        ? []
        : [{ code: 'dangling-edge' as const, sentence: `edge "${id}" runs to "${end}", and there is no such node.` }],
    ),
  );
  const parents = new Set(groups.map(({ id }) => id));
  const lost = [...nodes, ...groups].flatMap(({ id, parent }) =>
    parent === undefined || parents.has(parent)
      ? []
      : [{ code: 'wrong-parent' as const, sentence: `"${id}" is part of "${parent}", and there is no such group.` }],
  );
  return [...dangling, ...lost];
}
