import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import type { TapFlowEdge } from '../derive.ts';
import css from './Edge.module.css';

/** What a probe observes: a dotted line without a head, since nothing flows back. */
export const TapEdge = memo(function TapEdge(props: EdgeProps<TapFlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected } = props;
  const [path] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  return <BaseEdge id={id} path={path} className={classes(css.tap, selected && css.selected)} interactionWidth={20} />;
});
