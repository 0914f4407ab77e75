import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useMemo } from 'react';
import { addItem, itemKey, PALETTE_MIME, paletteOf } from './palette/items.ts';
import { useEditor } from './store.ts';

/** Where the pointer takes hold of a new node, from its corner, px. */
const GRIP = { x: 60, y: 24 };

/** Takes items dropped from the palette; other drops (files) are left to the app. */
export function useDrop() {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(
    () => ({
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes(PALETTE_MIME)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDrop(event: DragEvent) {
        const data = event.dataTransfer.getData(PALETTE_MIME);
        const groups = paletteOf(useEditor.getState().document);
        const item = groups.flatMap(({ items }) => items).find((known) => itemKey(known) === data);
        if (item === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const at = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
        addItem(item, { x: at.x - GRIP.x, y: at.y - GRIP.y });
      },
    }),
    [screenToFlowPosition],
  );
}
