import type { NetworkDocument, NetworkNode } from '../../document/schema.ts';
import { signOf } from '../../document/sign.ts';
import { type Content, element, type Markup } from './html.ts';

const WIDTH = 128;
const HEIGHT = 44;
const MARGIN = 48;
const COLOURS = { excitatory: '#2563c9', inhibitory: '#c43d25', stimulus: '#a4690c' } as const;

/** Populations, stimuli and what joins them, where they stand on the canvas; probes are left out. */
export function networkPicture(document: NetworkDocument): Markup {
  const nodes = document.nodes.filter(({ kind }) => kind === 'population' || kind === 'stimulus');
  if (nodes.length === 0) return element('p', {}, 'The network is empty.');
  const [left, top] = [
    Math.min(...nodes.map(({ position }) => position.x)),
    Math.min(...nodes.map(({ position }) => position.y)),
  ];
  const place = (node: NetworkNode) => ({ x: node.position.x - left + MARGIN, y: node.position.y - top + MARGIN });
  const width = Math.max(...nodes.map((node) => place(node).x)) + WIDTH + MARGIN;
  const height = Math.max(...nodes.map((node) => place(node).y)) + HEIGHT + MARGIN;
  const edges = document.edges.flatMap((edge): Markup[] => {
    const [source, target] = [edge.source, edge.target].map((id) => nodes.find((node) => node.id === id));
    if (edge.kind === 'tap' || source === undefined || target === undefined) return [];
    const inhibitory = edge.kind === 'synapse' && edge.sign === 'inhibitory';
    const colour = source.kind === 'stimulus' ? 'stimulus' : inhibitory ? 'inhibitory' : 'excitatory';
    return [arc(place(source), place(target), source === target, colour, inhibitory)];
  });
  return element(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': 'The network', class: 'network' },
    element('defs', {}, ...Object.entries(COLOURS).flatMap(([name, colour]) => heads(name, colour))),
    ...edges,
    ...nodes.map((node) => box(document, node, place(node))),
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Arrow heads excite, round heads inhibit. */
function heads(name: string, colour: string): Markup[] {
  const marker = (id: string, shape: Content): Markup =>
    element(
      'marker',
      { id, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' },
      shape,
    );
  return [
    marker(`arrow-${name}`, element('path', { d: 'M0 0 L10 5 L0 10 z', fill: colour })),
    marker(`round-${name}`, element('circle', { cx: 5, cy: 5, r: 4, fill: colour })),
  ];
}

/** From the right side of the source to the left side of the target, as on the canvas. */
function arc(from: Place, to: Place, self: boolean, colour: keyof typeof COLOURS, inhibitory: boolean): Markup {
  const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
  const reach = Math.max(40, Math.abs(x2 - x1) / 2);
  const lift = self ? 46 : 0;
  const path = `M${x1} ${y1} C${x1 + reach} ${y1 - lift} ${x2 - reach} ${y2 - lift} ${x2} ${y2}`;
  const head = `url(#${inhibitory ? 'round' : 'arrow'}-${colour})`;
  return element('path', { d: path, fill: 'none', stroke: COLOURS[colour], 'stroke-width': 1.5, 'marker-end': head });
}

function box(document: NetworkDocument, node: NetworkNode, { x, y }: Place): Markup {
  const colour = node.kind === 'stimulus' ? COLOURS.stimulus : COLOURS[signOf(document, node.id)];
  const detail =
    node.kind === 'population'
      ? `${node.model} · ${node.size.toLocaleString('en')}`
      : node.kind === 'stimulus'
        ? node.model
        : '';
  return element(
    'g',
    {},
    element('rect', { x, y, width: WIDTH, height: HEIGHT, rx: 8, fill: '#ffffff', stroke: colour }),
    element('text', { x: x + 10, y: y + 19, 'font-weight': 600 }, shortened(node.name)),
    element('text', { x: x + 10, y: y + 34, class: 'small' }, shortened(detail)),
  );
}

const shortened = (text: string): string => (text.length > 19 ? `${text.slice(0, 18)}…` : text);
