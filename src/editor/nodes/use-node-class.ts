import { useConnection } from '@xyflow/react';
import { canConnect } from '../../document/connections.ts';
import { useCanvas } from '../canvas-store.ts';
import { useEditor } from '../store.ts';

/** CSS classes that every kind of node shares: lit by a hovered edge, and whether a connection being drawn may end here. */
export function useNodeClass(id: string): string {
  const lit = useCanvas((state) => state.lit.includes(id));
  const landing = useConnection((connection) => {
    if (!connection.inProgress || connection.fromNode.id === id) return '';
    const document = useEditor.getState().document;
    const reversed = connection.fromHandle.type === 'target';
    const link = reversed
      ? canConnect(document, id, connection.fromNode.id)
      : canConnect(document, connection.fromNode.id, id);
    return link.ok ? ' may-land' : ' may-not-land';
  });
  return `${lit ? ' is-lit' : ''}${landing}`;
}
