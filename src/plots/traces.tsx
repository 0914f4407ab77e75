import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { traces as declaration } from '../library/probes/traces.ts';
import { entryOf } from '../units/index.ts';
import { type Colours, onPaper, paler, populationColours } from './colours.ts';
import { recordingsView } from './drawers.ts';
import { linePlot } from './lines.ts';
import { alone, type Drawing } from './marks/plot.ts';
import { dashOf, labelled, timeAxis } from './runs.ts';
import { type SampledLine, sampledLines, samplesTable } from './sampled-lines.ts';
import type { DataTable } from './tables.ts';
import type { Given, ProbeView, RunView } from './types.ts';

/** The recorded samples of a probe as lines in shown units, one for each neuron and configuration. */
function traceLines(probe: ProbeNode, runs: readonly RunView[], drawSpikes: boolean, inks: Colours): SampledLine[] {
  return runs.flatMap((run) => {
    const colours = populationColours(run.map.populations, inks);
    return (entryOf(run.map.probes, probe.id)?.traces ?? []).flatMap(({ id, elements, recorder, factor }) => {
      const population = run.map.populations.find((candidate) => candidate.id === id);
      const colour = colours.get(id) ?? inks('--stimulus');
      return elements.map((element, row): SampledLine => {
        const spikes =
          drawSpikes && population?.kind === 'population'
            ? { spikes: { recorder: population.spikes, element, peak: population.spikePeakMv * factor } }
            : {};
        return {
          run,
          recorder,
          row,
          factor,
          label: labelled(run, `${population?.name ?? id}[${element}]`),
          colour: paler(colour, row, inks),
          dash: dashOf(run.label),
          ...spikes,
        };
      });
    });
  });
}

/** `v (mV)` of what a probe records. */
function traceLabel(probe: ProbeNode, runs: readonly RunView[]): string {
  const trace = entryOf(runs[0]?.map.probes, probe.id)?.traces[0];
  return trace === undefined ? '' : `${trace.variable === 'I_stim' ? 'I' : trace.variable} (${trace.unit})`;
}

export function traceTable(probe: ProbeNode, runs: readonly RunView[]): DataTable {
  const unit = entryOf(runs[0]?.map.probes, probe.id)?.traces[0]?.unit ?? '';
  return samplesTable(traceLines(probe, runs, false, onPaper), ({ label }) => `${label} (${unit})`);
}

/** Lines of what a probe records, or why there are none. */
export function traceDrawing({ probe, runs, width, height, inks }: Given, drawSpikes: boolean, empty: string): Drawing {
  const lines = traceLines(probe, runs, drawSpikes, inks);
  if (lines.length === 0) return { empty };
  if (lines.every(({ run, recorder }) => run.recordings.endStep > 0 && run.recordings.traceSince(recorder) === null))
    return { empty: RECORDS_FROM_NOW };
  const label = traceLabel(probe, runs);
  const summary = `${label} against time, ${lines.length} lines`;
  return alone(linePlot({ lines: sampledLines(lines), times: timeAxis(runs), label, summary }), width, height);
}

/** Of a probe that was put there, or changed, after the run began. */
export const RECORDS_FROM_NOW = 'Records from now on: what was before was not recorded.';

export const traces: ProbeView = recordingsView((given) => {
  const { drawSpikes } = optionsOf(declaration, given.probe.options);
  return traceDrawing(given, drawSpikes, 'Tap a population, and choose neurons that it has.');
}, traceTable);
