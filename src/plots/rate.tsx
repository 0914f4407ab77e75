import { ratesInBins } from '../analysis/rates.ts';
import type { PopulationMap } from '../compile/types.ts';
import { optionsOf } from '../library/probes/index.ts';
import { rate as declaration } from '../library/probes/rate.ts';
import { type Colours, populationColours } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { recordingsView } from './drawers.ts';
import { type Line, linePlot } from './lines.ts';
import { alone, type Plot } from './marks/plot.ts';
import { dashOf, endMs, labelled, observedPopulations } from './runs.ts';
import type { ProbeView, RunView } from './types.ts';

const { binMs: DEFAULT_BIN_MS } = optionsOf(declaration, {});

/** Rates of some populations of each run. */
function linesOf(
  runs: readonly RunView[],
  populationsOf: (run: RunView) => readonly PopulationMap[],
  binMs: number,
  inks: Colours,
): Line[] {
  return runs.flatMap((run) => {
    const colours = populationColours(run.map.populations, inks);
    return populationsOf(run).map(({ id, name, spikes, size }): Line => {
      const { steps } = run.recordings.spikes(spikes);
      const points = ratesInBins(steps, size, run.map.dtMs, binMs, run.recordings.endStep);
      const colour = colours.get(id) ?? inks('--ink');
      return { kind: 'line', label: labelled(run, name), colour, ...points, dash: dashOf(run.label) };
    });
  });
}

const plotOf = (lines: readonly Line[], runs: readonly RunView[]): Plot =>
  linePlot({ lines, endMs: endMs(runs), label: 'rate (Hz)', summary: 'population rate in Hz against time' });

/** The rates of some populations of a run, in bins of the usual width. */
export const ratePlot = (run: RunView, populations: readonly PopulationMap[], inks: Colours): Plot =>
  plotOf(
    linesOf([run], () => populations, DEFAULT_BIN_MS, inks),
    [run],
  );

export const rate: ProbeView = recordingsView(
  ({ probe, runs, width, height, inks }) => {
    const { binMs } = optionsOf(declaration, probe.options);
    const lines = linesOf(runs, (run) => observedPopulations(run, probe.id), binMs, inks);
    return lines.length === 0 ? { empty: 'Tap a population.' } : alone(plotOf(lines, runs), width, height);
  },
  (probe, runs) => {
    const { binMs } = optionsOf(declaration, probe.options);
    const lines = linesOf(
      runs,
      (run) => observedPopulations(run, probe.id),
      binMs,
      () => '',
    );
    return csvText(
      ['time (ms)', ...lines.map(({ label }) => `rate of ${label} (Hz)`)],
      Array.from(lines[0]?.x ?? [], (time, k) => [rounded(time), ...lines.map(({ y }) => rounded(y[k] ?? 0))]),
    );
  },
);
