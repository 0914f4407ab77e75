import type { Edge, Node } from '@xyflow/react';
import { contentsOf, describeContents, findGroup, groupsAround, groupsOf, hiddenIn } from '../document/groups.ts';
import type {
  Group,
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
import { signOf } from '../document/sign.ts';
import { lanes, widths } from './edges/lanes.ts';
import type { Overlay, Overlays } from './overlays.ts';
import { portId } from './ports.ts';
import type { Selection } from './store.ts';

export type PopulationFlowNode = Node<{ node: PopulationNode }, 'population'>;
export type StimulusFlowNode = Node<{ node: StimulusNode }, 'stimulus'>;
export type ProbeFlowNode = Node<{ node: ProbeNode }, 'probe'>;
export type FrameFlowNode = Node<{ group: Group; contents: string }, 'frame'>;
export type GroupFlowNode = Node<{ group: Group; contents: string; ports: readonly GroupPort[] }, 'collapsed'>;
export type FlowNode = PopulationFlowNode | StimulusFlowNode | ProbeFlowNode | FrameFlowNode | GroupFlowNode;

/** A population or stimulus in a collapsed group, to which lines run. */
export interface GroupPort {
  readonly id: string;
  readonly name: string;
  readonly kind: 'population' | 'stimulus';
  readonly sign: 'excitatory' | 'inhibitory';
}

export type SynapseFlowEdge = Edge<{ edge: SynapseEdge; lane: number; width: number }, 'synapse'>;
export type InjectionFlowEdge = Edge<{ edge: InjectionEdge; lane: number }, 'injection'>;
export type TapFlowEdge = Edge<{ edge: TapEdge }, 'tap'>;
export type FlowEdge = SynapseFlowEdge | InjectionFlowEdge | TapFlowEdge;

const NO_OVERLAY: Overlay = {};

type Deriver = (document: NetworkDocument, selection: Selection, overlays: Overlays) => FlowNode[];

/**
 * React Flow's nodes from the document: frames of open groups before what lies in them, collapsed groups as one node. An
 * unchanged node keeps its object, so that only what changed is drawn again.
 */
export function nodeDeriver(): Deriver {
  let cache = new Map<string, { item: NetworkNode | Group; key: string; overlay: Overlay; flow: FlowNode }>();
  return (document, selection, overlays) => {
    const selectedIds = new Set(selection.nodes);
    const hidden = hiddenIn(document);
    const next: typeof cache = new Map();
    const take = (item: NetworkNode | Group, more: string, make: (base: Base) => FlowNode) => {
      const overlay = overlays.get(item.id) ?? NO_OVERLAY;
      const selected = selectedIds.has(item.id);
      const frame = findGroup(document, item.parent)?.position ?? ORIGIN;
      const key = `${selected} ${frame.x} ${frame.y} ${more}`;
      const old = cache.get(item.id);
      const same = old !== undefined && old.item === item && old.overlay === overlay && old.key === key;
      const flow = same ? old.flow : make(baseOf(item, overlay, selected, frame));
      next.set(item.id, { item, key, overlay, flow });
    };
    const depth = (group: Group) => groupsAround(document, group).length;
    for (const group of groupsOf(document).toSorted((a, b) => depth(a) - depth(b))) {
      if (hidden.has(group.id)) continue;
      const contents = describeContents(document, group.id);
      const ports = group.collapsed ? portsOf(document, group.id) : null;
      const size = overlays.get(group.id)?.size ?? group.size;
      take(group, JSON.stringify([contents, ports]), (base) =>
        ports === null
          ? {
              ...base,
              ...size,
              type: 'frame',
              data: { group, contents },
              ...FRAME,
            }
          : { ...base, type: 'collapsed', data: { group, contents, ports } },
      );
    }
    for (const node of document.nodes) {
      if (!hidden.has(node.id)) take(node, '', (base) => flowNode(node, base, overlays.get(node.id) ?? NO_OVERLAY));
    }
    cache = next;
    return [...next.values()].map(({ flow }) => flow);
  };
}

/** Heights over the lines, which have 0: titles of frames must be got hold of, and nodes lie over all frames. */
const LEVEL = { frame: 1, node: 10, selected: 20 };
const ORIGIN = { x: 0, y: 0 };
/** Only the title takes the pointer: one draws boxes and lines within a frame as on the bare canvas. */
const FRAME = { selectable: false, zIndex: LEVEL.frame, style: { pointerEvents: 'none' } } as const;

function portsOf(document: NetworkDocument, group: string): GroupPort[] {
  const inside = contentsOf(document, group);
  return document.nodes.flatMap(({ id, name, kind }) =>
    inside.has(id) && kind !== 'probe' ? [{ id, name, kind, sign: signOf(document, id) }] : [],
  );
}

type Base = ReturnType<typeof baseOf>;

/** What all kinds share; places count from the frame around, as React Flow has it. */
function baseOf(item: NetworkNode | Group, overlay: Overlay, selected: boolean, frame: { x: number; y: number }) {
  const { x, y } = item.position;
  return {
    id: item.id,
    position: overlay.position ?? { x: x - frame.x, y: y - frame.y },
    selected,
    zIndex: selected ? LEVEL.selected : LEVEL.node,
    ariaLabel: 'kind' in item ? nodeLabel(item) : `Group ${item.name}`,
    ...(item.parent === undefined ? {} : { parentId: item.parent }),
    ...(overlay.dragging ? { dragging: true } : {}),
    ...(overlay.measured ? { measured: overlay.measured } : {}),
  };
}

function flowNode(node: NetworkNode, base: Base, overlay: Overlay): FlowNode {
  if (node.kind === 'population') return { ...base, type: 'population', data: { node } };
  if (node.kind === 'stimulus') return { ...base, type: 'stimulus', data: { node } };
  return { ...base, type: 'probe', data: { node }, ...(overlay.size ?? node.size) };
}

function nodeLabel(node: NetworkNode): string {
  if (node.kind === 'population') return `Population ${node.name}, ${node.size} neurons`;
  return `${node.kind === 'probe' ? 'Probe' : 'Stimulus'} ${node.name}`;
}

/** React Flow's edges from the document. */
export function edgeDeriver(): (document: NetworkDocument, selection: Selection) => FlowEdge[] {
  let cache = new Map<string, { key: string; edge: NetworkEdge; flow: FlowEdge }>();
  return (document, selection) => {
    const selectedIds = new Set(selection.edges);
    const lane = lanes(document.edges);
    const width = widths(document.edges);
    const names = new Map(document.nodes.map((node) => [node.id, node.name]));
    const hidden = hiddenIn(document);
    const next: typeof cache = new Map();
    for (const edge of document.edges) {
      const ends = endsOf(edge, hidden);
      if (ends === null) continue;
      const look: Look = {
        ...ends,
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

/** Where a line begins and ends on the canvas: at the port of the collapsed group in which its end is hidden. */
interface Ends {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
  readonly targetHandle: string;
}

/** Null where the line is within a collapsed group, or of a probe in one. A tap is drawn from what is observed to the probe. */
function endsOf(edge: NetworkEdge, hidden: ReadonlyMap<string, string>): Ends | null {
  const [source, target] = edge.kind === 'tap' ? [edge.target, edge.source] : [edge.source, edge.target];
  const [from, to] = [hidden.get(source), hidden.get(target)];
  if (from !== undefined && from === to) return null;
  if (edge.kind === 'tap' && to !== undefined) return null;
  return {
    source: from ?? source,
    sourceHandle: from === undefined ? 'out' : portId('out', source),
    target: to ?? target,
    targetHandle: to === undefined ? 'in' : portId('in', target),
  };
}

interface Look extends Ends {
  readonly selected: boolean;
  readonly lane: number;
  readonly width: number;
  readonly from: string;
  readonly to: string;
}

function flowEdge(edge: NetworkEdge, look: Look): FlowEdge {
  const { selected, lane, width, from, to, source, sourceHandle, target, targetHandle } = look;
  const base = {
    id: edge.id,
    source,
    sourceHandle,
    target,
    targetHandle,
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
  return { ...base, type: 'tap', ariaLabel, interactionWidth: 20, data: { edge } };
}
