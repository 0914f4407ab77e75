import type { ProbeNode } from '../document/schema.ts';
import { entryOf } from '../units/index.ts';
import { paler, populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { LinePlot } from './LinePlot.tsx';
import { type Line, withSpikes } from './lines.ts';
import { dashOf, endMs, labelled, spikeTimesMs } from './runs.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';

/** The recorded samples of a probe as lines in shown units, one for each neuron and configuration. */
export function traceLines(probe: ProbeNode, runs: readonly RunView[]): Line[] {
  const drawSpikes = probe.options.drawSpikes === true;
  return runs.flatMap((run) => {
    const colours = populationColours(run.map.populations);
    return (entryOf(run.map.probes, probe.id)?.traces ?? []).flatMap((trace) => {
      const { everySteps, firstStep, samples, row } = boundTrace(run, trace.recorder);
      const population = run.map.populations.find(({ id }) => id === trace.id);
      const colour = colours.get(trace.id) ?? token('--stimulus');
      const x = Float64Array.from({ length: samples }, (_, k) => (firstStep + k * everySteps) * run.map.dtMs);
      return trace.elements.map((element, k): Line => {
        const y = row(k).map((value) => value * trace.factor);
        const name = `${population?.name ?? trace.id}[${element}]`;
        const withPeaks =
          drawSpikes && population !== undefined && population.kind === 'population'
            ? withSpikes(x, y, spikeTimesMs(run, population, element), population.spikePeakMv * trace.factor)
            : { x, y };
        return {
          label: labelled(run, name),
          colour: paler(colour, k),
          ...withPeaks,
          dash: dashOf(run.label),
        };
      });
    });
  });
}

function boundTrace(run: RunView, recorder: number) {
  const trace = run.recordings.trace(recorder);
  return { ...trace, samples: trace.samples, row: (k: number) => trace.row(k).slice(0, trace.samples) };
}

/** `v (mV)` of what a probe records. */
export function traceLabel(probe: ProbeNode, runs: readonly RunView[]): string {
  const trace = entryOf(runs[0]?.map.probes, probe.id)?.traces[0];
  return trace === undefined ? '' : `${trace.variable === 'I_stim' ? 'I' : trace.variable} (${trace.unit})`;
}

export function traceCsv(probe: ProbeNode, runs: readonly RunView[]): string {
  const unit = entryOf(runs[0]?.map.probes, probe.id)?.traces[0]?.unit ?? '';
  const lines = traceLines({ ...probe, options: { ...probe.options, drawSpikes: false } }, runs);
  return csvText(
    ['time (ms)', ...lines.map(({ label }) => `${label} (${unit})`)],
    Array.from(lines[0]?.x ?? [], (time, k) => [rounded(time), ...lines.map(({ y }) => y[k] ?? null)]),
  );
}

function View({ probe, runs, width, height }: ProbeProps) {
  const lines = traceLines(probe, runs);
  const label = traceLabel(probe, runs);
  if (lines.length === 0) return <p className="probe-empty">Tap a population, and choose neurons that it has.</p>;
  return (
    <LinePlot
      lines={lines}
      xEnd={endMs(runs)}
      xUnit="ms"
      yLabel={label}
      width={width}
      height={height}
      summary={`${label} against time, ${lines.length} lines`}
    />
  );
}

export const traces: ProbeView = {
  View,
  toCsv: traceCsv,
};
