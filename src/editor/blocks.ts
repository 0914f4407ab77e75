import { openDB } from 'idb';
import { create } from 'zustand';
import { addBlock, type Block, blockOf, readBlock } from '../document/blocks.ts';
import { saveBlob } from '../plots/download.ts';
import { useCanvas } from './canvas-store.ts';
import { refuse } from './notify.ts';
import { useRefusedFile } from './refused-file.ts';
import { useEditor } from './store.ts';

/** A block under the key by which the palette names it. */
export interface KeptBlock {
  readonly key: string;
  readonly block: Block;
}

const files = import.meta.glob<{ default: unknown }>('/presets/blocks/*.json', { eager: true });

/** Blocks that come with Entrain; the tests see to it that each can be read. */
const shipped: readonly KeptBlock[] = Object.entries(files).flatMap(([path, { default: json }]) => {
  const { block } = readBlock(json);
  return block === null ? [] : [{ key: path.replace(/^.*\//, '').replace('.json', ''), block }];
});

/** All blocks of the palette: those that come with Entrain, then the user's. */
export const useBlocks = create<{ readonly blocks: readonly KeptBlock[] }>()(() => ({ blocks: shipped }));

export const findBlock = (key: string): Block | undefined =>
  useBlocks.getState().blocks.find((kept) => kept.key === key)?.block;

const STORE = 'blocks';
const database = () =>
  openDB('entrain-blocks', 1, {
    upgrade(db) {
      db.createObjectStore(STORE);
    },
  });

const OWN = 'own/';

/** Whether the key is of a block that the user keeps. */
export const isOwn = (key: string): boolean => key.startsWith(OWN);

/** Reads the user's blocks from the browser's store; a private window may have none. */
export async function loadOwnBlocks(): Promise<void> {
  try {
    const db = await database();
    const all: unknown[] = await db.getAll(STORE);
    db.close();
    const own = all.flatMap((json) => {
      const { block } = readBlock(json);
      return block === null ? [] : [{ key: `${OWN}${block.name}`, block }];
    });
    useBlocks.setState({ blocks: [...shipped, ...own] });
  } catch {
    useBlocks.setState({ blocks: shipped });
  }
}

async function write(change: (db: Awaited<ReturnType<typeof database>>) => Promise<unknown>): Promise<boolean> {
  try {
    const db = await database();
    await change(db);
    db.close();
    return true;
  } catch {
    return false;
  }
}

function ownBlock(groupId: string): Block | null {
  const { document } = useEditor.getState();
  return blockOf(document, groupId, `Your block, from “${document.name}”.`);
}

/** Keeps a group among the blocks of the palette; one of the same name is replaced. */
export async function keepBlock(groupId: string): Promise<void> {
  const block = ownBlock(groupId);
  if (block === null) return;
  const key = `${OWN}${block.name}`;
  const others = useBlocks.getState().blocks.filter((kept) => kept.key !== key);
  useBlocks.setState({ blocks: [...others, { key, block }] });
  if (await write((db) => db.put(STORE, block, block.name))) {
    useCanvas.getState().announce(`${block.name} is among the blocks of the palette.`);
  } else refuse('The browser does not let Entrain keep blocks: it will be gone when this page is closed.');
}

export function removeBlock(key: string): void {
  useBlocks.setState({ blocks: useBlocks.getState().blocks.filter((kept) => kept.key !== key) });
  void write((db) => db.delete(STORE, key.slice(OWN.length)));
}

/** Gives the user a file of a group, for other networks and other people. */
export function saveBlockFile(groupId: string): void {
  const block = ownBlock(groupId);
  if (block === null) return;
  const stem =
    block.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'block';
  const text = `${JSON.stringify(block, null, 2)}\n`;
  saveBlob(`${stem}.block.json`, new Blob([text], { type: 'application/json' }));
}

/** Puts the block of a file in the middle of the view; one with faults is refused, and they are listed. */
export async function loadBlockFile(file: File): Promise<void> {
  const { block, problems } = readBlock(JSON.parse(await file.text()));
  if (block === null) {
    useRefusedFile.setState({ name: file.name, problems });
    return;
  }
  const { handle, announce } = useCanvas.getState();
  const { x, y } = handle?.centre() ?? { x: 0, y: 0 };
  const [frame] = block.groups ?? [];
  const at = { x: x - (frame?.size.width ?? 0) / 2, y: y - (frame?.size.height ?? 0) / 2 };
  const { edit, select } = useEditor.getState();
  let added: readonly string[] = [];
  edit(`Add ${block.name}`, (draft) => {
    added = addBlock(draft, block, at).nodes;
  });
  select({ nodes: added, edges: [] });
  announce(`The block ${block.name} was added.`);
}
