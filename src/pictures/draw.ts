import type { Ink, PictureLayer } from '../contract/index.ts';

/** Of a picture of a signal, in its own units. */
export const WIDTH = 160;
export const HEIGHT = 64;
const MARGIN = 3;

export interface Range {
  readonly low: number;
  readonly high: number;
}

export function rangeOf(...signals: readonly ArrayLike<number>[]): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const signal of signals) {
    for (const value of Array.from(signal)) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high };
}

/** A signal as a line: of each column the least and the largest value, in the order in which they came, so that spikes stay. */
export function drawLine(signal: ArrayLike<number>, ink: Ink, { low, high }: Range = rangeOf(signal)): PictureLayer {
  const flat = !(high > low);
  const scale = flat ? 0 : (HEIGHT - 2 * MARGIN) / (high - low);
  const yOf = (value: number): number => (flat ? HEIGHT / 2 : Math.round(HEIGHT - MARGIN - (value - low) * scale));
  const columns = Math.min(WIDTH, signal.length);
  const points: string[] = [];
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * signal.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * signal.length) / columns));
    let least = from;
    let most = from;
    for (let k = from; k < to; k++) {
      if ((signal[k] ?? 0) < (signal[least] ?? 0)) least = k;
      if ((signal[k] ?? 0) > (signal[most] ?? 0)) most = k;
    }
    const x = Math.round((column * WIDTH) / Math.max(1, columns - 1));
    const ends = [Math.min(least, most), Math.max(least, most)].map((k) => yOf(signal[k] ?? 0));
    for (const y of new Set(ends)) points.push(`${x} ${y}`);
  }
  return { kind: 'line', ink, path: `M${points.join('L')}` };
}

/** A field of cells, of which some are set. */
export function drawPoints(
  columns: number,
  rows: number,
  ink: Ink,
  cells: Iterable<readonly [column: number, row: number]>,
): PictureLayer {
  const bytes = new Uint8Array(Math.ceil((columns * rows) / 8));
  for (const [column, row] of cells) {
    const cell = row * columns + column;
    bytes[cell >> 3] = (bytes[cell >> 3] ?? 0) | (1 << (cell & 7));
  }
  return { kind: 'points', ink, columns, rows, bits: Buffer.from(bytes).toString('base64') };
}
