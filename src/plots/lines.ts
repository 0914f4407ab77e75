import type { Plot, PlotAxis, PlotMark, Seen } from './marks/plot.ts';
import { paddedRange, type Range } from './panels.ts';

/** A line of a plot that grows, or the extremes of one; its label stands in the legend. */
export type Line = Extract<PlotMark, { readonly kind: 'line' | 'band' }> & { readonly label: string };

interface LineGiven {
  /** The lines of what is seen, and what is said of how they are drawn; empty: as they are. */
  readonly lines: (seen: Seen) => { readonly lines: readonly Line[]; readonly note: string };
  /** Whatever the lines hold so far. */
  readonly times: PlotAxis;
  /** Quantity and unit, such as `v (mV)`. */
  readonly label: string;
  /** Absent: the axis follows the lines. */
  readonly range?: Range;
  readonly summary: string;
}

/** Lines against time. */
export const linePlot = ({ lines: linesOf, times, label, range, summary }: LineGiven): Plot => ({
  key: 'lines',
  x: times,
  y: { range: range ?? [0, 1], label },
  marks: [],
  title: '',
  summary,
  streams: true,
  ...(range === undefined && { followsY: true }),
  zoom: 'x',
  of: (seen) => {
    const { lines, note } = linesOf(seen);
    const values = lines.flatMap((line) => (line.kind === 'line' ? [line.y] : [line.low, line.high]));
    return { marks: lines, title: note, y: { range: range ?? paddedRange(values), label } };
  },
});

/** Lines of few points are drawn as they are. */
export const asTheyAre =
  (lines: readonly Line[]): LineGiven['lines'] =>
  () => ({ lines, note: '' });

/** The samples with each spike drawn as one point at `peak`: spike times must ascend. */
export function withSpikes(
  x: Float64Array,
  y: Float64Array,
  spikeTimes: readonly number[],
  peak: number,
): { x: Float64Array; y: Float64Array } {
  const outX = new Float64Array(x.length + spikeTimes.length);
  const outY = new Float64Array(outX.length);
  let next = 0;
  let k = 0;
  for (let i = 0; i < x.length; i++) {
    for (; next < spikeTimes.length && (spikeTimes[next] ?? 0) <= (x[i] ?? 0); next++, k++) {
      outX[k] = spikeTimes[next] ?? 0;
      outY[k] = peak;
    }
    outX[k] = x[i] ?? 0;
    outY[k] = y[i] ?? 0;
    k++;
  }
  for (; next < spikeTimes.length; next++, k++) {
    outX[k] = spikeTimes[next] ?? 0;
    outY[k] = peak;
  }
  return { x: outX.subarray(0, k), y: outY.subarray(0, k) };
}
