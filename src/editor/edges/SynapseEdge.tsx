import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import { summarise } from '../../document/summarise.ts';
import { findSynapse } from '../../library/synapses/index.ts';
import { topologies } from '../../library/topologies/index.ts';
import { useCanvas } from '../canvas-store.ts';
import type { SynapseFlowEdge } from '../derive.ts';
import signsCss from '../signs.module.css';
import { useEditor } from '../store.ts';
import css from './Edge.module.css';
import { END_GAP, END_OFFSET } from './ends.ts';
import { curve } from './geometry.ts';
import { lightEnds } from './light.ts';

/** Of more edges than this, a label is shown where the pointer is or the edge is selected: all of them would hide the network. */
const MOST_LABELLED = 40;

/**
 * A projection: shape of the head and colour by sign, dashed where the rule is random, label with rule, weight and delay.
 * A gap junction, which has no direction, has no head.
 */
export const SynapseEdge = memo(function SynapseEdge(props: EdgeProps<SynapseFlowEdge>) {
  const { id, data, source, target, sourceX, sourceY, targetX, targetY, selected } = props;
  const crowded = useEditor(({ document }) => document.edges.length > MOST_LABELLED);
  const lit = useCanvas(({ lit: [first, second] }) => first === source && second === target);
  if (data === undefined) return null;
  const { edge, lane, width } = data;
  const from = { x: sourceX, y: sourceY };
  const to = { x: targetX - END_GAP, y: targetY + END_OFFSET[edge.sign] };
  const { path, label } = curve(from, to, edge.sign === 'excitatory' ? -1 : 1, lane);
  const bothWays = findSynapse(edge.model)?.coupling?.bothWays === true;
  const random = topologies[edge.rule.type].draws !== 'nothing';
  const look = classes(signsCss[edge.sign], random && css.random, selected && css.selected);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes(css.synapse, look)}
        style={{ strokeWidth: selected ? width + 0.75 : width }}
        {...(bothWays ? {} : { markerEnd: `url(#head-${edge.sign})` })}
        interactionWidth={24}
      />
      {(!crowded || lit || selected) && (
        <EdgeLabelRenderer>
          <button
            type="button"
            tabIndex={-1}
            data-id={id}
            data-testid="edge-label"
            className={classes(css.label, 'nodrag nopan', look)}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
            onClick={(event) => selectEdge(id, event.shiftKey || event.metaKey || event.ctrlKey)}
            onPointerEnter={() => lightEnds(source, target)}
            onPointerLeave={() => lightEnds()}
          >
            {summarise(edge)}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function selectEdge(id: string, adding: boolean) {
  const { selection, select } = useEditor.getState();
  select(adding ? { ...selection, edges: [...new Set([...selection.edges, id])] } : { nodes: [], edges: [id] });
}
