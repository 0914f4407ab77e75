import type { Edge, Node } from '@xyflow/react';
import type {
  InjectionEdge,
  NetworkDocument,
  NetworkEdge,
  NetworkNode,
  PopulationNode,
  ProbeNode,
  StimulusNode,
  SynapseEdge,
  TapEdge,
} from '../document/schema.ts';
import { lanes, widths } from './edges/lanes.ts';
import type { Overlay, Overlays } from './overlays.ts';
import type { Selection } from './store.ts';

export type PopulationFlowNode = Node<{ node: PopulationNode }, 'population'>;
export type StimulusFlowNode = Node<{ node: StimulusNode }, 'stimulus'>;
export type ProbeFlowNode = Node<{ node: ProbeNode }, 'probe'>;
export type FlowNode = PopulationFlowNode | StimulusFlowNode | ProbeFlowNode;

export type SynapseFlowEdge = Edge<{ edge: SynapseEdge; lane: number; width: number }, 'synapse'>;
export type InjectionFlowEdge = Edge<{ edge: InjectionEdge; lane: number }, 'injection'>;
export type TapFlowEdge = Edge<{ edge: TapEdge }, 'tap'>;
export type FlowEdge = SynapseFlowEdge | InjectionFlowEdge | TapFlowEdge;

const NO_OVERLAY: Overlay = {};

/** React Flow's nodes from the document. An unchanged node keeps its object, so that only what changed is drawn again. */
export function nodeDeriver(): (document: NetworkDocument, selection: Selection, overlays: Overlays) => FlowNode[] {
  let cache = new Map<string, { node: NetworkNode; overlay: Overlay; selected: boolean; flow: FlowNode }>();
  return (document, selection, overlays) => {
    const selectedIds = new Set(selection.nodes);
    const next: typeof cache = new Map();
    for (const node of document.nodes) {
      const overlay = overlays.get(node.id) ?? NO_OVERLAY;
      const selected = selectedIds.has(node.id);
      const old = cache.get(node.id);
      const same = old !== undefined && old.node === node && old.overlay === overlay && old.selected === selected;
      next.set(node.id, same ? old : { node, overlay, selected, flow: flowNode(node, overlay, selected) });
    }
    cache = next;
    return [...next.values()].map(({ flow }) => flow);
  };
}

function flowNode(node: NetworkNode, overlay: Overlay, selected: boolean): FlowNode {
  const base = {
    id: node.id,
    position: overlay.position ?? node.position,
    selected,
    ariaLabel: nodeLabel(node),
    ...(overlay.dragging ? { dragging: true } : {}),
    ...(overlay.measured ? { measured: overlay.measured } : {}),
  };
  if (node.kind === 'population') return { ...base, type: 'population', data: { node } };
  if (node.kind === 'stimulus') return { ...base, type: 'stimulus', data: { node } };
  return { ...base, type: 'probe', data: { node }, ...(overlay.size ?? node.size) };
}

function nodeLabel(node: NetworkNode): string {
  if (node.kind === 'population') return `Population ${node.name}, ${node.size} neurons`;
  return `${node.kind === 'probe' ? 'Probe' : 'Stimulus'} ${node.name}`;
}

/** React Flow's edges from the document; a tap is drawn from what is observed to the probe. */
export function edgeDeriver(): (document: NetworkDocument, selection: Selection) => FlowEdge[] {
  let cache = new Map<string, { key: string; edge: NetworkEdge; flow: FlowEdge }>();
  return (document, selection) => {
    const selectedIds = new Set(selection.edges);
    const lane = lanes(document.edges);
    const width = widths(document.edges);
    const names = new Map(document.nodes.map((node) => [node.id, node.name]));
    const next: typeof cache = new Map();
    for (const edge of document.edges) {
      const look: Look = {
        selected: selectedIds.has(edge.id),
        lane: lane.get(edge.id) ?? 0,
        width: width.get(edge.id) ?? 1.25,
        from: names.get(edge.source) ?? edge.source,
        to: names.get(edge.target) ?? edge.target,
      };
      const key = Object.values(look).join('\n');
      const old = cache.get(edge.id);
      next.set(edge.id, old?.edge === edge && old.key === key ? old : { key, edge, flow: flowEdge(edge, look) });
    }
    cache = next;
    return [...next.values()].map(({ flow }) => flow);
  };
}

interface Look {
  readonly selected: boolean;
  readonly lane: number;
  readonly width: number;
  readonly from: string;
  readonly to: string;
}

function flowEdge(edge: NetworkEdge, { selected, lane, width, from, to }: Look): FlowEdge {
  const base = {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    sourceHandle: 'out',
    targetHandle: 'in',
    selected,
  };
  if (edge.kind === 'synapse') {
    const ariaLabel = `Synapses from ${from} to ${to}, ${edge.sign}`;
    return { ...base, type: 'synapse', ariaLabel, interactionWidth: 24, data: { edge, lane, width } };
  }
  if (edge.kind === 'injection') {
    return {
      ...base,
      type: 'injection',
      ariaLabel: `Current from ${from} into ${to}`,
      interactionWidth: 24,
      data: { edge, lane },
    };
  }
  const ariaLabel = `Probe ${from} observes ${to}`;
  return {
    ...base,
    source: edge.target,
    target: edge.source,
    type: 'tap',
    ariaLabel,
    interactionWidth: 20,
    data: { edge },
  };
}
