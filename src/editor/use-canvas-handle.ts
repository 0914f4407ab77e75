import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useCanvas } from './canvas-store.ts';
import type { FlowEdge, FlowNode } from './derive.ts';
import { onOpened, useEditor } from './store.ts';

/** Room around the network when it is shown whole: the controls stand at the left. */
export const EXTENT = {
  padding: { top: '24px', right: '24px', bottom: '24px', left: '60px' },
  maxZoom: 1,
} as const;

/** Time for the nodes of a newly opened network to be laid out and measured, ms. */
const LAYOUT_MS = 60;

/** Registers what other parts may do with the view, and shows a newly opened network whole (or as it was saved). */
export function useCanvasHandle(): void {
  const { fitView, getNodes, screenToFlowPosition, setViewport } = useReactFlow<FlowNode, FlowEdge>();
  const store = useStoreApi();
  useEffect(() => {
    useCanvas.getState().register({
      fit: () => void fitView(EXTENT),
      sizes: () =>
        new Map(
          getNodes().flatMap(({ id, measured }) =>
            measured?.width === undefined || measured.height === undefined
              ? []
              : [[id, { width: measured.width, height: measured.height }]],
          ),
        ),
      centre: () => {
        const box = store.getState().domNode?.getBoundingClientRect();
        if (box === undefined) return { x: 0, y: 0 };
        return screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, { snapToGrid: false });
      },
    });
    return () => useCanvas.getState().register(null);
  }, [fitView, getNodes, screenToFlowPosition, store]);
  useEffect(() => {
    const show = () => {
      const { view, nodes } = useEditor.getState().document;
      // A fit of nothing would wait for the first node and move it away from where it was dropped.
      if (nodes.length === 0) setViewport({ x: 0, y: 0, zoom: 1 });
      else if (view) setViewport(view);
      else fitView(EXTENT);
    };
    if (useEditor.getState().document.nodes.length > 0) setTimeout(show, LAYOUT_MS);
    return onOpened(() => setTimeout(show, LAYOUT_MS));
  }, [fitView, setViewport]);
}
