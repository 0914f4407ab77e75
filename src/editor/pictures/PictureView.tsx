import { memo, useMemo } from 'react';
import type { Picture, PictureLayer } from '../../contract/index.ts';
import { classes } from '../../controls/classes.ts';
import css from './PictureView.module.css';

/** A drawing of a run, in the colours of the notation. It says nothing that its caption does not, and so is hidden from readers. */
export const PictureView = memo(function PictureView({ picture }: { picture: Picture }) {
  const { width, height, layers } = picture;
  const square = width === height;
  return (
    <svg
      className={css.picture}
      data-testid="picture"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio={square ? 'xMidYMid meet' : 'none'}
      aria-hidden="true"
    >
      {square && <rect width={width} height={height} className={css.ground} />}
      {layers.map((layer, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: layers have an order and nothing else
        <Layer key={k} layer={layer} width={width} height={height} />
      ))}
    </svg>
  );
});

function Layer({ layer, width, height }: { layer: PictureLayer; width: number; height: number }) {
  const path = useMemo(() => (layer.kind === 'line' ? layer.path : cellsPath(layer)), [layer]);
  const className = classes(css[layer.ink], css[layer.kind]);
  if (layer.kind === 'line') return <path className={className} d={path} />;
  const scale = `scale(${width / layer.columns} ${height / layer.rows})`;
  return <path className={className} d={path} transform={scale} />;
}

/** Runs of cells that are set, each a rectangle. */
function cellsPath({ columns, rows, bits }: Extract<PictureLayer, { kind: 'points' }>): string {
  const bytes = Uint8Array.from(atob(bits), (letter) => letter.charCodeAt(0));
  const isSet = (cell: number): boolean => (((bytes[cell >> 3] ?? 0) >> (cell & 7)) & 1) === 1;
  let path = '';
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = column;
      while (column < columns && isSet(row * columns + column)) column++;
      if (column > from) path += `M${from} ${row}h${column - from}v1h${from - column}z`;
    }
  }
  return path;
}
