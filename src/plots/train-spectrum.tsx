import { LEAST_SPIKES, type TrainSpectrum } from '../analysis/figures/train-spectrum.ts';
import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { trainSpectrum as declaration } from '../library/probes/train-spectrum.ts';
import { shortNumber } from './axes.ts';
import { chanceLine } from './chance-line.ts';
import type { Colours } from './colours.ts';
import { rounded } from './csv.ts';
import { figureView } from './drawers.ts';
import { alone, type Plot, type PlotMark } from './marks/plot.ts';
import { missingNeurons } from './missing-neurons.ts';
import { markOf, type RunMark } from './run-legend.ts';
import { labelled, observedPopulations } from './runs.ts';
import { tableOf } from './tables.ts';
import type { FigureOfRun, ProbeView } from './types.ts';

interface Labelled extends TrainSpectrum {
  readonly label: string;
  readonly run: string;
  readonly mark: RunMark;
}

function labelledOf(probe: ProbeNode, inks: Colours, { run, figure }: FigureOfRun<'trainSpectrum'>): Labelled[] {
  const [first] = observedPopulations(run, probe.id);
  if (figure === null || first === undefined) return [];
  const label = `${labelled(run, first.name)}, neuron ${optionsOf(declaration, probe.options).neuron}`;
  return [{ ...figure, label, run: run.label, mark: markOf(run, inks) }];
}

const lineOf = ({ frequenciesHz, values, mark }: Labelled): PlotMark => ({
  kind: 'line',
  x: Float64Array.from(frequenciesHz),
  y: Float64Array.from(values),
  ...mark,
  width: 1.4,
});

export const trainSpectrum: ProbeView = figureView({
  asked: ({ id, options }) => ({ kind: 'trainSpectrum', probe: id, options: optionsOf(declaration, options) }),
  draw: ({ probe, runs, width, height, inks }, figures) => {
    const { neuron, segmentMs } = optionsOf(declaration, probe.options);
    const spectra = figures.flatMap((figure) => labelledOf(probe, inks, figure));
    const [first] = spectra;
    if (first === undefined) {
      const tooFew = `Undefined as yet: neuron ${neuron} needs ${LEAST_SPIKES} spikes, and the run a segment of ${segmentMs} ms.`;
      return { empty: missingNeurons(runs, probe.id, [neuron]) ?? tooFew };
    }
    const most = Math.max(1.5, ...spectra.flatMap(({ values }) => [...values]));
    const spacing = first.frequenciesHz[0] ?? 1;
    const plot: Plot = {
      key: 'spectrum',
      x: { range: [0, (first.frequenciesHz.at(-1) ?? 1) + spacing / 2], label: 'frequency', unit: 'Hz' },
      y: { range: [0, most * 1.05], label: 'power over rate' },
      marks: [chanceLine(inks, 1), ...spectra.map(lineOf)],
      title: spectra.map(({ label, spikes }) => `${label} · ${spikes} spikes`).join(' · '),
      legend: spectra.map(({ run, mark, spikes }) => ({ ...mark, label: run, said: `${spikes} spikes` })),
      summary: `power of a spike train by frequency, over its rate: 1 for a Poisson train; of ${first.segments} segments`,
      zoom: 'xy',
      testId: 'train-spectrum',
      readout: (frequency) => {
        const k = Math.round(frequency / spacing) - 1;
        const value = first.values[k];
        return value === undefined
          ? null
          : `${shortNumber(first.frequenciesHz[k] ?? 0)} Hz: ${shortNumber(value)} times a Poisson train’s`;
      },
    };
    return alone(plot, width, height);
  },
  toTable: (probe, figures) => {
    const spectra = figures.flatMap((figure) => labelledOf(probe, () => '', figure));
    return tableOf(
      ['frequency (Hz)', ...spectra.map(({ label }) => `power over rate of ${label}`)],
      Array.from(spectra[0]?.frequenciesHz ?? [], (frequency, k) => [
        rounded(frequency),
        ...spectra.map(({ values }) => rounded(values[k] ?? 0)),
      ]),
    );
  },
});
