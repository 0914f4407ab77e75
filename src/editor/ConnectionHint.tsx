import { useConnection, useReactFlow } from '@xyflow/react';
import { canConnect } from '../document/connections.ts';
import css from './ConnectionHint.module.css';
import { ownerOf } from './ports.ts';
import { useEditor } from './store.ts';

/** While a line is drawn over a port that it may not end at: why, beside the pointer. */
export function ConnectionHint() {
  const { flowToScreenPosition } = useReactFlow();
  const refused = useConnection((connection) => {
    if (!connection.inProgress || connection.toNode === null || connection.isValid !== false) return null;
    const reversed = connection.fromHandle.type === 'target';
    const start = ownerOf(connection.fromNode.id, connection.fromHandle.id);
    const end = ownerOf(connection.toNode.id, connection.toHandle?.id);
    const [source, target] = reversed ? [end, start] : [start, end];
    return { source, target, x: connection.to.x, y: connection.to.y };
  });
  if (refused === null) return null;
  const link = canConnect(useEditor.getState().document, refused.source, refused.target);
  if (link.ok) return null;
  const place = flowToScreenPosition({ x: refused.x, y: refused.y });
  return (
    <div className={css.hint} style={{ left: place.x + 14, top: place.y + 14 }}>
      {link.reason}
    </div>
  );
}
