import { Handle, Position } from '@xyflow/react';
import { classes } from '../../controls/classes.ts';
import { portId } from '../ports.ts';
import css from './Node.module.css';

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
      className={classes(css.port, side === 'in' && css.in)}
      data-testid={`port-${side}`}
      title={label}
    />
  );
}
