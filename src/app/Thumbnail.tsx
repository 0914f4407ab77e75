import type { NetworkDocument } from '../document/schema.ts';
import { signOf } from '../document/sign.ts';

const pictures = import.meta.glob<string>('/presets/thumbnails/*.svg', {
  query: '?url',
  import: 'default',
  eager: true,
});

const WIDTH = 240;
const HEIGHT = 96;
const COLOURS = { excitatory: 'var(--excitatory)', inhibitory: 'var(--inhibitory)' };

/** The preset's raster where one was drawn, else its graph in small. */
export function Thumbnail({ id, document }: { id: string; document: NetworkDocument }) {
  const picture = pictures[`/presets/thumbnails/${id}.svg`];
  if (picture !== undefined) return <img className="thumbnail" src={picture} alt="" width={WIDTH} height={HEIGHT} />;
  const nodes = document.nodes.filter(({ kind }) => kind !== 'probe');
  const place = new Map(
    nodes.map(({ id: node, position }) => [node, { x: 24 + position.x * 0.5, y: 16 + position.y * 0.25 }]),
  );
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
