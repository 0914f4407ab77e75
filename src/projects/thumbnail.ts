import type { NetworkDocument } from '../document/schema.ts';
import { signOf } from '../document/sign.ts';

export const THUMBNAIL = { width: 120, height: 96 };

/** A part of a network's graph in small; `ink` is the token of its colour. */
export type ThumbnailMark =
  | { readonly kind: 'node' | 'loop'; readonly x: number; readonly y: number; readonly ink: ThumbnailInk }
  | { readonly kind: 'edge'; readonly path: string; readonly ink: ThumbnailInk };

export type ThumbnailInk = 'excitatory' | 'inhibitory' | 'stimulus';

const MARGIN = 14;
/** More would not be told apart, and is not worth keeping. */
const MOST_MARKS = 300;

/** A network's graph in small, without its probes: edges, then nodes where they stand on the canvas. */
export function thumbnailOf(document: NetworkDocument): ThumbnailMark[] {
  const nodes = document.nodes.filter(({ kind }) => kind !== 'probe').slice(0, MOST_MARKS);
  const places = placesOf(nodes);
  const edges = document.edges.flatMap((edge): ThumbnailMark[] => {
    const [from, to] = [places.get(edge.source), places.get(edge.target)];
    if (edge.kind === 'tap' || !from || !to) return [];
    const ink = edge.kind === 'injection' ? 'stimulus' : edge.sign;
    if (edge.source === edge.target) return [{ kind: 'loop', x: short(from.x + 9), y: short(from.y - 7), ink }];
    const bend = from.x === to.x ? (from.y < to.y ? 14 : -14) : 0;
    const [x, y] = [(from.x + to.x) / 2 + bend, (from.y + to.y) / 2];
    const path = `M ${short(from.x)} ${short(from.y)} Q ${short(x)} ${short(y)} ${short(to.x)} ${short(to.y)}`;
    return [{ kind: 'edge', path, ink }];
  });
  const dots = nodes.map((node): ThumbnailMark => {
    const { x, y } = places.get(node.id) ?? { x: 0, y: 0 };
    const ink = node.kind === 'stimulus' ? 'stimulus' : signOf(document, node.id);
    return { kind: 'node', x: short(x), y: short(y), ink };
  });
  return [...edges.slice(0, MOST_MARKS), ...dots];
}

const short = (value: number): number => Math.round(value * 10) / 10;

/** Positions on the canvas, shrunk into the drawing with one scale. */
function placesOf(nodes: NetworkDocument['nodes']): Map<string, { x: number; y: number }> {
  const [xs, ys] = [nodes.map(({ position }) => position.x), nodes.map(({ position }) => position.y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const fits = [
    (THUMBNAIL.width - 2 * MARGIN) / Math.max(width, 1),
    (THUMBNAIL.height - 2 * MARGIN) / Math.max(height, 1),
  ];
  const scale = Math.min(...fits, 0.4);
  const shiftX = (THUMBNAIL.width - width * scale) / 2;
  const shiftY = (THUMBNAIL.height - height * scale) / 2;
  return new Map(
    nodes.map(({ id, position }) => [
      id,
      { x: shiftX + (position.x - left) * scale, y: shiftY + (position.y - top) * scale },
    ]),
  );
}
