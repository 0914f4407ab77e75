import { groupItems, ungroup } from '../document/group-commands.ts';
import { findGroup, groupsOf } from '../document/groups.ts';
import { useCanvas } from './canvas-store.ts';
import { refuse } from './notify.ts';
import { useEditor } from './store.ts';

/** Commands on groups, as the canvas and the keyboard give them. */

export function selectGroup(id: string, adding: boolean): void {
  const { selection, select } = useEditor.getState();
  if (adding) select({ ...selection, nodes: [...new Set([...selection.nodes, id])] });
  else if (selection.nodes.join() !== id || selection.edges.length > 0) select({ nodes: [id], edges: [] });
}

const selectedGroups = (): string[] => {
  const { document, selection } = useEditor.getState();
  return groupsOf(document).flatMap(({ id }) => (selection.nodes.includes(id) ? [id] : []));
};

/** Puts what is selected into a new group. */
export function groupSelected(): void {
  const { selection, edit, select } = useEditor.getState();
  if (selection.nodes.length === 0) {
    refuse('Select the nodes that shall be a group.');
    return;
  }
  const sizes = useCanvas.getState().handle?.sizes() ?? new Map();
  let made: string | null = null;
  edit('Group', (draft) => {
    made = groupItems(draft, selection.nodes, sizes);
  });
  if (made !== null) select({ nodes: [made], edges: [] });
}

/** Takes the selected groups away and leaves what is in them. */
export function ungroupSelected(): void {
  const ids = selectedGroups();
  if (ids.length === 0) {
    refuse('Select the group that shall be dissolved.');
    return;
  }
  const { document, edit, select } = useEditor.getState();
  const freed = [...document.nodes, ...groupsOf(document)].filter(({ parent }) => ids.includes(parent ?? ''));
  edit('Ungroup', (draft) => {
    for (const id of ids) ungroup(draft, id);
  });
  select({ nodes: freed.map(({ id }) => id), edges: [] });
}

export function setCollapsed(ids: readonly string[], collapsed: boolean): void {
  const { edit, select } = useEditor.getState();
  edit(collapsed ? 'Collapse' : 'Expand', (draft) => {
    for (const group of draft.groups ?? []) if (ids.includes(group.id)) group.collapsed = collapsed;
  });
  select({ nodes: [...ids], edges: [] });
}

/** Collapses the selected groups, or expands them where all are collapsed. */
export function toggleCollapsed(): void {
  const ids = selectedGroups();
  if (ids.length === 0) {
    refuse('Select the group that shall be collapsed or expanded.');
    return;
  }
  const { document } = useEditor.getState();
  setCollapsed(ids, !ids.every((id) => findGroup(document, id)?.collapsed));
}

/** Lays out what is selected, or the whole network where less than two nodes are. The layout is loaded when it is first asked for. */
export async function tidySelected(): Promise<void> {
  const { tidy } = await import('../document/tidy.ts');
  const { document, selection, edit } = useEditor.getState();
  const all = [...document.nodes, ...groupsOf(document)].map(({ id }) => id);
  const sizes = useCanvas.getState().handle?.sizes() ?? new Map();
  edit('Tidy up', (draft) => tidy(draft, selection.nodes.length < 2 ? all : selection.nodes, sizes));
  useCanvas.getState().announce('Tidied up.');
}

export function resizeGroup(id: string, size: { readonly width: number; readonly height: number }): void {
  useEditor.getState().edit('Resize', (draft) => {
    const group = findGroup(draft, id);
    if (group !== undefined) group.size = { ...size };
  });
}
