import type { IntervalHistogram } from '../analysis/figures/intervals.ts';
import type { ProbeNode } from '../document/schema.ts';
import { shortNumber } from './axes.ts';
import { CanvasPlot, type Frame } from './CanvasPlot.tsx';
import { csvText, rounded } from './csv.ts';
import { indices, missingNeurons, positive } from './options.ts';
import { type LegendEntry, markOf, type RunMark } from './run-legend.ts';
import { labelled, observedPopulations } from './runs.ts';
import type { ProbeProps, ProbeView } from './types.ts';
import { type FigureOfRun, figuresOf, useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

const WINDOW_MS = 10_000;
const BIN_MS = 2;
const MOST_MS = 100;

interface Labelled extends IntervalHistogram {
  readonly label: string;
  readonly run: string;
  readonly mark: RunMark;
}

const askedOf = ({ id, options }: ProbeNode) => ({
  kind: 'intervals' as const,
  probe: id,
  options: {
    windowMs: positive(options.windowMs, WINDOW_MS),
    binMs: positive(options.binMs, BIN_MS),
    mostMs: positive(options.mostMs, MOST_MS),
    neurons: indices(options.neurons),
  },
});

function labelledOf(probe: string, { run, figure }: FigureOfRun<'intervals'>): Labelled[] {
  const [first] = observedPopulations(run, probe);
  return figure === null || first === undefined
    ? []
    : [{ ...figure, label: labelled(run, first.name), run: run.label, mark: markOf(run) }];
}

/** Mean, coefficient of variation, and what the axis does not show. */
function said({ meanMs, cv, beyond, intervals }: IntervalHistogram): string {
  const variation = cv === null ? '' : `, CV ${shortNumber(cv)}`;
  const missing = beyond === 0 ? '' : `, ${shortNumber((100 * beyond) / intervals)} % longer`;
  return `mean ${shortNumber(meanMs)} ms${variation}${missing}`;
}

/** Why there is nothing to draw; null: there is something. */
export function emptyIntervals(found: readonly IntervalHistogram[], mostMs: number): string | null {
  if (found.length === 0) return 'Undefined as yet: no neuron has fired twice.';
  if (found.some(({ beyond, intervals }) => beyond < intervals)) return null;
  const count = found.reduce((sum, { intervals }) => sum + intervals, 0);
  const which = count === 1 ? 'The one interval is' : `All ${count} intervals are`;
  return `${which} longer than ${shortNumber(mostMs)} ms: raise “up to”.`;
}

/** One stroke around the bars, from left to right. */
function outline(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { counts, binMs, mark }: Labelled,
  share: (k: number) => number,
): void {
  context.setLineDash([...mark.dash]);
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(frame.toX(0), frame.toY(0));
  counts.forEach((_, k) => {
    context.lineTo(frame.toX(k * binMs), frame.toY(share(k)));
    context.lineTo(frame.toX((k + 1) * binMs), frame.toY(share(k)));
  });
  context.stroke();
  context.setLineDash([]);
}

function View({ probe, runs, width, height }: ProbeProps) {
  const asked = askedOf(probe);
  const figures = useFigures(runs, asked);
  if (runs.every((run) => observedPopulations(run, probe.id).length === 0))
    return <p className="probe-empty">Tap a population.</p>;
  if (figures === null) return <Waiting />;
  const found = figures.flatMap((one) => labelledOf(probe.id, one));
  const [first] = found;
  const missing = missingNeurons(runs, probe.id, asked.options.neurons);
  const empty = (first === undefined ? missing : null) ?? emptyIntervals(found, asked.options.mostMs);
  if (first === undefined || empty !== null) return <p className="probe-empty">{empty}</p>;
  const share = ({ counts, intervals }: Labelled, k: number): number => (100 * (counts[k] ?? 0)) / intervals;
  const most = Math.max(...found.flatMap((one) => [...one.counts.keys()].map((k) => share(one, k))));
  const entries = found.map((one): LegendEntry => ({ ...one.mark, label: one.run, said: said(one) }));
  const whole = found.map((one) => `${one.label} · ${said(one)}`);
  return (
    <CanvasPlot
      width={width}
      height={height}
      x={[0, first.counts.length * first.binMs]}
      y={[0, most * 1.05 || 1]}
      xLabel="inter-spike interval"
      xUnit="ms"
      yLabel="intervals (%)"
      yTicks
      zoomY={false}
      title={missing === null ? whole.join(' · ') : `${whole.join(' · ')} · ${missing}`}
      legend={entries}
      summary={`share of inter-spike intervals by length; ${whole.join('; ')}`}
      testId="intervals"
      draw={(context, frame) => {
        for (const one of found) {
          context.fillStyle = one.mark.colour;
          context.strokeStyle = one.mark.colour;
          context.globalAlpha = found.length > 1 ? 0.2 : 0.8;
          one.counts.forEach((_, k) => {
            const [left, right] = [frame.toX(k * one.binMs), frame.toX((k + 1) * one.binMs)];
            const top = frame.toY(share(one, k));
            context.fillRect(left, top, Math.max(1, right - left - 1), frame.toY(0) - top);
          });
          context.globalAlpha = 1;
          if (found.length > 1) outline(context, frame, one, (k) => share(one, k));
        }
      }}
      readout={(interval) => {
        const k = Math.floor(interval / first.binMs);
        if (k < 0 || k >= first.counts.length) return null;
        const range = `${shortNumber(k * first.binMs)} to ${shortNumber((k + 1) * first.binMs)} ms`;
        return `${range}: ${first.counts[k]} intervals, ${shortNumber(share(first, k))} %`;
      }}
    />
  );
}

export const intervals: ProbeView = {
  View,
  toCsv: async (probe, runs) => {
    const found = ((await figuresOf(runs, askedOf(probe))) ?? []).flatMap((one) => labelledOf(probe.id, one));
    const [first] = found;
    return csvText(
      ['from (ms)', 'to (ms)', ...found.map(({ label }) => `intervals of ${label}`)],
      Array.from(first?.counts ?? [], (_, k) => [
        rounded(k * (first?.binMs ?? 0)),
        rounded((k + 1) * (first?.binMs ?? 0)),
        ...found.map(({ counts }) => rounded(counts[k] ?? 0)),
      ]),
    );
  },
};
