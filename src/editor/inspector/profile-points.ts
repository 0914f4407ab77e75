import type { StimulusNode, Quantity as Text } from '../../document/schema.ts';
import { roundUp } from '../../plots/axes.ts';
import { parseQuantity, parseUnit, sameDimension } from '../../units/index.ts';

/** A point of a rate profile: ms, Hz. */
export interface Point {
  readonly timeMs: number;
  readonly rateHz: number;
}

export type Profile = NonNullable<StimulusNode['profile']>;

/** What a chart of a profile shows: from 0 to these. */
export interface Extent {
  readonly timeMs: number;
  readonly rateHz: number;
}

const KHZ = 1000;

function internal(text: Text, unit: string): number | null {
  const quantity = parseQuantity(text);
  const wanted = parseUnit(unit);
  if ('fault' in quantity || wanted === null || quantity.value < 0) return null;
  const fits = sameDimension(quantity.dimension, wanted.dimension) || quantity.value === 0;
  return fits ? quantity.value : null;
}

/** The point of each entry; null where one cannot be read. */
export function readPoints(profile: Profile): (Point | null)[] {
  return profile.map(([time, rate]) => {
    const timeMs = internal(time, 'ms');
    const rateKHz = internal(rate, 'Hz');
    return timeMs === null || rateKHz === null ? null : { timeMs, rateHz: rateKHz * KHZ };
  });
}

export function readable(profile: Profile): Point[] {
  return readPoints(profile).filter((point) => point !== null);
}

/** With room above the highest point, and to the end of the run or of the period. */
export function extentOf(points: readonly Point[], lengthMs: number): Extent {
  const last = Math.max(0, ...points.map(({ timeMs }) => timeMs));
  const highest = Math.max(0, ...points.map(({ rateHz }) => rateHz));
  return { timeMs: Math.max(lengthMs, roundUp(last), 1), rateHz: roundUp(Math.max(highest * 1.2, 10)) };
}

/** A two-hundredth of what is shown, rounded to 1, 2, 2.5 or 5: what a drag and an arrow key move by. */
export const gridOf = ({ timeMs, rateHz }: Extent): Point => ({
  timeMs: roundUp(timeMs / 200),
  rateHz: roundUp(rateHz / 200),
});

const toGrid = (value: number, step: number): number => Number((Math.round(value / step) * step).toPrecision(12));

const entryOf = ({ timeMs, rateHz }: Point): Profile[number] => [`${timeMs} ms`, `${rateHz} Hz`];

/** A point where someone pressed: on the grid and within what is shown. */
export function pointAt(fraction: { readonly x: number; readonly y: number }, extent: Extent): Point {
  const grid = gridOf(extent);
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {
    timeMs: toGrid(within(fraction.x) * extent.timeMs, grid.timeMs),
    rateHz: toGrid(within(fraction.y) * extent.rateHz, grid.rateHz),
  };
}

/** The profile with a point more, in its place, and that place. */
export function addPoint(profile: Profile, point: Point): { readonly profile: Profile; readonly index: number } {
  const points = readPoints(profile);
  const later = points.findIndex((other) => other !== null && other.timeMs > point.timeMs);
  const index = later < 0 ? profile.length : later;
  return { profile: [...profile.slice(0, index), entryOf(point), ...profile.slice(index)], index };
}

/** The profile with a point elsewhere, but not beyond its neighbours in time. */
export function movePoint(profile: Profile, index: number, to: Point): Profile {
  const points = readPoints(profile);
  const before = points.slice(0, index).findLast((point) => point !== null)?.timeMs ?? 0;
  const after = points.slice(index + 1).find((point) => point !== null)?.timeMs ?? Number.POSITIVE_INFINITY;
  const moved = { timeMs: Math.min(after, Math.max(before, to.timeMs)), rateHz: Math.max(0, to.rateHz) };
  return profile.map((entry, k) => (k === index ? entryOf(moved) : entry));
}

/** By an arrow key: so many steps of the grid to the right and up. */
export function stepPoint(profile: Profile, index: number, extent: Extent, right: number, up: number): Profile {
  const point = readPoints(profile)[index];
  if (!point) return profile;
  const grid = gridOf(extent);
  return movePoint(profile, index, {
    timeMs: toGrid(point.timeMs + right * grid.timeMs, grid.timeMs),
    rateHz: toGrid(point.rateHz + up * grid.rateHz, grid.rateHz),
  });
}

export const removePoint = (profile: Profile, index: number): Profile => profile.filter((_, k) => k !== index);

/** The course over a box of this size as an SVG path: held before the first point and after the last. */
export function pathOf(
  points: readonly Point[],
  extent: Extent,
  box: { readonly width: number; readonly height: number },
): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const course = [{ ...first, timeMs: 0 }, ...points, { ...last, timeMs: Math.max(last.timeMs, extent.timeMs) }];
  const short = (value: number) => Number(value.toFixed(2));
  return course
    .map(({ timeMs, rateHz }, k) => {
      const x = (timeMs / extent.timeMs) * box.width;
      const y = box.height * (1 - rateHz / extent.rateHz);
      return `${k === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`;
    })
    .join(' ');
}
