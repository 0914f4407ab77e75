import { ratesInBins } from '../analysis/rates.ts';
import type { ProbeNode } from '../document/schema.ts';
import { populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { LinePlot } from './LinePlot.tsx';
import type { Line } from './lines.ts';
import { dashOf, endMs, labelled, observedPopulations } from './runs.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';

const DEFAULT_BIN_MS = 2;

function rateLines(probe: ProbeNode, runs: readonly RunView[]): Line[] {
  const binMs =
    typeof probe.options.binMs === 'number' && probe.options.binMs > 0 ? probe.options.binMs : DEFAULT_BIN_MS;
  return runs.flatMap((run) => {
    const colours = populationColours(run.map.populations);
    return observedPopulations(run, probe.id).map((population): Line => {
      const { steps } = run.recordings.spikes(population.spikes);
      const points = ratesInBins(steps, population.size, run.map.dtMs, binMs, run.recordings.endStep);
      const colour = colours.get(population.id) ?? token('--ink');
      return { label: labelled(run, population.name), colour, ...points, dash: dashOf(run.label) };
    });
  });
}

function View({ probe, runs, width, height }: ProbeProps) {
  const lines = rateLines(probe, runs);
  if (lines.length === 0) return <p className="probe-empty">Tap a population.</p>;
  return (
    <LinePlot
      lines={lines}
      xEnd={endMs(runs)}
      xUnit="ms"
      yLabel="rate (Hz)"
      width={width}
      height={height}
      summary="population rate in Hz against time"
    />
  );
}

export const rate: ProbeView = {
  View,
  toCsv: (probe, runs) => {
    const lines = rateLines(probe, runs);
    return csvText(
      ['time (ms)', ...lines.map(({ label }) => `rate of ${label} (Hz)`)],
      Array.from(lines[0]?.x ?? [], (time, k) => [rounded(time), ...lines.map(({ y }) => rounded(y[k] ?? 0))]),
    );
  },
};
