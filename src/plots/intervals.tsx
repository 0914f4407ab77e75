import { max } from 'd3-array';
import type { IntervalHistogram } from '../analysis/figures/intervals.ts';
import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { intervals as declaration } from '../library/probes/intervals.ts';
import { shortNumber } from './axes.ts';
import type { Colours } from './colours.ts';
import { rounded } from './csv.ts';
import { figureView } from './drawers.ts';
import { alone, type Plot, type PlotMark, steps } from './marks/plot.ts';
import { missingNeurons } from './missing-neurons.ts';
import { markOf, type RunMark } from './run-legend.ts';
import { labelled, observedPopulations } from './runs.ts';
import { tableOf } from './tables.ts';
import type { FigureOfRun, ProbeView } from './types.ts';

interface Labelled extends IntervalHistogram {
  readonly label: string;
  readonly run: string;
  readonly mark: RunMark;
}

function labelledOf(probe: ProbeNode, inks: Colours, { run, figure }: FigureOfRun<'intervals'>): Labelled[] {
  const [first] = observedPopulations(run, probe.id);
  return figure === null || first === undefined
    ? []
    : [{ ...figure, label: labelled(run, first.name), run: run.label, mark: markOf(run, inks) }];
}

/** Mean, coefficient of variation, and what the axis does not show. */
function said({ meanMs, cv, beyond, intervals }: IntervalHistogram): string {
  const variation = cv === null ? '' : `, CV ${shortNumber(cv)}`;
  const missing = beyond === 0 ? '' : `, ${shortNumber((100 * beyond) / intervals)} % longer`;
  return `mean ${shortNumber(meanMs)} ms${variation}${missing}`;
}

/** Why there is nothing to draw; null: there is something. */
export function emptyIntervals(histograms: readonly IntervalHistogram[], mostMs: number): string | null {
  if (histograms.length === 0) return 'Undefined as yet: no neuron has fired twice.';
  if (histograms.some(({ beyond, intervals }) => beyond < intervals)) return null;
  const count = histograms.reduce((sum, { intervals }) => sum + intervals, 0);
  const which = count === 1 ? 'The one interval is' : `All ${count} intervals are`;
  return `${which} longer than ${shortNumber(mostMs)} ms: raise “up to”.`;
}

const shareOf = ({ counts, intervals: all }: IntervalHistogram): Float64Array =>
  counts.map((count) => (100 * count) / all);

/** Bars; of several configurations paler ones, with a stroke around them. */
function marksOf(histogram: Labelled, isAlone: boolean): PlotMark[] {
  const { binMs: width, mark } = histogram;
  const heights = shareOf(histogram);
  const bars: PlotMark = { kind: 'bars', from: 0, width, heights, colour: mark.colour, opacity: isAlone ? 0.8 : 0.2 };
  return isAlone ? [bars] : [bars, { kind: 'line', ...steps((k) => k * width, heights), ...mark, width: 1.4 }];
}

export const intervals: ProbeView = figureView({
  asked: ({ id, options }) => ({ kind: 'intervals', probe: id, options: optionsOf(declaration, options) }),
  draw: ({ probe, runs, width, height, inks }, figures) => {
    const { neurons, mostMs } = optionsOf(declaration, probe.options);
    const histograms = figures.flatMap((figure) => labelledOf(probe, inks, figure));
    const [first] = histograms;
    const missing = missingNeurons(runs, probe.id, neurons);
    const empty = (first === undefined ? missing : null) ?? emptyIntervals(histograms, mostMs);
    if (first === undefined || empty !== null) return { empty: empty ?? '' };
    const shares = shareOf(first);
    const most = max(histograms, (histogram) => max(shareOf(histogram))) ?? 0;
    const whole = histograms.map((histogram) => `${histogram.label} · ${said(histogram)}`);
    const plot: Plot = {
      key: 'intervals',
      x: { range: [0, first.counts.length * first.binMs], label: 'inter-spike interval', unit: 'ms' },
      y: { range: [0, most * 1.05 || 1], label: 'intervals (%)' },
      marks: histograms.flatMap((histogram) => marksOf(histogram, histograms.length === 1)),
      title: [...whole, ...(missing === null ? [] : [missing])].join(' · '),
      legend: histograms.map((histogram) => ({ ...histogram.mark, label: histogram.run, said: said(histogram) })),
      summary: `share of inter-spike intervals by length; ${whole.join('; ')}`,
      zoom: 'x',
      testId: 'intervals',
      readout: (interval) => {
        const k = Math.floor(interval / first.binMs);
        if (k < 0 || k >= first.counts.length) return null;
        const range = `${shortNumber(k * first.binMs)} to ${shortNumber((k + 1) * first.binMs)} ms`;
        return `${range}: ${first.counts[k]} intervals, ${shortNumber(shares[k] ?? 0)} %`;
      },
    };
    return alone(plot, width, height);
  },
  toTable: (probe, figures) => {
    const histograms = figures.flatMap((figure) => labelledOf(probe, () => '', figure));
    const [first] = histograms;
    return tableOf(
      ['from (ms)', 'to (ms)', ...histograms.map(({ label }) => `intervals of ${label}`)],
      Array.from(first?.counts ?? [], (_, k) => [
        rounded(k * (first?.binMs ?? 0)),
        rounded((k + 1) * (first?.binMs ?? 0)),
        ...histograms.map(({ counts }) => rounded(counts[k] ?? 0)),
      ]),
    );
  },
});
