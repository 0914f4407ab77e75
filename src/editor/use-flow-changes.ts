import type { EdgeChange, NodeChange, NodePositionChange } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import { moveNodes } from '../document/commands.ts';
import { type Sizes, settle } from '../document/group-commands.ts';
import { groupsAround, groupsOf } from '../document/groups.ts';
import type { FlowEdge, FlowNode } from './derive.ts';
import { type Overlays, withChanges } from './overlays.ts';
import { useEditor } from './store.ts';

/**
 * React Flow's changes: measured sizes and running drags stay in local state (`overlays`), so that a drag touches neither
 * document nor history; the end of a drag is written to the document as one edit.
 */
export function useFlowChanges() {
  const [overlays, setOverlays] = useState<Overlays>(() => new Map());
  const latest = useRef(overlays);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    selectFrom(changes, 'nodes');
    const moved = changes.filter((change) => change.type === 'position');
    const ended = moved.filter((change) => change.dragging === false);
    const dragged = ended.some(({ id }) => latest.current.get(id)?.dragging);
    const next = withChanges(latest.current, changes);
    if (next !== latest.current) {
      latest.current = next;
      setOverlays(next);
    }
    if (ended.length > 0) writePositions(ended, dragged ? 'drag' : 'keys', sizesOf(next));
  }, []);

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => selectFrom(changes, 'edges'), []);
  return { overlays, onNodesChange, onEdgesChange };
}

function sizesOf(overlays: Overlays): Sizes {
  return new Map([...overlays].flatMap(([id, { measured }]) => (measured === undefined ? [] : [[id, measured]])));
}

/**
 * A drag is one step of undo; arrow keys in a row are one too. React Flow counts from the frame around, the document from the
 * canvas. What is dragged into a frame or out of it changes groups.
 */
function writePositions(changes: readonly NodePositionChange[], by: 'drag' | 'keys', sizes: Sizes) {
  const { document, edit } = useEditor.getState();
  const items = [...document.nodes, ...groupsOf(document)];
  const ids = changes.map(({ id }) => id);
  const moves = changes.flatMap(({ id, position }) => {
    const item = items.find((candidate) => candidate.id === id);
    if (item === undefined || position === undefined) return [];
    const [frame, ...outer] = groupsAround(document, item);
    // It moves with its group.
    if ([frame, ...outer].some((group) => group !== undefined && ids.includes(group.id))) return [];
    const { x, y } = frame?.position ?? { x: 0, y: 0 };
    return [{ id, position: { x: position.x + x, y: position.y + y } }];
  });
  const key = by === 'keys' ? `nudge ${ids.join()}` : undefined;
  edit(
    'Move',
    (draft) => {
      moveNodes(draft, moves);
      if (by === 'drag') settle(draft, ids, sizes);
    },
    key,
  );
}

type SelectChange = { readonly type: string; readonly id?: string; readonly selected?: boolean };

function selectFrom(changes: readonly SelectChange[], of: 'nodes' | 'edges') {
  const picked = changes.filter((change) => change.type === 'select');
  if (picked.length === 0) return;
  const { selection, select } = useEditor.getState();
  const ids = new Set(selection[of]);
  for (const { id, selected } of picked) {
    if (id === undefined) continue;
    if (selected) ids.add(id);
    else ids.delete(id);
  }
  select({ ...selection, [of]: [...ids] });
}
