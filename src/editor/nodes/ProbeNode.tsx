import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo } from 'react';
import { classes } from '../../controls/classes.ts';
import { findGroup } from '../../document/groups.ts';
import type { ProbeNode as Probe } from '../../document/schema.ts';
import { findProbe } from '../../plots/index.ts';
import { ProbeFrame } from '../../plots/ProbeFrame.tsx';
import { useCanvas } from '../canvas-store.ts';
import { useComparison } from '../comparison.ts';
import type { ProbeFlowNode } from '../derive.ts';
import { shownTimesMs } from '../shown-times.ts';
import { NO_VERSIONS, useSimulation, versions } from '../simulation.ts';
import { useEditor } from '../store.ts';
import css from './Node.module.css';
import { NodeName } from './NodeName.tsx';
import { Port } from './Port.tsx';
import { ProblemMark } from './ProblemMark.tsx';
import { useNodeClass } from './use-node-class.ts';

const MIN_WIDTH = 200;
const MIN_HEIGHT = 120;

/** A measuring instrument on the bench: its plot is inside the node. */
export const ProbeNode = memo(function ProbeNode({ id, data, selected, width, height }: NodeProps<ProbeFlowNode>) {
  const probe = data.node;
  const runs = useSimulation((state) => state.runs);
  const document = useEditor((state) => (findProbe(probe.probe)?.from === 'document' ? state.base : null));
  const layout = useComparison((state) => state.layout);
  const lastMs = useEditor((state) => shownTimesMs(state.base.run));
  const renaming = useCanvas((state) => state.renaming === id);
  const shared = useNodeClass(id);
  return (
    <div className={classes(css.node, css.probe, selected && css.selected, shared)} data-testid={`node-${id}`}>
      <NodeResizer
        isVisible={selected}
        minWidth={MIN_WIDTH}
        minHeight={MIN_HEIGHT}
        onResizeEnd={(_event, box) => setBox(id, box)}
      />
      <Port side="in" label={`${probe.name}: drag to what it shall observe`} />
      {renaming && (
        <div className={css.rename}>
          <NodeName id={id} name={probe.name} />
        </div>
      )}
      <ProbeFrame
        probe={probe}
        runs={runs}
        versions={findProbe(probe.probe)?.from === 'analysis' ? NO_VERSIONS : versions}
        document={document}
        width={width ?? probe.size.width}
        height={height ?? probe.size.height}
        layout={layout}
        lastMs={lastMs}
        onOptions={(options) => setOptions(id, options)}
      />
      <ProblemMark id={id} />
    </div>
  );
});

function setOptions(id: string, options: Probe['options']) {
  useEditor.getState().edit(
    'Probe options',
    (draft) => {
      const node = draft.nodes.find((candidate) => candidate.id === id);
      if (node?.kind === 'probe') node.options = options;
    },
    `options ${id}`,
  );
}

/** The end of a resize: position and size in one edit. */
function setBox(id: string, box: { x: number; y: number; width: number; height: number }) {
  useEditor.getState().edit('Resize', (draft) => {
    const node = draft.nodes.find((candidate) => candidate.id === id);
    if (node?.kind !== 'probe') return;
    // React Flow counts from the frame around.
    const frame = findGroup(draft, node.parent)?.position ?? { x: 0, y: 0 };
    node.position = { x: box.x + frame.x, y: box.y + frame.y };
    node.size = { width: box.width, height: box.height };
  });
}
