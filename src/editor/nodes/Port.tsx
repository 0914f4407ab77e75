import { Handle, Position } from '@xyflow/react';

/** A node's port: connections start at the out port (right) and end at the in port (left); either can be dragged. */
export function Port({ side, label }: { side: 'in' | 'out'; label: string }) {
  return (
    <Handle
      id={side}
      type={side === 'in' ? 'target' : 'source'}
      position={side === 'in' ? Position.Left : Position.Right}
      className={`port port-${side}`}
      title={label}
    />
  );
}
