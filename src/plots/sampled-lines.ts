import { bisectLeft } from 'd3-array';
import type { TraceStretch } from '../session/recordings/trace-store.ts';
import { shortNumber } from './axes.ts';
import type { Column } from './csv.ts';
import { type Line, withSpikes } from './lines.ts';
import type { Seen } from './marks/plot.ts';
import { type DataTable, PART_ROWS, tableOf } from './tables.ts';
import type { RunView } from './types.ts';

/** A row of a trace recorder that is drawn against time. */
export interface SampledLine {
  readonly run: RunView;
  readonly recorder: number;
  readonly row: number;
  /** From the internal unit to the shown one. */
  readonly factor: number;
  readonly label: string;
  readonly colour: string;
  readonly dash?: readonly number[];
  /** Spikes that are drawn up to a peak, in the shown unit: those of an element of a recorder of spikes. */
  readonly spikes?: { readonly recorder: number; readonly element: number; readonly peak: number };
}

/** Samples, or extremes of bins of them, that are drawn for each px. */
const PER_PX = 4;

export const shownTime = (ms: number): string =>
  ms < 1000 ? `${shortNumber(ms)} ms` : `${Number((ms / 1000).toPrecision(4))} s`;

/**
 * What is seen of them: samples where there are few, else extremes of bins. Nothing is drawn where nothing is held, and a spike
 * only where there was one.
 */
export const sampledLines =
  (all: readonly SampledLine[]) =>
  (seen: Seen): { readonly lines: readonly Line[]; readonly note: string } => {
    const stretches = new Map<RunView, Map<number, TraceStretch>>();
    const stretchOf = ({ run, recorder }: SampledLine): TraceStretch => {
      const ofRun = stretches.get(run) ?? new Map<number, TraceStretch>();
      stretches.set(run, ofRun);
      const known = ofRun.get(recorder) ?? stretchSeen(run, recorder, seen);
      ofRun.set(recorder, known);
      return known;
    };
    const lines = all.map((line) => lineOf(line, stretchOf(line)));
    const [first] = all;
    return { lines, note: first === undefined ? '' : noteOf(first, stretchOf(first), seen) };
  };

function stretchSeen({ recordings, map: { dtMs } }: RunView, recorder: number, { x, width }: Seen): TraceStretch {
  const { everySteps } = recordings.trace(recorder);
  // The samples beside what is seen, to which lines are drawn.
  const stretch = { fromStep: Math.floor(x[0] / dtMs) - everySteps, toStep: Math.ceil(x[1] / dtMs) + everySteps + 1 };
  return recordings.traceWithin(recorder, stretch, Math.max(64, Math.round(PER_PX * width)));
}

function lineOf(line: SampledLine, stretch: TraceStretch): Line {
  const { run, row, factor, label, colour, dash } = line;
  const { dtMs } = run.map;
  const styled = { label, colour, ...(dash === undefined ? {} : { dash }) };
  if (stretch.of === 'samples') {
    const { steps } = stretch;
    const x = steps.map((step) => step * dtMs);
    const y = stretch.row(row).map((value) => value * factor);
    const spikes = spikesOf(line, steps[0] ?? 0, steps.at(-1) ?? -1);
    const times = spikes.map((step) => step * dtMs);
    const { peak = 0 } = line.spikes ?? {};
    return { kind: 'line', ...styled, ...(times.length === 0 ? { x, y } : withSpikes(x, y, times, peak)) };
  }
  const { edges } = stretch;
  const bins = Math.max(0, edges.length - 1);
  const shown = stretch.row(row);
  const [low, high] = [shown.low, shown.high].map((values) => values.map((value) => value * factor)) as [
    Float64Array,
    Float64Array,
  ];
  for (const step of spikesOf(line, edges[0] ?? 0, (edges.at(-1) ?? 0) - 1)) {
    const bin = Math.min(bins - 1, Math.max(0, bisectLeft(edges, step + 1) - 1));
    high[bin] = Math.max(high[bin] ?? 0, line.spikes?.peak ?? 0);
  }
  const x = Float64Array.from({ length: bins }, (_, k) => (((edges[k] ?? 0) + (edges[k + 1] ?? 0)) / 2) * dtMs);
  return { kind: 'band', ...styled, x, low, high };
}

