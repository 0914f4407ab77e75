import { VisuallyHidden } from '@mantine/core';
import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  Controls,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from '@xyflow/react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { groupsOf } from '../document/groups.ts';
import { TracingContext } from '../plots/neurons.ts';
import { watchActivity } from './activity.ts';
import css from './Canvas.module.css';
import { CanvasMenu } from './CanvasMenu.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import { ConnectionHint } from './ConnectionHint.tsx';
import { useCanvas } from './canvas-store.ts';
import { edgeDeriver, type FlowEdge, type FlowNode, nodeDeriver } from './derive.ts';
import { InjectionEdge } from './edges/InjectionEdge.tsx';
import { lightEnds } from './edges/light.ts';
import { Markers } from './edges/Markers.tsx';
import { SynapseEdge } from './edges/SynapseEdge.tsx';
import { TapEdge } from './edges/TapEdge.tsx';
import minimapCss from './Minimap.module.css';
import { GroupFrame } from './nodes/GroupFrame.tsx';
import { GroupNode } from './nodes/GroupNode.tsx';
import { PopulationNode } from './nodes/PopulationNode.tsx';
import { ProbeNode } from './nodes/ProbeNode.tsx';
import { ProblemsByNode } from './nodes/ProblemMark.tsx';
import { StimulusNode } from './nodes/StimulusNode.tsx';
import { useProblems } from './problems.ts';
import { useEditor } from './store.ts';
import { tracing } from './tracing.ts';
import { EXTENT, useCanvasHandle } from './use-canvas-handle.ts';
import { useDrop } from './use-drop.ts';
import { useFlowChanges } from './use-flow-changes.ts';
import { useLines } from './use-lines.ts';

const nodeTypes = {
  population: PopulationNode,
  stimulus: StimulusNode,
  probe: ProbeNode,
  frame: GroupFrame,
  collapsed: GroupNode,
};
const edgeTypes = { synapse: SynapseEdge, injection: InjectionEdge, tap: TapEdge };
const GRID: [number, number] = [16, 16];
const MULTI_KEYS = ['Meta', 'Control', 'Shift'];
/** From here on, nodes out of view are not drawn. */
const MANY_NODES = 60;

/** Whether it is a part of a node with a use of its own for the pointer, such as a plot, in which a double click ends the zoom. */
const hasOwnPointer = (target: EventTarget): boolean => target instanceof Element && target.closest('.nodrag') !== null;

/** The canvas, which is also the bench. `emptyContent` stands under the invitation while there is no node. */
export function Canvas({ emptyContent }: { emptyContent?: ReactNode }) {
  return (
    <ReactFlowProvider>
      <Flow emptyContent={emptyContent} />
    </ReactFlowProvider>
  );
}

function Flow({ emptyContent }: { emptyContent: ReactNode }) {
  const network = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const snap = useCanvas((state) => state.snap);
  const minimap = useCanvas((state) => state.minimap);
  const { overlays, onNodesChange, onEdgesChange } = useFlowChanges();
  const [deriveNodes] = useState(nodeDeriver);
  const [deriveEdges] = useState(edgeDeriver);
  const nodes = useMemo(() => deriveNodes(network, selection, overlays), [deriveNodes, network, selection, overlays]);
  const edges = useMemo(() => deriveEdges(network, selection), [deriveEdges, network, selection]);
  const problems = useProblemsByNode();
  const lines = useLines();
  const drop = useDrop();
  useCanvasHandle();
  useEffect(watchActivity, []);

  return (
    <ProblemsByNode value={problems}>
      <TracingContext value={tracing}>
        <section className={css.canvas} aria-label="Canvas" {...drop}>
          <Markers />
          <ReactFlow<FlowNode, FlowEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            {...lines}
            onEdgeMouseEnter={(_event, edge) => lightEnds(edge.source, edge.target)}
            onEdgeMouseLeave={() => lightEnds()}
            onNodeDoubleClick={(event, node) => !hasOwnPointer(event.target) && useCanvas.getState().rename(node.id)}
            connectionMode={ConnectionMode.Loose}
            connectionRadius={28}
            zIndexMode="manual"
            deleteKeyCode={null}
            panActivationKeyCode={null}
            multiSelectionKeyCode={MULTI_KEYS}
            selectionMode={SelectionMode.Partial}
            zoomOnDoubleClick={false}
            snapToGrid={snap}
            snapGrid={GRID}
            onlyRenderVisibleElements={network.nodes.length > MANY_NODES}
            minZoom={0.1}
            maxZoom={4}
          >
            <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} />
            <Controls showInteractive={false} fitViewOptions={EXTENT} position="bottom-left">
              <CanvasTools />
            </Controls>
            {minimap && network.nodes.length > 0 && (
              <MiniMap<FlowNode> pannable zoomable nodeClassName={minimapClass} ariaLabel="Overview map" />
            )}
          </ReactFlow>
          <ConnectionHint />
          {network.nodes.length + groupsOf(network).length === 0 && (
            <div className={css.empty}>
              <p>Drag a population here, or open a preset</p>
              {emptyContent}
            </div>
          )}
          <CanvasMenu />
          <Announcer />
        </section>
      </TracingContext>
    </ProblemsByNode>
  );
}

function minimapClass(node: FlowNode): string {
  return minimapCss[node.type] ?? '';
}

/** What the canvas did or refused, for screen readers. */
function Announcer() {
  const announcement = useCanvas((state) => state.announcement);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {announcement}
    </VisuallyHidden>
  );
}

function useProblemsByNode() {
  const problems = useProblems();
  return useMemo(() => Map.groupBy(problems, (problem) => problem.node ?? ''), [problems]);
}
