import type { Frame } from './CanvasPlot.tsx';
import { token } from './colours.ts';

/** A dashed line across the plot at the value that chance gives. */
export function drawChanceLine(context: CanvasRenderingContext2D, frame: Frame, value: number): void {
  context.strokeStyle = token('--ink-2');
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(frame.left, frame.toY(value));
  context.lineTo(frame.left + frame.width, frame.toY(value));
  context.stroke();
  context.setLineDash([]);
}
