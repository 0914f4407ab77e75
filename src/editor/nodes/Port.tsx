import { Handle, Position } from '@xyflow/react';
import { portId } from '../ports.ts';

interface Props {
  readonly side: 'in' | 'out';
  readonly label: string;
  /** Of a collapsed group: the node whose port it is. */
  readonly of?: string;
}

/** A node's port: connections start at the out port (right) and end at the in port (left); either can be dragged. */
export function Port({ side, label, of }: Props) {
  return (
    <Handle
      id={of === undefined ? side : portId(side, of)}
      type={side === 'in' ? 'target' : 'source'}
      position={side === 'in' ? Position.Left : Position.Right}
      className={`port port-${side}`}
      title={label}
    />
  );
}
