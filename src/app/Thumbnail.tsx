import type { NetworkDocument } from '../document/schema.ts';
import { signOf } from '../document/sign.ts';

const WIDTH = 120;
const HEIGHT = 96;
const COLOURS = { excitatory: 'var(--excitatory)', inhibitory: 'var(--inhibitory)' };

const MARGIN = 14;

/** A network's graph in small. */
export function Thumbnail({ document }: { document: NetworkDocument }) {
  const nodes = document.nodes.filter(({ kind }) => kind !== 'probe');
  const place = placesOf(nodes);
  return (
    <svg className="thumbnail" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {document.edges.map((edge) => {
        const [from, to] = [place.get(edge.source), place.get(edge.target)];
        if (edge.kind === 'tap' || !from || !to) return null;
        const colour = edge.kind === 'injection' ? 'var(--stimulus)' : COLOURS[edge.sign];
        if (edge.source === edge.target)
          return <circle key={edge.id} cx={from.x + 9} cy={from.y - 7} r="7" fill="none" stroke={colour} />;
        const bend = from.x === to.x ? (from.y < to.y ? 14 : -14) : 0;
        const path = `M ${from.x} ${from.y} Q ${(from.x + to.x) / 2 + bend} ${(from.y + to.y) / 2} ${to.x} ${to.y}`;
        return <path key={edge.id} d={path} fill="none" stroke={colour} />;
      })}
      {nodes.map((node) => {
        const at = place.get(node.id) ?? { x: 0, y: 0 };
        const colour = node.kind === 'stimulus' ? 'var(--stimulus)' : COLOURS[signOf(document, node.id)];
        return <circle key={node.id} cx={at.x} cy={at.y} r={6} fill={colour} />;
      })}
    </svg>
  );
}

/** Positions on the canvas, shrunk into the drawing with one scale. */
function placesOf(nodes: NetworkDocument['nodes']): Map<string, { x: number; y: number }> {
  const [xs, ys] = [nodes.map(({ position }) => position.x), nodes.map(({ position }) => position.y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = Math.min((WIDTH - 2 * MARGIN) / Math.max(width, 1), (HEIGHT - 2 * MARGIN) / Math.max(height, 1), 0.4);
  const shiftX = (WIDTH - width * scale) / 2;
  const shiftY = (HEIGHT - height * scale) / 2;
  return new Map(
    nodes.map(({ id, position }) => [
      id,
      { x: shiftX + (position.x - left) * scale, y: shiftY + (position.y - top) * scale },
    ]),
  );
}
