import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useMemo } from 'react';
import { lightEnds } from './edges/light.ts';
import { refuse } from './notify.ts';
import { applyToEdges } from './palette/edge-items.ts';
import { addItem, EDGE_MIME, findItem, isNodeItem, PALETTE_MIME } from './palette/items.ts';
import { useEditor } from './store.ts';

/** Where the pointer takes hold of a new node, from its corner, px. */
const GRIP = { x: 60, y: 24 };

/** The synapse under the pointer, if any. */
function edgeAt({ clientX, clientY }: DragEvent) {
  const ids = document
    .elementsFromPoint(clientX, clientY)
    .map((element) => element.closest<HTMLElement>('.react-flow__edge, .edge-label')?.dataset.id);
  return useEditor.getState().document.edges.find(({ id, kind }) => kind === 'synapse' && ids.includes(id)) ?? null;
}

/** Takes items dropped from the palette; other drops (files) are left to the app. */
export function useDrop() {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(
    () => ({
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes(PALETTE_MIME)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        const edge = event.dataTransfer.types.includes(EDGE_MIME) ? edgeAt(event) : null;
        if (edge === null) lightEnds();
        else lightEnds(edge.source, edge.target);
      },
      onDrop(event: DragEvent) {
        const data = event.dataTransfer.getData(PALETTE_MIME);
        const item = findItem(useEditor.getState().document, data);
        if (item === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        lightEnds();
        if (!isNodeItem(item)) {
          const edge = edgeAt(event);
          const reason = edge === null ? 'Drop it on a connection between populations.' : applyToEdges(item, [edge.id]);
          if (reason !== null) refuse(reason);
          else if (edge !== null) useEditor.getState().select({ nodes: [], edges: [edge.id] });
          return;
        }
        const at = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
        addItem(item, { x: at.x - GRIP.x, y: at.y - GRIP.y });
      },
    }),
    [screenToFlowPosition],
  );
}