/** Steps of the spikes that are drawn, from the first sample that is seen to the last one. */
function spikesOf({ run, spikes }: SampledLine, fromStep: number, toStep: number): readonly number[] {
  if (spikes === undefined) return [];
  const steps = run.recordings.spikeSteps(spikes.recorder, spikes.element);
  return steps.slice(bisectLeft(steps, fromStep), bisectLeft(steps, toStep + 1));
}

/** What is said of how lines are drawn. */
function noteOf({ run, recorder }: SampledLine, stretch: TraceStretch, { x }: Seen): string {
  const { recordings, map } = run;
  const { dtMs } = map;
  const parts: string[] = [];
  const since = recordings.traceSince(recorder);
  const { everySteps } = recordings.trace(recorder);
  if (since !== null && since >= everySteps && since * dtMs > x[0])
    parts.push(`recorded from ${shownTime(since * dtMs)} on`);
  if (stretch.of === 'bins' && stretch.edges.length > 1) {
    const { edges } = stretch;
    const length = (k: number): string => shownTime(((edges[k + 1] ?? 0) - (edges[k] ?? 0)) * dtMs);
    // The last bin may be one that still fills.
    const [first, last] = [length(0), length(Math.max(0, edges.length - 3))];
    parts.push(`extremes of ${last}`);
    const heldMs = recordings.reachesTo(recorder) * dtMs;
    if (heldMs > x[0] && heldMs > (since ?? 0) * dtMs)
      parts.push(`before ${shownTime(heldMs)}: of ${first}, no single samples`);
  }
  return parts.join('; ');
}

/** Samples of lines of one recorder after the other against time: the lines of all share the times of the first. */
export function samplesTable(lines: readonly SampledLine[], headingOf: (line: SampledLine) => string): DataTable {
  const [first] = lines;
  const header = ['time (ms)', ...lines.map(headingOf)];
  if (first === undefined) return tableOf(header, []);
  const { map } = first.run;
  // Lines that came later begin later.
  const views = lines.map(({ run: { recordings }, recorder }) => ({
    everySteps: recordings.trace(recorder).everySteps,
    since: recordings.traceSince(recorder),
    firstStep: recordings.reachesTo(recorder),
    endStep: recordings.endStep,
  }));
  const { everySteps } = views[0] ?? { everySteps: 1 };
  const taken = views.filter((view) => view.since !== null);
  const firstStep = taken.length === 0 ? 0 : Math.min(...taken.map((view) => view.firstStep));
  const endStep = taken.length === 0 ? 0 : Math.max(...taken.map((view) => view.endStep));
  const samples = Math.max(0, Math.ceil((endStep - firstStep) / everySteps));
  const isCut = taken.some((view) => view.since !== null && view.firstStep > view.since);
  return {
    header,
    length: samples,
    missing: isCut
      ? `Samples before ${shownTime(Math.max(...views.map((view) => view.firstStep)) * map.dtMs)} are not held any more.`
      : null,
    async *parts() {
      for (let from = 0; from < samples; from += PART_ROWS) {
        const fromStep = firstStep + from * everySteps;
        const length = Math.min(PART_ROWS, samples - from);
        const stretch = { fromStep, toStep: fromStep + length * everySteps };
        const times = Float64Array.from({ length }, (_, k) => (fromStep + k * everySteps) * map.dtMs);
        const columns: Column[] = [];
        for (const { run, recorder, row, factor } of lines) {
          const seen = await run.recordings.samples(recorder, stretch);
          const values = new Float64Array(length).fill(Number.NaN);
          if (seen.of === 'samples' && seen.steps.length > 0)
            values.set(seen.row(row), Math.round(((seen.steps[0] ?? fromStep) - fromStep) / everySteps));
          columns.push({ values, factor });
        }
        yield { length, columns: [{ values: times, factor: 1, rounded: true }, ...columns] };
      }
    },
  };
}
