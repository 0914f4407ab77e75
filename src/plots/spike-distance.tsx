import { mean } from 'd3-array';
import { sampleText } from '../analysis/figures/figure.ts';
import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { spikeDistance as declaration } from '../library/probes/spike-distance.ts';
import { shortNumber } from './axes.ts';
import { type Colours, populationColours } from './colours.ts';
import { rounded } from './csv.ts';
import { figureView } from './drawers.ts';
import { alone, type Plot, type PlotMark } from './marks/plot.ts';
import { dashOf, labelled, observedPopulations, timeAxis } from './runs.ts';
import { tableOf } from './tables.ts';
import type { FigureOfRun, ProbeView } from './types.ts';

interface Profile {
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly fromMs: number;
  readonly strideMs: number;
  /** Empty: fewer than two neurons have fired. */
  readonly values: Float64Array;
  /** How many neurons of how many; empty: all. */
  readonly sample: string;
}

function profilesOf(probe: ProbeNode, inks: Colours, figures: readonly FigureOfRun<'spikeDistance'>[]): Profile[] {
  return figures.flatMap(({ run, figure: { fromMs, strideMs, profiles, samples } }) => {
    const colours = populationColours(run.map.populations, inks);
    return observedPopulations(run, probe.id).map(
      ({ id, name }, k): Profile => ({
        sample: samples[k] === undefined ? '' : sampleText(samples[k]),
        label: labelled(run, name),
        colour: colours.get(id) ?? inks('--ink'),
        dash: dashOf(run.label),
        fromMs,
        strideMs,
        values: profiles[k] ?? new Float64Array(0),
      }),
    );
  });
}

/** `E 0.12 (30 of 412 that fire, of 1000 neurons)`. */
function wordsOf({ label, values, sample }: Pick<Profile, 'label' | 'values' | 'sample'>): string {
  if (values.length === 0) return `${label} undefined: fewer than two neurons fire`;
  return `${label} ${shortNumber(mean(values) ?? Number.NaN)}${sample === '' ? '' : ` (${sample})`}`;
}

const lineOf = ({ colour, dash, fromMs, strideMs, values }: Profile): PlotMark => ({
  kind: 'line',
  x: values.map((_, k) => fromMs + k * strideMs),
  y: values,
  colour,
  dash,
  width: 1.3,
});

export const spikeDistance: ProbeView = figureView({
  asked: ({ id, options }) => ({ kind: 'spikeDistance', probe: id, options: optionsOf(declaration, options) }),
  draw: ({ probe, runs, width, height, inks }, figures) => {
    const profiles = profilesOf(probe, inks, figures);
    const title = profiles.map(wordsOf).join(' · ');
    const plot: Plot = {
      key: 'profile',
      x: timeAxis(runs),
      y: {
        range: [0, Math.max(0.5, ...profiles.flatMap(({ values }) => [...values])) * 1.05],
        label: 'SPIKE-distance',
      },
      marks: profiles.map(lineOf),
      title,
      summary: `mean SPIKE-distance of pairs against time; means: ${title}`,
      zoom: 'x',
      testId: 'spike-distance',
      readout: (time) => {
        const said = profiles.flatMap(({ label, fromMs, strideMs, values }) => {
          const value = values[Math.round((time - fromMs) / strideMs)];
          return value === undefined ? [] : [`${label} ${shortNumber(value)}`];
        });
        return said.length === 0 ? null : `${shortNumber(time)} ms: ${said.join(', ')}`;
      },
    };
    return alone(plot, width, height);
  },
  toTable: (probe, figures) => {
    const profiles = profilesOf(probe, () => '', figures);
    const [first] = profiles;
    return tableOf(
      [
        'time (ms)',
        ...profiles.map(({ label, sample }) => `SPIKE-distance of ${label}${sample === '' ? '' : ` (${sample})`}`),
      ],
      Array.from({ length: first?.values.length ?? 0 }, (_, k) => [
        rounded((first?.fromMs ?? 0) + k * (first?.strideMs ?? 0)),
        ...profiles.map(({ values }) => (values[k] === undefined ? null : rounded(values[k]))),
      ]),
    );
  },
});
