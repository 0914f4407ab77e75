import { FONT, FONT_SIZE, type Mark, type Scene, stretchesOf } from './marks.ts';

/** Paints a plot in px of the context. */
export function paint(context: CanvasRenderingContext2D, { marks }: Pick<Scene, 'marks'>): void {
  context.textBaseline = 'middle';
  for (const mark of marks) {
    context.globalAlpha = 'opacity' in mark ? (mark.opacity ?? 1) : 1;
    PAINTERS[mark.kind](context, mark as never);
  }
  context.globalAlpha = 1;
}

/** Draws a plot on a canvas of this size, in CSS px, at the resolution of the screen. */
export function paintOn(canvas: HTMLCanvasElement, { width, height, marks }: Scene): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  paint(context, { marks });
}

type Painter<K extends Mark['kind']> = (
  context: CanvasRenderingContext2D,
  mark: Extract<Mark, { readonly kind: K }>,
) => void;

/** Where the cells of pictures are put before they are painted. */
let cells: CanvasRenderingContext2D | null = null;

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
  line(context, { x, y, stroke, width, dash = [] }) {
    context.beginPath();
    let isOpen = false;
    for (let k = 0; k < x.length; k++) {
      const at = y[k] ?? Number.NaN;
      if (Number.isNaN(at)) isOpen = false;
      else if (isOpen) context.lineTo(x[k] ?? 0, at);
      else {
        context.moveTo(x[k] ?? 0, at);
        isOpen = true;
      }
    }
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.setLineDash([...dash]);
    context.stroke();
    context.setLineDash([]);
  },
  band(context, { x, top, bottom, fill }) {
    context.fillStyle = fill;
    context.beginPath();
    for (const [from, end] of stretchesOf(top)) {
      context.moveTo(x[from] ?? 0, top[from] ?? 0);
      for (let k = from; k < end; k++) context.lineTo(x[k] ?? 0, top[k] ?? 0);
      for (let k = end - 1; k >= from; k--) context.lineTo(x[k] ?? 0, bottom[k] ?? 0);
    }
    context.fill();
  },
  points(context, { x, y, shape, fill }) {
    if (typeof fill === 'string') context.fillStyle = fill;
    for (let k = 0; k < x.length; k++) {
      if (typeof fill !== 'string') context.fillStyle = fill[k] ?? '#000000';
      if ('size' in shape) {
        const [width, height] = shape.size;
        context.fillRect((x[k] ?? 0) - width / 2, (y[k] ?? 0) - height / 2, width, height);
        continue;
      }
      context.beginPath();
      context.arc(x[k] ?? 0, y[k] ?? 0, shape.radius, 0, 2 * Math.PI);
      context.fill();
    }
  },
  image(context, { box, columns, rows, rgba, smooth }) {
    if (columns === 0 || rows === 0) return;
    cells ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (cells === null) return;
    const { canvas } = cells;
    // It only grows: another canvas for each picture, many times a second, is soon a hundred megabytes.
    if (canvas.width < columns) canvas.width = columns;
    if (canvas.height < rows) canvas.height = rows;
    cells.putImageData(new ImageData(rgba as Uint8ClampedArray<ArrayBuffer>, columns, rows), 0, 0);
    context.imageSmoothingEnabled = smooth;
    context.drawImage(canvas, 0, 0, columns, rows, box.left, box.top, box.width, box.height);
  },
  clip(context, { box, marks }) {
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    paint(context, { marks });
    context.restore();
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
  text(context, { at, text, fill, anchor, size = FONT_SIZE, turned, most }) {
    context.save();
    context.translate(at[0], at[1]);
    if (turned) context.rotate(-Math.PI / 2);
    context.font = `${size}px ${FONT}`;
    context.fillStyle = fill;
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    context.fillText(text, 0, 0, most);
    context.restore();
  },
};
