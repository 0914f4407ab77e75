import { FONT, FONT_SIZE, LETTER, type Mark, type Scene, stretchesOf } from './marks.ts';
import { pngUrl } from './png.ts';

/** The plot as a file of its own. `summary`: for those who cannot see it. */
export function svgOf({ width, height, marks }: Scene, background: string, summary = ''): string {
  const spoken = summary === '' ? '' : ` ${attributes({ role: 'img', 'aria-label': summary })}`;
  const body = marks.map((mark) => `  ${elementOf(mark)}`).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}"${spoken}>
  <rect width="${width}" height="${height}" fill="${background}"/>
${body}
</svg>
`;
}

const elementOf = (mark: Mark): string => ELEMENTS[mark.kind](mark as never);

/** A length to a hundredth of a px. */
const short = (value: number): string => String(Number(value.toFixed(2)));
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const attributes = (given: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(given)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${escaped(String(value))}"`]))
    .join(' ');

/** Upright strokes: the shortest text for many spikes. */
function strokesPath(x: Float64Array, y: Float64Array, height: number): string {
  const [half, down] = [height / 2, short(height)];
  const parts: string[] = [];
  for (let k = 0; k < x.length; k++) parts.push(`M${short(x[k] ?? 0)} ${short((y[k] ?? 0) - half)}v${down}`);
  return parts.join('');
}

/** Bars, or circles of two arcs, of one path. */
function pointsPath(
  x: Float64Array,
  y: Float64Array,
  shape: Extract<Mark, { readonly kind: 'points' }>['shape'],
): string {
  const parts: string[] = [];
  for (let k = 0; k < x.length; k++) {
    const [px, py] = [x[k] ?? 0, y[k] ?? 0];
    if ('size' in shape) {
      const [width, height] = shape.size;
      parts.push(
        `M${short(px - width / 2)} ${short(py - height / 2)}h${short(width)}v${short(height)}h${short(-width)}z`,
      );
    } else {
      const r = short(shape.radius);
      const turn = short(2 * shape.radius);
      parts.push(`M${short(px - shape.radius)} ${short(py)}a${r} ${r} 0 1 0 ${turn} 0a${r} ${r} 0 1 0 -${turn} 0z`);
    }
  }
  return parts.join('');
}

type Writer<K extends Mark['kind']> = (mark: Extract<Mark, { readonly kind: K }>) => string;

const ELEMENTS: { readonly [K in Mark['kind']]: Writer<K> } = {
  path: ({ points, stroke, fill, width = 1, dash, opacity }) =>
    `<path ${attributes({
      d: points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join(''),
      fill: fill ?? 'none',
      stroke,
      'stroke-width': stroke === undefined ? undefined : width,
      'stroke-dasharray': dash === undefined || dash.length === 0 ? undefined : dash.join(' '),
      opacity,
    })}/>`,
  line: ({ x, y, stroke, width, dash }) => {
    let d = '';
    let isOpen = false;
    for (let k = 0; k < x.length; k++) {
      const at = y[k] ?? Number.NaN;
      if (!Number.isNaN(at)) d += `${isOpen ? 'L' : 'M'}${short(x[k] ?? 0)} ${short(at)}`;
      isOpen = !Number.isNaN(at);
    }
    return `<path ${attributes({
      d,
      fill: 'none',
      stroke,
      'stroke-width': width,
      'stroke-linejoin': 'round',
      'stroke-dasharray': dash === undefined || dash.length === 0 ? undefined : dash.join(' '),
    })}/>`;
  },
  band: ({ x, top, bottom, fill }) => {
    const at = (k: number, y: Float64Array): string => `${short(x[k] ?? 0)} ${short(y[k] ?? 0)}`;
    const parts = stretchesOf(top).map(([from, end]) => {
      const places = Array.from({ length: end - from }, (_, k) => from + k);
      const [there, back] = [places.map((k) => at(k, top)), places.reverse().map((k) => at(k, bottom))];
      return `M${[...there, ...back].join('L')}z`;
    });
    return `<path ${attributes({ d: parts.join(''), fill })}/>`;
  },
  points: ({ x, y, shape, fill, opacity }) => {
    if (typeof fill === 'string' && 'size' in shape) {
      const [width, height] = shape.size;
      return `<path ${attributes({ d: strokesPath(x, y, height), stroke: fill, 'stroke-width': width, opacity })}/>`;
    }
    if (typeof fill === 'string') return `<path ${attributes({ d: pointsPath(x, y, shape), fill, opacity })}/>`;
    const each = fill.map((colour, k) => {
      const d = pointsPath(x.subarray(k, k + 1), y.subarray(k, k + 1), shape);
      return `<path ${attributes({ d, fill: colour })}/>`;
    });
    return `<g ${attributes({ opacity })}>${each.join('')}</g>`;
  },
  image: ({ box: { left, top, width, height }, columns, rows, rgba, smooth }) =>
    `<image ${attributes({
      x: short(left),
      y: short(top),
      width: short(width),
      height: short(height),
      preserveAspectRatio: 'none',
      style: smooth ? undefined : 'image-rendering: pixelated',
      href: pngUrl(columns, rows, rgba),
    })}/>`,
  // An inner picture shows nothing beyond its borders, and needs no name that another picture of the page might have.
  clip: ({ box: { left, top, width, height }, marks }) =>
    `<svg ${attributes({
      x: short(left),
      y: short(top),
      width: short(width),
      height: short(height),
      viewBox: [left, top, width, height].map(short).join(' '),
    })}>${marks.map(elementOf).join('')}</svg>`,
  rect: ({ at, size, fill, stroke, opacity }) =>
    `<rect ${attributes({
      x: short(at[0]),
      y: short(at[1]),
      width: short(size[0]),
      height: short(size[1]),
      fill: fill ?? 'none',
      stroke,
      opacity,
      // Neighbouring cells meet without a seam.
      'shape-rendering': 'crispEdges',
    })}/>`,
  dot: ({ at, radius, fill, opacity }) =>
    `<circle ${attributes({ cx: short(at[0]), cy: short(at[1]), r: radius, fill, opacity })}/>`,
  text: ({ at, text, fill, anchor, size = FONT_SIZE, turned, most }) =>
    `<text ${attributes({
      x: turned ? undefined : short(at[0]),
      y: turned ? undefined : short(at[1]),
      transform: turned ? `translate(${short(at[0])} ${short(at[1])}) rotate(-90)` : undefined,
      'text-anchor': anchor,
      'dominant-baseline': 'central',
      'font-size': size,
      ...(most !== undefined && LETTER * size * text.length > most
        ? { textLength: short(most), lengthAdjust: 'spacingAndGlyphs' }
        : {}),
      fill,
    })}>${escaped(text)}</text>`,
};
