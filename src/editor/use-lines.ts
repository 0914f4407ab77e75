import { type Connection, type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { canConnect } from '../document/connections.ts';
import { nameIn } from '../document/name-in.ts';
import { useCanvas } from './canvas-store.ts';
import { connectNodes } from './connect.ts';
import { openDropMenu } from './connect-menu.ts';
import type { FlowEdge } from './derive.ts';
import { refuse } from './notify.ts';
import type { LooseEnd } from './palette/items.ts';
import { membersOf, ownerOf } from './ports.ts';
import { useEditor } from './store.ts';

/** Drawing lines between ports: what may be drawn, and what happens where a line ends. */
export function useLines() {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(
    () => ({
      isValidConnection: (line: Connection | FlowEdge) => {
        const { source, target } = endsOf(line);
        return canConnect(useEditor.getState().document, source, target).ok;
      },
      onConnect(line: Connection) {
        const { source, target } = endsOf(line);
        connectNodes(source, target);
        if (line.source === line.target) keepSelection();
      },
      onConnectEnd(event: MouseEvent | TouchEvent, connection: FinalConnectionState) {
        const { fromNode, fromHandle, isValid } = connection;
        if (!fromNode || !fromHandle || isValid === true) return;
        const place = 'changedTouches' in event ? event.changedTouches[0] : event;
        if (place === undefined) return;
        const node = ownerOf(fromNode.id, fromHandle.id);
        const loose = { node, end: fromHandle.type === 'target' ? 'to' : 'from' } as const;
        const over = connection.toNode?.id ?? nodeAt(place.clientX, place.clientY);
        const port = connection.toHandle !== null;
        if (over === 'outside' || (over === fromNode.id && !port)) return;
        const screen = { x: place.clientX, y: place.clientY };
        if (over !== null) {
          const owner = ownerOf(over, connection.toHandle?.id);
          finish(loose, owner === over ? membersOf(useEditor.getState().document, over) : [owner], screen);
          return;
        }
        openDropMenu(loose, screen, screenToFlowPosition(screen, { snapToGrid: false }));
      },
    }),
    [screenToFlowPosition],
  );
}

/** The click by which a line from a node to itself ends would select the node instead of the line. */
function keepSelection() {
  const { selection, select } = useEditor.getState();
  setTimeout(() => select(selection));
}

/** The ends of a line in the document. */
function endsOf({ source, sourceHandle, target, targetHandle }: Connection | FlowEdge) {
  return { source: ownerOf(source, sourceHandle), target: ownerOf(target, targetHandle) };
}

/** Connects to the one of these that it can run to; several are offered. */
function finish(loose: LooseEnd, over: readonly string[], screen: { x: number; y: number }) {
  const document = useEditor.getState().document;
  const ways = over.map((id) => {
    const [source, target] = loose.end === 'from' ? [loose.node, id] : [id, loose.node];
    return { id, source, target, link: canConnect(document, source, target) };
  });
  const open = ways.filter(({ link }) => link.ok);
  const [first] = open.length > 0 ? open : ways;
  if (first === undefined) return;
  if (open.length > 1) {
    const items = open.map(({ id, source, target }) => {
      const label = nameIn(document.nodes, id);
      return { key: id, label, group: 'Connect', run: () => connectNodes(source, target) };
    });
    useCanvas.getState().openMenu({ title: 'Connect to', ...screen, items });
  } else if (first.link.ok) connectNodes(first.source, first.target);
  else refuse(first.link.reason);
}

/** Id of the node under a point of the window; null: the empty canvas; `outside`: something else. */
function nodeAt(x: number, y: number): string | 'outside' | null {
  const element = document.elementFromPoint(x, y);
  const node = element?.closest<HTMLElement>('.react-flow__node');
  if (node) return node.dataset.id ?? 'outside';
  return element?.closest('.react-flow') ? null : 'outside';
}
