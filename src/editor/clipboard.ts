import type { Draft } from 'immer';
import { type Ids, removeSelection } from '../document/commands.ts';
import { copySelection, duplicateSelection, pasteFragment } from '../document/fragments.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { useCanvas } from './canvas-store.ts';
import { isTyping } from './keys.ts';
import { useEditor } from './store.ts';

/** What was copied last, for browsers that refuse the system's clipboard. */
let kept: string | null = null;

const isEmpty = () => {
  const { nodes, edges } = useEditor.getState().selection;
  return nodes.length + edges.length === 0;
};

function fragmentText(): string | null {
  const { document, selection } = useEditor.getState();
  if (selection.nodes.length === 0) return null;
  kept = JSON.stringify(copySelection(document, selection));
  const count = selection.nodes.length;
  useCanvas.getState().announce(`${count} ${count === 1 ? 'node' : 'nodes'} copied.`);
  return kept;
}

/** Copies the selected nodes and the edges among them, to the system's clipboard too where that is allowed. */
export async function copy(): Promise<void> {
  const text = fragmentText();
  if (text !== null) await navigator.clipboard?.writeText(text).catch(() => undefined);
}

export async function cut(): Promise<void> {
  const copying = copy();
  remove();
  await copying;
}

/** Pastes what was copied here last; if nothing was, what the system's clipboard holds, where that is allowed. */
export async function paste(): Promise<void> {
  const text = kept ?? (await navigator.clipboard?.readText().catch(() => null));
  if (typeof text === 'string') pasteText(text);
}

/** The browser's own copy and cut events reach the system's clipboard without a permission. */
export function onCopyEvent(event: ClipboardEvent): void {
  if (isTyping(event.target) || window.getSelection()?.isCollapsed === false) return;
  const text = fragmentText();
  if (text === null) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
  if (event.type === 'cut') remove();
}

/** As for copying. A clipboard without a piece of a network (one that the browser kept to itself) leaves the last copy made here. */
export function onPasteEvent(event: ClipboardEvent): void {
  if (isTyping(event.target)) return;
  const outside = event.clipboardData?.getData('text/plain') ?? '';
  const pasted = pasteText(outside) || (kept !== null && pasteText(kept));
  if (pasted) event.preventDefault();
}

/** Adds the piece of a network in `text`, one grid step aside, and selects it; false where there is none. */
function pasteText(text: string): boolean {
  const fragment = parseJson(text);
  if (fragment === undefined) return false;
  return addAndSelect('Paste', (draft) => pasteFragment(draft, fragment));
}

export function duplicate(): void {
  const { selection } = useEditor.getState();
  if (selection.nodes.length > 0) addAndSelect('Duplicate', (draft) => duplicateSelection(draft, selection));
}

export function remove(): void {
  if (isEmpty()) return;
  const { edit, selection } = useEditor.getState();
  edit('Delete', (draft) => {
    removeSelection(draft, selection);
  });
}

function addAndSelect(label: string, add: (draft: Draft<NetworkDocument>) => Ids): boolean {
  let added: Ids = { nodes: [], edges: [] };
  useEditor.getState().edit(label, (draft) => {
    added = add(draft);
  });
  if (added.nodes.length === 0) return false;
  useEditor.getState().select({ nodes: added.nodes, edges: [] });
  return true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
