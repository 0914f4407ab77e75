import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import type { InjectionFlowEdge } from '../derive.ts';
import css from './Edge.module.css';
import { END_GAP, END_OFFSET } from './ends.ts';
import { curve } from './geometry.ts';

/** A current source into a population; its factor is shown where it is not 1. */
export const InjectionEdge = memo(function InjectionEdge(props: EdgeProps<InjectionFlowEdge>) {
  const { id, data, sourceX, sourceY, targetX, targetY, selected } = props;
  if (data === undefined) return null;
  const to = { x: targetX - END_GAP, y: targetY + END_OFFSET.injection };
  const { path, label } = curve({ x: sourceX, y: sourceY }, to, 1, data.lane);
  const { scale } = data.edge;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes(css.injection, selected && css.selected)}
        markerEnd="url(#head-injection)"
        interactionWidth={24}
      />
      {scale !== 1 && (
        <EdgeLabelRenderer>
          <span
            className={classes(css.label, css.injection, css.passive)}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
          >
            × {scale}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
