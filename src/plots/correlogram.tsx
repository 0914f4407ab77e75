import type { RelativeCorrelogram } from '../analysis/figures/correlogram.ts';
import type { ProbeNode } from '../document/schema.ts';
import { correlogram as declaration } from '../library/probes/correlogram.ts';
import { optionsOf } from '../library/probes/index.ts';
import { shortNumber } from './axes.ts';
import { chanceLine } from './chance-line.ts';
import type { Colours } from './colours.ts';
import { rounded } from './csv.ts';
import { figureView } from './drawers.ts';
import { alone, type Plot, type PlotMark, steps } from './marks/plot.ts';
import { markOf, type RunMark } from './run-legend.ts';
import { labelled, observedPopulations } from './runs.ts';
import { tableOf } from './tables.ts';
import type { FigureOfRun, ProbeView } from './types.ts';

interface Labelled extends RelativeCorrelogram {
  readonly label: string;
  readonly run: string;
  readonly mark: RunMark;
}

function labelledOf(probe: ProbeNode, inks: Colours, { run, figure }: FigureOfRun<'correlogram'>): Labelled[] {
  const [first, second] = observedPopulations(run, probe.id).map(({ name }) => labelled(run, name));
  if (figure === null || first === undefined) return [];
  const label = second === undefined ? `within ${first}` : `${first} → ${second}`;
  return [{ ...figure, label, run: run.label, mark: markOf(run, inks) }];
}

/** Width of a bin, ms. */
const binOf = ({ lagsMs }: RelativeCorrelogram): number => (lagsMs[1] ?? 1) - (lagsMs[0] ?? 0);

function lineOf(labelled: Labelled): PlotMark {
  const [first, bin] = [labelled.lagsMs[0] ?? 0, binOf(labelled)];
  return { kind: 'line', ...steps((k) => first + (k - 0.5) * bin, labelled.values), ...labelled.mark, width: 1.4 };
}

export const correlogram: ProbeView = figureView({
  asked: ({ id, options }) => ({ kind: 'correlogram', probe: id, options: optionsOf(declaration, options) }),
  draw: ({ probe, width, height, inks }, figures) => {
    const correlograms = figures.flatMap((figure) => labelledOf(probe, inks, figure));
    const [first] = correlograms;
    if (first === undefined) return { empty: 'Undefined as yet: no two neurons have fired.' };
    const most = Math.max(1.5, ...correlograms.flatMap(({ values }) => [...values]));
    const reach = Math.abs(first.lagsMs[0] ?? 1) + (first.lagsMs.length > 1 ? binOf(first) / 2 : 0);
    const middle = first.values[(first.values.length - 1) / 2] ?? 0;
    const plot: Plot = {
      key: 'correlogram',
      x: { range: [-reach, reach], label: 'lag', unit: 'ms' },
      y: { range: [0, most * 1.05], label: 'relative to chance' },
      marks: [chanceLine(inks, 1), ...correlograms.map(lineOf)],
      title: correlograms.map(({ label }) => label).join(' · '),
      legend: correlograms.map(({ run, mark }) => ({ ...mark, label: run, said: '' })),
      summary: `coincidences by lag over chance, at lag 0 ${shortNumber(middle)}`,
      zoom: 'x',
      testId: 'correlogram',
      readout: (lag) => {
        const k = Math.round((lag - (first.lagsMs[0] ?? 0)) / binOf(first));
        const value = first.values[k];
        return value === undefined
          ? null
          : `lag ${shortNumber(first.lagsMs[k] ?? 0)} ms: ${shortNumber(value)} of chance`;
      },
    };
    return alone(plot, width, height);
  },
  toTable: (probe, figures) => {
    const correlograms = figures.flatMap((figure) => labelledOf(probe, () => '', figure));
    return tableOf(
      ['lag (ms)', ...correlograms.map(({ label }) => `${label} (relative to chance)`)],
      Array.from(correlograms[0]?.lagsMs ?? [], (lag, k) => [
        rounded(lag),
        ...correlograms.map(({ values }) => rounded(values[k] ?? 0)),
      ]),
    );
  },
});
