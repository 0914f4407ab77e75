/** A point in px. */
export type At = readonly [x: number, y: number];

/** What a plot is made of, for a canvas and for SVG alike; colours are resolved. */
export type Mark =
  | {
      readonly kind: 'path';
      readonly points: readonly At[];
      readonly stroke?: string;
      readonly fill?: string;
      readonly width?: number;
      readonly dash?: readonly number[];
      readonly opacity?: number;
    }
  | {
      readonly kind: 'rect';
      readonly at: At;
      readonly size: At;
      readonly fill?: string;
      readonly stroke?: string;
      readonly opacity?: number;
    }
  | { readonly kind: 'dot'; readonly at: At; readonly radius: number; readonly fill: string; readonly opacity?: number }
  | {
      readonly kind: 'text';
      readonly at: At;
      readonly text: string;
      readonly fill: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly size?: number;
      /** Read upwards. */
      readonly turned?: true;
    };

/** A plot: its marks in the order in which they are painted. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export const FONT = 'Inter, system-ui, sans-serif';
const FONT_SIZE = 11;

export function paint(context: CanvasRenderingContext2D, { marks }: Scene): void {
  context.textBaseline = 'middle';
  for (const mark of marks) {
    context.globalAlpha = 'opacity' in mark ? (mark.opacity ?? 1) : 1;
    PAINTERS[mark.kind](context, mark as never);
  }
  context.globalAlpha = 1;
}

type Painter<K extends Mark['kind']> = (
  context: CanvasRenderingContext2D,
  mark: Extract<Mark, { readonly kind: K }>,
) => void;

const PAINTERS: { readonly [K in Mark['kind']]: Painter<K> } = {
  path(context, { points, stroke, fill, width = 1, dash = [] }) {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    if (fill !== undefined) {
      context.fillStyle = fill;
      context.fill();
    }
    if (stroke === undefined) return;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.setLineDash([...dash]);
    context.stroke();
    context.setLineDash([]);
  },
  rect(context, { at, size, fill, stroke }) {
    if (fill !== undefined) {
      context.fillStyle = fill;
      context.fillRect(at[0], at[1], size[0], size[1]);
    }
    if (stroke === undefined) return;
    context.strokeStyle = stroke;
    context.lineWidth = 1;
    context.strokeRect(at[0], at[1], size[0], size[1]);
  },
  dot(context, { at, radius, fill }) {
    context.fillStyle = fill;
    context.beginPath();
    context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
    context.fill();
  },
  text(context, { at, text, fill, anchor, size = FONT_SIZE, turned }) {
    context.save();
    context.translate(at[0], at[1]);
    if (turned) context.rotate(-Math.PI / 2);
    context.font = `${size}px ${FONT}`;
    context.fillStyle = fill;
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    context.fillText(text, 0, 0);
    context.restore();
  },
};

/** The plot as a file of its own. */
export function svgOf({ width, height, marks }: Scene, background: string): string {
  const body = marks.map((mark) => `  ${ELEMENTS[mark.kind](mark as never)}`).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">
  <rect width="${width}" height="${height}" fill="${background}"/>
${body}
</svg>
`;
}

/** To a hundredth of a px. */
const short = (value: number): string => String(Number(value.toFixed(2)));
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const attributes = (given: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(given)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${escaped(String(value))}"`]))
    .join(' ');

type Writer<K extends Mark['kind']> = (mark: Extract<Mark, { readonly kind: K }>) => string;

const ELEMENTS: { readonly [K in Mark['kind']]: Writer<K> } = {
  path: ({ points, stroke, fill, width = 1, dash, opacity }) =>
    `<path ${attributes({
      d: points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join(''),
      fill: fill ?? 'none',
      stroke,
      'stroke-width': stroke === undefined ? undefined : width,
      'stroke-dasharray': dash?.join(' '),
      opacity,
    })}/>`,
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
  text: ({ at, text, fill, anchor, size = FONT_SIZE, turned }) =>
    `<text ${attributes({
      x: turned ? undefined : short(at[0]),
      y: turned ? undefined : short(at[1]),
      transform: turned ? `translate(${short(at[0])} ${short(at[1])}) rotate(-90)` : undefined,
      'text-anchor': anchor,
      'dominant-baseline': 'central',
      'font-size': size,
      fill,
    })}>${escaped(text)}</text>`,
};
