import type { PopulationMap } from '../compile/types.ts';
import type { LayoutType } from '../library/positions/index.ts';
import { pixels, viridis } from './colour-map.ts';
import { token } from './colours.ts';
import type { RunView } from './types.ts';

/** Room above a picture for its title, and below it for its width. */
export const TITLE_PX = 18;
export const BOTTOM_PX = 18;
/** Dots at the border keep clear of the frame. */
const DOT_INSET_PX = 8;

/** A population whose neurons are drawn at their places. */
export interface Panel {
  readonly run: RunView;
  readonly population: PopulationMap;
  readonly title: string;
  readonly type: LayoutType;
  /** x, y of each neuron, um, and the extents of them all. */
  readonly positions: Float64Array;
  readonly width: number;
  readonly height: number;
  /** Of a grid, whose neurons fill their cells. */
  readonly columns: number | null;
}

/** A place on the canvas, CSS px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A population in its room; `levels`: of each neuron, between 0 and 1. */
export function drawPanel(context: CanvasRenderingContext2D, panel: Panel, levels: Float64Array, room: Box): void {
  const inset = panel.columns === null ? DOT_INSET_PX : 0;
  const [wide, high] = [room.width - 2 * inset, room.height - TITLE_PX - BOTTOM_PX - 2 * inset];
  const scale = Math.min(wide / panel.width, high / panel.height);
  const [width, height] = [panel.width * scale, panel.height * scale];
  const box = { left: room.left + inset + (wide - width) / 2, top: room.top + TITLE_PX + inset, width, height };
  context.fillStyle = token('--ink-2');
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(panel.title, box.left - inset, room.top + 2);
  if (panel.columns !== null) drawGrid(context, panel.columns, levels, box);
  else drawDots(context, panel, levels, scale, box);
  context.strokeStyle = token('--line');
  context.strokeRect(box.left - inset + 0.5, box.top - inset + 0.5, width + 2 * inset - 1, height + 2 * inset - 1);
  context.fillStyle = token('--ink-2');
  context.textAlign = 'center';
  const text =
    panel.width >= 2000 ? `${Number((panel.width / 1000).toPrecision(3))} mm` : `${Math.round(panel.width)} µm`;
  context.fillText(`↔ ${text}`, box.left + width / 2, box.top + height + inset + 4);
}

/** Each neuron fills its cell. */
function drawGrid(context: CanvasRenderingContext2D, columns: number, levels: Float64Array, box: Box): void {
  const picture = pixels(columns, Math.ceil(levels.length / columns), (cell) => viridis(levels[cell] ?? 0));
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, box.left, box.top, box.width, box.height);
}

/** A dot for each neuron, the most active ones last, so that none hides them. */
function drawDots(
  context: CanvasRenderingContext2D,
  { positions, population, width, height, type }: Panel,
  levels: Float64Array,
  scale: number,
  { left, top }: Box,
): void {
  const flat = type === 'line' || type === 'ring';
  const each = flat ? width / population.size : Math.sqrt((width * height) / population.size);
  const radius = Math.min(DOT_INSET_PX - 1, Math.max(flat ? 3 : 1.2, 0.45 * each * scale));
  const middle = type === 'line' ? height / 2 : 0;
  const order = Array.from(levels, (_, k) => k).sort((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0));
  for (const k of order) {
    context.fillStyle = `rgb(${viridis(levels[k] ?? 0).join(' ')})`;
    context.beginPath();
    const [x, y] = [left + (positions[2 * k] ?? 0) * scale, top + ((positions[2 * k + 1] ?? 0) + middle) * scale];
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

/** The scale of the colours, with what its ends stand for. */
export function drawBar(
  context: CanvasRenderingContext2D,
  [low, high]: readonly [string, string],
  { left, top, height }: Omit<Box, 'width'>,
): void {
  for (let y = 0; y < height; y++) {
    context.fillStyle = `rgb(${viridis(1 - y / height).join(' ')})`;
    context.fillRect(left, top + y, 10, 1.5);
  }
  context.fillStyle = token('--ink-2');
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(high, left + 14, top);
  context.textBaseline = 'bottom';
  context.fillText(low, left + 14, top + height);
}
