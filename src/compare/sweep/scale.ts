import type { AxisScale } from '../../experiments/sweep/axis.ts';
import { niceTicks } from '../../plots/axes.ts';

/** An axis of a plot: from values to px. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  to(value: number): number;
  from(px: number): number;
}

/** From [low, high] to [start, end] px, with at most so many ticks; logarithmic where both ends are above 0. */
export function scaleOf(low: number, high: number, start: number, end: number, kind: AxisScale, most: number): Scale {
  const log = kind === 'log' && low > 0 && high > 0;
  const into = log ? Math.log10 : (x: number) => x;
  const out = log ? (x: number) => 10 ** x : (x: number) => x;
  const [a, b] = [into(low), into(high)];
  const span = b - a || 1;
  return {
    low,
    high,
    ticks: log ? logTicks(low, high, most) : niceTicks(low, high, most),
    to: (value) => start + ((into(value) - a) / span) * (end - start),
    from: (px) => out(a + ((px - start) / (end - start)) * span),
  };
}

/** Powers of ten; between them 2 and 5, or all of them, where that leaves few; equal steps in a range of less than three ticks. */
export function logTicks(low: number, high: number, most: number): number[] {
  const within = (factors: readonly number[]): number[] => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)) - 1; power <= Math.ceil(Math.log10(high)); power++) {
      for (const factor of factors) {
        const tick = Number((factor * 10 ** power).toPrecision(3));
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
      }
    }
    return ticks;
  };
  const found = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]].map(within).find((ticks) => ticks.length <= most);
  const ticks = found ?? within([1]).filter((_, k, all) => k % Math.ceil(all.length / most) === 0);
  return ticks.length >= 3 ? ticks : niceTicks(low, high, most);
}

/** The ends of a cell around each value: halfway to its neighbours, and as far beyond at the ends, in px. */
export function cellEdges(pixels: readonly number[], whole: readonly [number, number]): (readonly [number, number])[] {
  const between = pixels.slice(1).map((px, k) => (px + (pixels[k] ?? 0)) / 2);
  return pixels.map((px, k) => {
    const before = between[k - 1];
    const after = between[k];
    if (before === undefined && after === undefined) return whole;
    return [before ?? 2 * px - (after ?? px), after ?? 2 * px - (before ?? px)];
  });
}

/** Index of the px nearest to one. */
export function nearest(pixels: readonly number[], px: number): number {
  return pixels.reduce((best, at, k) => (Math.abs(at - px) < Math.abs((pixels[best] ?? 0) - px) ? k : best), 0);
}
