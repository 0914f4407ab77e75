import { useConnection } from '@xyflow/react';
import { classes } from '../../controls/classes.ts';
import { canConnect } from '../../document/connections.ts';
import { useCanvas } from '../canvas-store.ts';
import { membersOf, ownerOf } from '../ports.ts';
import { useEditor } from '../store.ts';
import css from './Node.module.css';

/** CSS classes that every kind of node shares: lit by a hovered edge, and whether a connection being drawn may end here. */
export function useNodeClass(id: string): string {
  const lit = useCanvas((state) => state.lit.includes(id));
  const landing = useConnection((connection) => {
    if (!connection.inProgress || connection.fromNode.id === id) return '';
    const document = useEditor.getState().document;
    const start = ownerOf(connection.fromNode.id, connection.fromHandle.id);
    const reversed = connection.fromHandle.type === 'target';
    const may = membersOf(document, id).some((end) => {
      return (reversed ? canConnect(document, end, start) : canConnect(document, start, end)).ok;
    });
    return may ? css.mayLand : css.mayNotLand;
  });
  return classes(lit && css.lit, landing);
}
