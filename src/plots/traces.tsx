import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { traces as declaration } from '../library/probes/traces.ts';
import { entryOf } from '../units/index.ts';
import { type Colours, onPaper, paler, populationColours } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { recordingsView } from './drawers.ts';
import { type Line, linePlot, withSpikes } from './lines.ts';
import { alone, type Drawing } from './marks/plot.ts';
import { dashOf, endMs, labelled, spikeTimesMs } from './runs.ts';
import type { Given, ProbeView, RunView } from './types.ts';

/** The recorded samples of a probe as lines in shown units, one for each neuron and configuration. */
export function traceLines(probe: ProbeNode, runs: readonly RunView[], drawSpikes: boolean, inks: Colours): Line[] {
  return runs.flatMap((run) => {
    const colours = populationColours(run.map.populations, inks);
    return (entryOf(run.map.probes, probe.id)?.traces ?? []).flatMap((trace) => {
      const { everySteps, firstStep, samples, row } = boundTrace(run, trace.recorder);
      const population = run.map.populations.find(({ id }) => id === trace.id);
      const colour = colours.get(trace.id) ?? inks('--stimulus');
      const x = Float64Array.from({ length: samples }, (_, k) => (firstStep + k * everySteps) * run.map.dtMs);
      return trace.elements.map((element, k): Line => {
        const y = row(k).map((value) => value * trace.factor);
        const name = `${population?.name ?? trace.id}[${element}]`;
        const withPeaks =
          drawSpikes && population !== undefined && population.kind === 'population'
            ? withSpikes(x, y, spikeTimesMs(run, population, element), population.spikePeakMv * trace.factor)
            : { x, y };
        return {
          kind: 'line',
          label: labelled(run, name),
          colour: paler(colour, k, inks),
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
  const lines = traceLines(probe, runs, false, onPaper);
  return csvText(
    ['time (ms)', ...lines.map(({ label }) => `${label} (${unit})`)],
    Array.from(lines[0]?.x ?? [], (time, k) => [rounded(time), ...lines.map(({ y }) => y[k] ?? null)]),
  );
}

/** Lines of what a probe records, or why there are none. */
export function traceDrawing({ probe, runs, width, height, inks }: Given, drawSpikes: boolean, empty: string): Drawing {
  const lines = traceLines(probe, runs, drawSpikes, inks);
  if (lines.length === 0) return { empty };
  const label = traceLabel(probe, runs);
  const summary = `${label} against time, ${lines.length} lines`;
  return alone(linePlot({ lines, endMs: endMs(runs), label, summary }), width, height);
}

export const traces: ProbeView = recordingsView((given) => {
  const { drawSpikes } = optionsOf(declaration, given.probe.options);
  return traceDrawing(given, drawSpikes, 'Tap a population, and choose neurons that it has.');
}, traceCsv);
