import { extent } from 'd3-array';
import type { AxisScale } from '../../experiments/sweep/axis.ts';
import type { Transition } from '../../experiments/sweep/critical-value.ts';
import type { PlaceSummary } from '../../experiments/sweep/table.ts';
import { type Axis, axisOf } from '../../plots/axes.ts';
import type { At, Mark, Scene } from '../../plots/marks/marks.ts';
import { type Box, frameMarks, type Inks } from './frame.ts';

export interface LineGiven {
  readonly width: number;
  readonly height: number;
  readonly numbers: readonly number[];
  readonly scale: AxisScale;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly summaries: readonly PlaceSummary[];
  readonly transition: Transition | null;
  /** Index of the value that is pointed at. */
  readonly marked: number | null;
  readonly inks: Inks;
}

/** One axis: mean with its 95 % band, a dot for each seed, the critical value with its interval. */
export function lineScene(given: LineGiven): Scene & { readonly x: Axis; readonly box: Box } {
  const { width, height, numbers, summaries, transition, marked, inks } = given;
  const box: Box = { left: 64, top: 14, right: width - 18, bottom: height - 44 };
  const [least = 0, most = 0] = extent(numbers);
  const x = axisOf(padded(least, most, given.scale), [box.left, box.right], given.scale);
  const all = summaries.flatMap(({ values }) => values);
  const y = verticalAxis(all, box);
  const at = ({ place }: PlaceSummary): number => x(numbers[place[0] ?? 0] ?? 0);
  const known = runsOfKnown(summaries, numbers.length);
  const marks: Mark[] = [
    ...frameMarks(box, x, y, { x: given.xLabel, y: given.yLabel }, inks, true),
    ...(transition === null ? [] : transitionMarks(transition, x, box, inks)),
    ...(marked === null ? [] : [rule(x(numbers[marked] ?? 0), box, inks.faint)]),
    ...known.map((run): Mark => {
      const upper = run.map((summary): At => [at(summary), y(summary.interval?.high ?? 0)]);
      const lower = run.map((summary): At => [at(summary), y(summary.interval?.low ?? 0)]);
      return { kind: 'path', points: [...upper, ...lower.reverse()], fill: inks.accent, opacity: 0.16 };
    }),
    ...summaries.flatMap((summary): Mark[] =>
      summary.values.map((value) => ({
        kind: 'dot',
        at: [at(summary), y(value)],
        radius: 2.2,
        fill: inks.accent,
        opacity: 0.45,
      })),
    ),
    ...known.map(
      (run): Mark => ({
        kind: 'path',
        points: run.map((summary): At => [at(summary), y(summary.interval?.mean ?? 0)]),
        stroke: inks.accent,
        width: 2,
      }),
    ),
    ...known.flat().map(
      (summary): Mark => ({
        kind: 'dot',
        at: [at(summary), y(summary.interval?.mean ?? 0)],
        radius: summary.place[0] === marked ? 5 : 3.2,
        fill: inks.accent,
      }),
    ),
  ];
  return { width, height, marks, x, box };
}

/** Stretches of neighbouring values that have a mean: the line is broken where the measure is undefined or not yet known. */
function runsOfKnown(summaries: readonly PlaceSummary[], count: number): PlaceSummary[][] {
  const byPlace = new Map(summaries.map((summary) => [summary.place[0], summary]));
  const runs: PlaceSummary[][] = [[]];
  for (let k = 0; k < count; k++) {
    const summary = byPlace.get(k);
    if (summary !== undefined && summary.interval !== null) runs[runs.length - 1]?.push(summary);
    else if (summary !== undefined) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** From 0 where the values come near it; up to a little above the largest. */
function verticalAxis(values: readonly number[], { top, bottom }: Box): Axis {
  const [low, high] = extent(values);
  if (low === undefined) return axisOf([0, 1], [bottom, top]);
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 0.1;
  const from = low >= 0 && low - room < 0.35 * high ? 0 : low - room;
  return axisOf([from, high + room], [bottom, top]);
}

/** The range of the values, and a little more, so that points do not stand on the frame. */
function padded(low: number, high: number, scale: AxisScale): readonly [number, number] {
  if (low === high) return scale === 'log' ? [low / 1.5, high * 1.5] : [low - 0.5, high + 0.5];
  if (scale === 'log' && low > 0) return [low / (high / low) ** 0.02, high * (high / low) ** 0.02];
  return [low - 0.02 * (high - low), high + 0.02 * (high - low)];
}

function rule(px: number, { top, bottom }: Box, stroke: string): Mark {
  return {
    kind: 'path',
    points: [
      [px, top],
      [px, bottom],
    ],
    stroke,
  };
}

function transitionMarks({ at, low, high }: Transition, x: Axis, box: Box, { ink }: Inks): Mark[] {
  const within = (px: number): number => Math.min(box.right, Math.max(box.left, px));
  const [from, to] = [within(x(low)), within(x(high))];
  return [
    {
      kind: 'rect',
      at: [from, box.top],
      size: [Math.max(1, to - from), box.bottom - box.top],
      fill: ink,
      opacity: 0.08,
    },
    {
      kind: 'path',
      points: [
        [x(at), box.top],
        [x(at), box.bottom],
      ],
      stroke: ink,
      width: 1.4,
      dash: [5, 4],
    },
  ];
}
