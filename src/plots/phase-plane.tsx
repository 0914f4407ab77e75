import { bisector } from 'd3-array';
import { neuronAt } from '../document/models.ts';
import { nameIn } from '../document/name-in.ts';
import type { ProbeNode } from '../document/schema.ts';
import { phasePlane as declaration } from '../library/probes/phase-plane.ts';
import { EVERYTHING } from '../session/recordings.ts';
import { entryOf } from '../units/index.ts';
import { shortNumber } from './axes.ts';
import { type Colours, configurationToken, populationColours } from './colours.ts';
import { rounded } from './csv.ts';
import { momentView } from './drawers.ts';
import { alone, type Plot, type PlotMark } from './marks/plot.ts';
import type { Range } from './panels.ts';
import { labelled, observedPopulations } from './runs.ts';
import { shownTime } from './sampled-lines.ts';
import { tableOf } from './tables.ts';
import { RECORDS_FROM_NOW } from './traces.tsx';
import type { ProbeView, RunView } from './types.ts';

/** The path of one neuron in the plane of two of its variables, in shown units. */
interface Path {
  readonly label: string;
  readonly colour: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Time of each sample, ms. */
  readonly t: (k: number) => number;
  /** Time of the first one: what was before is not drawn. */
  readonly fromMs: number;
}

/** Samples of a path, the latest. */
const MOST_SAMPLES = 20_000;

const everyStepsOf = ({ recordings }: RunView, recorder: number): number => recordings.trace(recorder).everySteps;

function pathsOf(probe: ProbeNode, runs: readonly RunView[], inks: Colours): Path[] {
  return runs.flatMap((run, r) => {
    const colours = populationColours(run.map.populations, inks);
    const all = entryOf(run.map.probes, probe.id)?.traces ?? [];
    return [...new Set(all.map(({ id }) => id))].flatMap((id): Path[] => {
      const [x, y] = all.filter((trace) => trace.id === id);
      if (x === undefined || y === undefined) return [];
      const stretch = {
        fromStep: run.recordings.endStep - MOST_SAMPLES * everyStepsOf(run, x.recorder),
        toStep: EVERYTHING.toStep,
      };
      const [xs, ys] = [x, y].map(({ recorder }) => run.recordings.traceWithin(recorder, stretch, 2 * MOST_SAMPLES));
      if (xs?.of !== 'samples' || ys?.of !== 'samples') return [];
      const { steps } = xs;
      const name = nameIn(run.map.populations, id);
      return [
        {
          label: labelled(run, `${name}[${x.elements[0] ?? 0}]`),
          colour: r === 0 ? (colours.get(id) ?? inks('--ink')) : inks(configurationToken(run.label)),
          xLabel: `${x.variable} (${x.unit})`,
          yLabel: `${y.variable} (${y.unit})`,
          x: xs.row(0).map((value) => value * x.factor),
          y: ys.row(0).map((value) => value * y.factor),
          t: (k) => (steps[k] ?? 0) * run.map.dtMs,
          fromMs: (steps[0] ?? 0) * run.map.dtMs,
        },
      ];
    });
  });
}

/** Room around all values. */
function rangeOf(paths: readonly Path[], of: 'x' | 'y'): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const path of paths) {
    for (const value of path[of]) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  const pad = (high - low) * 0.06 || 1;
  return [low - pad, high + pad];
}

/** A line, and a disc where the neuron is at a time (null: now); none where that is not drawn. */
function marksOf({ x, y, t, colour }: Path, atMs: number | null): PlotMark[] {
  const after = atMs === null ? x.length : bisector((k: number) => t(k)).right([...x.keys()], atMs);
  const at = Math.max(0, after - 1);
  return [
    { kind: 'line', x, y, colour, width: 1 },
    { kind: 'points', x: x.slice(at, after), y: y.slice(at, after), colour, shape: { radius: 3 } },
  ];
}

/** Why nothing is drawn: the first model that has too few states, or that nothing is observed. */
function emptyText(probe: ProbeNode, runs: readonly RunView[]): string {
  const [first] = runs.flatMap((run) =>
    observedPopulations(run, probe.id).flatMap(({ id, name }) => {
      const model = neuronAt(run.document, id);
      const unfit = model === undefined ? null : declaration.unfit?.(model);
      return unfit == null ? [] : [`${name} (${model?.name}) ${unfit}`];
    }),
  );
  return first ?? 'Tap a population whose model has two state variables, and choose a neuron that it has.';
}

export const phasePlane: ProbeView = momentView(
  ({ probe, runs, width, height, inks, lookedAtMs }) => {
    const paths = pathsOf(probe, runs, inks);
    const [first] = paths;
    if (first === undefined) return { empty: emptyText(probe, runs) };
    if (first.x.length === 0 && runs.some(({ recordings }) => recordings.endStep > 0))
      return { empty: RECORDS_FROM_NOW };
    const plot: Plot = {
      key: 'plane',
      x: { range: rangeOf(paths, 'x'), label: first.xLabel },
      y: { range: rangeOf(paths, 'y'), label: first.yLabel },
      marks: paths.flatMap((path) => marksOf(path, lookedAtMs)),
      title: [
        ...paths.map(({ label }) => label),
        ...(first.fromMs > 0 ? [`from ${shownTime(first.fromMs)} on`] : []),
      ].join(' · '),
      summary: `${first.yLabel} against ${first.xLabel}, ${first.x.length} samples`,
      zoom: 'xy',
      testId: 'phase-plane',
      readout: (x, y) => `${first.xLabel} ${shortNumber(x)}, ${first.yLabel} ${shortNumber(y)}`,
    };
    return alone(plot, width, height);
  },
  (probe, runs) =>
    tableOf(
      ['neuron', 'time (ms)', 'x', 'y'],
      pathsOf(probe, runs, () => '').flatMap(({ label, xLabel, yLabel, x, y, t }) =>
        Array.from(
          x,
          (value, k) => [`${label}: ${yLabel} against ${xLabel}`, rounded(t(k)), value, y[k] ?? null] as const,
        ),
      ),
    ),
);
