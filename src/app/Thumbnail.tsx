import { THUMBNAIL, type ThumbnailInk, type ThumbnailMark } from '../projects/thumbnail.ts';
import css from './Thumbnail.module.css';

const COLOURS: { readonly [I in ThumbnailInk]: string } = {
  excitatory: 'var(--excitatory)',
  inhibitory: 'var(--inhibitory)',
  stimulus: 'var(--stimulus)',
};

/** A network's graph in small. */
export function Thumbnail({ marks }: { marks: readonly ThumbnailMark[] }) {
  return (
    <svg
      className={css.thumbnail}
      data-testid="thumbnail"
      viewBox={`0 0 ${THUMBNAIL.width} ${THUMBNAIL.height}`}
      aria-hidden="true"
    >
      {marks.map((mark, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have an order and nothing else
        <Mark key={k} mark={mark} />
      ))}
    </svg>
  );
}

function Mark({ mark }: { mark: ThumbnailMark }) {
  const colour = COLOURS[mark.ink];
  if (mark.kind === 'edge') return <path d={mark.path} fill="none" stroke={colour} />;
  if (mark.kind === 'loop') return <circle cx={mark.x} cy={mark.y} r={7} fill="none" stroke={colour} />;
  return <circle cx={mark.x} cy={mark.y} r={6} fill={colour} />;
}
