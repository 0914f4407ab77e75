import type { Plot, PlotMark } from './marks/plot.ts';
import { paddedRange, type Range } from './panels.ts';

/** A line of a plot that grows; its label stands in the legend. */
export type Line = Extract<PlotMark, { readonly kind: 'line' }> & { readonly label: string };

interface LineGiven {
  readonly lines: readonly Line[];
  /** The time axis goes from 0 to here, ms, whatever the lines hold so far. */
  readonly endMs: number;
  /** Quantity and unit, such as `v (mV)`. */
  readonly label: string;
  /** Absent: the axis follows the lines. */
  readonly range?: Range;
  readonly summary: string;
}

/** Lines against time. */
export const linePlot = ({ lines, endMs, label, range, summary }: LineGiven): Plot => ({
  key: 'lines',
  x: { range: [0, endMs], label: '', unit: 'ms' },
  y: { range: range ?? paddedRange(lines.map(({ y }) => y)), label },
  marks: lines,
  title: '',
  summary,
  streams: true,
  ...(range === undefined && { followsY: true }),
  zoom: 'x',
});

/** At most about this many points are drawn of one line. */
const MOST_POINTS = 6000;

/**
 * The line with fewer points, by the least and the greatest value of each stretch, in their order: no peak is lost. The
 * stretches are whole multiples of samples from the start, so that a growing line does not flicker.
 */
export function decimate(x: Float64Array, y: Float64Array, most = MOST_POINTS): { x: Float64Array; y: Float64Array } {
  if (x.length <= most) return { x, y };
  const stretch = 2 ** Math.ceil(Math.log2((2 * x.length) / most));
  const points = 2 * Math.ceil(x.length / stretch);
  const outX = new Float64Array(points);
  const outY = new Float64Array(points);
  for (let k = 0, from = 0; from < x.length; k += 2, from += stretch) {
    const end = Math.min(from + stretch, x.length);
    let low = from;
    let high = from;
    for (let i = from + 1; i < end; i++) {
      const value = y[i] ?? Number.NaN;
      // A gap at the start of a stretch must not hide what follows it.
      if (value < (y[low] ?? 0) || Number.isNaN(y[low] ?? 0)) low = i;
      if (value > (y[high] ?? 0) || Number.isNaN(y[high] ?? 0)) high = i;
    }
    const [first, second] = low < high ? [low, high] : [high, low];
    outX[k] = x[first] ?? 0;
    outY[k] = y[first] ?? 0;
    outX[k + 1] = x[second] ?? 0;
    outY[k + 1] = y[second] ?? 0;
  }
  return { x: outX, y: outY };
}

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
