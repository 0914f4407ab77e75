import { type Connection, type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { canConnect } from '../document/connections.ts';
import { connectNodes, refuse } from './connect.ts';
import { openDropMenu } from './connect-menu.ts';
import type { FlowEdge } from './derive.ts';
import { useEditor } from './store.ts';

/** Drawing lines between ports: what may be drawn, and what happens where a line ends. */
export function useLines() {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(
    () => ({
      isValidConnection: ({ source, target }: Connection | FlowEdge) =>
        canConnect(useEditor.getState().document, source, target).ok,
      onConnect: ({ source, target }: Connection) => connectNodes(source, target),
      onConnectEnd(event: MouseEvent | TouchEvent, connection: FinalConnectionState) {
        const { fromNode, fromHandle, isValid } = connection;
        if (!fromNode || !fromHandle || isValid === true) return;
        const place = 'changedTouches' in event ? event.changedTouches[0] : event;
        if (place === undefined) return;
        const loose = { node: fromNode.id, end: fromHandle.type === 'target' ? 'to' : 'from' } as const;
        const over = connection.toNode?.id ?? nodeAt(place.clientX, place.clientY);
        const port = connection.toHandle !== null;
        if (over === 'outside' || (over === fromNode.id && !port)) return;
        if (over !== null) {
          finish(loose, over);
          return;
        }
        const screen = { x: place.clientX, y: place.clientY };
        openDropMenu(loose, screen, screenToFlowPosition(screen, { snapToGrid: false }));
      },
    }),
    [screenToFlowPosition],
  );
}

function finish(loose: { node: string; end: 'from' | 'to' }, over: string) {
  const [source, target] = loose.end === 'from' ? [loose.node, over] : [over, loose.node];
  const link = canConnect(useEditor.getState().document, source, target);
  if (link.ok) connectNodes(source, target);
  else refuse(link.reason);
}

/** Id of the node under a point of the window; null: the empty canvas; `outside`: something else. */
function nodeAt(x: number, y: number): string | 'outside' | null {
  const element = document.elementFromPoint(x, y);
  const node = element?.closest<HTMLElement>('.react-flow__node');
  if (node) return node.dataset.id ?? 'outside';
  return element?.closest('.react-flow') ? null : 'outside';
}
