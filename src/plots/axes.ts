import { ticks } from 'd3-array';
import { type ScaleLinear, type ScaleLogarithmic, scaleLinear, scaleLog } from 'd3-scale';

/** An axis of a plot: from values to px, and back by `invert`. */
export type Axis = ScaleLinear<number, number> | ScaleLogarithmic<number, number>;

/** From [from, to] to [start, end] px; logarithmic where that is asked for and both ends are above 0. */
export const axisOf = (
  [from, to]: readonly [number, number],
  px: readonly [start: number, end: number],
  kind: 'linear' | 'log' = 'linear',
): Axis => (kind === 'log' && from > 0 && to > 0 ? scaleLog : scaleLinear)([from, to], px);

interface Tick {
  readonly value: number;
  /** Empty where a logarithmic axis has a line and no room for its number. */
  readonly label: string;
}

/** Room of a tick with its number along a horizontal axis, and along a vertical one, px. */
export const ACROSS_PX = 100;
export const UP_PX = 50;

/** A range whose ends have a lower ratio holds few whole multiples of a power of ten. */
const NARROW = 3;

/**
 * Ticks of an axis with their labels, one about every `everyPx`. A logarithmic axis has them at whole multiples of the powers of
 * ten, of which as many are labelled; in a narrow range it has them in equal steps.
 */
export function ticksOf(axis: Axis, everyPx: number, unit = ''): Tick[] {
  const [start = 0, end = 0] = axis.range();
  const about = Math.max(2, Math.abs(end - start) / everyPx);
  const ticks = aboutSoMany(axis, about, unit);
  // A single number does not tell a scale.
  return ticks.filter(({ label }) => label !== '').length < 2 ? aboutSoMany(axis, 2 * about, unit) : ticks;
}

function aboutSoMany(axis: Axis, count: number, unit: string): Tick[] {
  const [low = 0, high = 0] = axis.domain().sort((a, b) => a - b);
  const decades = 'base' in axis && high >= NARROW * low ? axis : null;
  const values = decades?.ticks(count) ?? ticks(low, high, count);
  // Empty for the ticks between powers of ten that there is no room to number.
  const numberOf = decades?.tickFormat(count, '~g') ?? String;
  const labels = tickLabels(values, unit);
  return values.map((value, k) => ({ value, label: numberOf(value) === '' ? '' : (labels[k] ?? '') }));
}

/** From here on times are labelled in seconds, ms. */
const LONG_MS = 10_000;

/** Labels of ticks; the last one carries the unit. Long times in ms are shown in s. */
export function tickLabels(ticks: readonly number[], unit: string): string[] {
  const inSeconds = unit === 'ms' && ticks.some((tick) => tick >= LONG_MS);
  const shownUnit = inSeconds ? 's' : unit;
  return ticks.map((tick, k) => {
    const text = String(inSeconds ? tick / 1000 : tick).replace('-', '−');
    return k === ticks.length - 1 && shownUnit !== '' && shownUnit !== '1' ? `${text} ${shownUnit}` : text;
  });
}

/** A number for a read-out: three significant digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** The next 1, 2, 2.5 or 5 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(value));
  return decade * ([1, 2, 2.5, 5].find((factor) => factor * decade >= value * (1 - 1e-9)) ?? 10);
}
