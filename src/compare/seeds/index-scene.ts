import { extent } from 'd3-array';
import type { ArmSummary } from '../../experiments/seeds/summary.ts';
import { type Axis, axisOf, ticksOf } from '../../plots/axes.ts';
import type { Mark, Scene } from '../../plots/marks/marks.ts';
import type { Inks } from '../sweep/frame.ts';
import { intervalText } from './sentence.ts';

const ROW_PX = 46;
const TOP = 6;
const BOTTOM = 40;
const SIDE = 14;
/** Room of a tick: its number has few digits. */
const TICK_PX = 60;
const NARROW_PX = 330;
/** Seeds are spread over so many px about their row, so that equal ones are seen. */
const SPREAD_PX = 10;

interface Given {
  readonly width: number;
  readonly summaries: readonly ArmSummary[];
  readonly measure: string;
  readonly inks: Inks;
  /** Colours of the configurations, resolved. */
  readonly colourOf: (label: string) => string;
}

const indexSceneHeight = (rows: number): number => TOP + rows * ROW_PX + BOTTOM;

/** A row for each configuration: every seed a dot, the mean and its 95 % interval above them. */
export function indexScene({ width, summaries, measure, inks, colourOf }: Given): Scene {
  const height = indexSceneHeight(summaries.length);
  const bottom = height - BOTTOM;
  const x = axisOf(rangeOf(summaries.flatMap(({ values }) => values)), [SIDE, width - SIDE]);
  const marks: Mark[] = [
    ...ticksOf(x, TICK_PX).flatMap(({ value, label }): Mark[] => [
      {
        kind: 'path',
        points: [
          [x(value), TOP],
          [x(value), bottom],
        ],
        stroke: inks.line,
      },
      { kind: 'text', at: [x(value), bottom + 10], text: label, fill: inks.faint, anchor: 'middle' },
    ]),
    {
      kind: 'path',
      points: [
        [SIDE, bottom],
        [width - SIDE, bottom],
      ],
      stroke: inks.faint,
    },
    { kind: 'text', at: [width / 2, bottom + 29], text: measure, fill: inks.ink, anchor: 'middle', size: 12 },
    ...summaries.flatMap((summary, row) => rowMarks(summary, TOP + row * ROW_PX, width, x, inks, colourOf)),
  ];
  return { width, height, marks };
}

function rowMarks(
  { label, name, values, seeds, interval, reasons }: ArmSummary,
  top: number,
  width: number,
  to: Axis,
  { ink, faint, surface }: Inks,
  colourOf: (label: string) => string,
): Mark[] {
  const fill = colourOf(label);
  const middle = top + 30;
  const partly = values.length < seeds ? ` (${values.length} of ${seeds})` : '';
  const numbers = interval === null ? (seeds === 0 ? 'not run' : 'undefined') : `${intervalText(interval)}${partly}`;
  // In a narrow picture the name comes first: the numbers stand in a table too.
  const said = interval !== null && partly === '' && width < NARROW_PX ? '' : numbers;
  // About 6 px a letter: a name that meets the numbers is cut.
  const room = Math.max(4, Math.floor((width - 2 * SIDE) / 6) - said.length - 4);
  const shown = name.length > room ? `${name.slice(0, room - 1)}…` : name;
  const title: Mark[] = [
    { kind: 'rect', at: [SIDE - 3, top + 1], size: [width - 2 * SIDE + 6, 14], fill: surface },
    { kind: 'text', at: [SIDE, top + 8], text: `${label}  ${shown}`, fill, anchor: 'start', size: 12 },
    { kind: 'text', at: [width - SIDE, top + 8], text: said, fill: interval === null ? faint : ink, anchor: 'end' },
  ];
  if (interval === null) {
    const why = reasons[0] ?? '';
    return [...title, { kind: 'text', at: [SIDE, middle], text: why, fill: faint, anchor: 'start' }];
  }
  return [
    ...title,
    ...values.map(
      (value, k): Mark => ({
        kind: 'dot',
        at: [to(value), middle + (((k * 5) % 8) / 7 - 0.5) * SPREAD_PX],
        radius: 2.4,
        fill,
        opacity: 0.45,
      }),
    ),
    {
      kind: 'path',
      points: [
        [to(interval.low), middle],
        [to(interval.high), middle],
      ],
      stroke: fill,
      width: 3,
    },
    ...[interval.low, interval.high].map(
      (end): Mark => ({
        kind: 'path',
        points: [
          [to(end), middle - 5],
          [to(end), middle + 5],
        ],
        stroke: fill,
        width: 1.5,
      }),
    ),
    { kind: 'dot', at: [to(interval.mean), middle], radius: 5, fill: surface },
    { kind: 'dot', at: [to(interval.mean), middle], radius: 4, fill },
  ];
}

/** The range of all values with room at both ends; from 0 where they come near it. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  const [low, high] = extent(values);
  if (low === undefined) return [0, 1];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 0.1;
  return [low >= 0 && low - room < 0.2 * high ? 0 : low - room, high + room];
}
