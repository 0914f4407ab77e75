import type { PopulationMap } from '../compile/types.ts';
import { placeOf } from '../document/configurations.ts';
import { pokeSentence } from '../experiments/poked.ts';
import { entryOf } from '../units/index.ts';
import type { PlotAxis, PlotEvent } from './marks/plot.ts';
import type { RunView } from './types.ts';

/** The populations and spike stimuli that a probe observes, in the order of its taps. */
export function observedPopulations(run: RunView, probe: string): PopulationMap[] {
  const ids = entryOf(run.map.probes, probe)?.populations ?? [];
  return ids.flatMap((id) => run.map.populations.find((population) => population.id === id) ?? []);
}

/** How far the time axis goes, ms: the duration, or as far as a longer run has come. */
export function endMs(runs: readonly RunView[]): number {
  return Math.max(1, ...runs.map(({ map, recordings }) => Math.max(map.durationMs, recordings.endStep * map.dtMs)));
}

/** Pokes of the runs. */
function eventsOf(runs: readonly RunView[]): readonly PlotEvent[] {
  const events = runs.flatMap((run) =>
    (run.pokes ?? []).map((poked): PlotEvent => {
      const { dtMs } = run.map;
      const said = labelled(run, pokeSentence(poked, dtMs));
      return { fromMs: poked.firstStep * dtMs, toMs: poked.endStep * dtMs, kind: poked.poke.kind, said };
    }),
  );
  return events.toSorted((a, b) => a.fromMs - b.fromMs);
}

/** The axis of times of runs that go on side by side. */
export function timeAxis(runs: readonly RunView[]): PlotAxis {
  const events = eventsOf(runs);
  return {
    range: [0, endMs(runs)],
    label: '',
    unit: 'ms',
    durationMs: Math.max(1, ...runs.map(({ map }) => map.durationMs)),
    ...(events.length > 0 && { events }),
  };
}

/** How far all of the runs have come, ms. */
export const reachedMs = (runs: readonly RunView[]): number =>
  runs.length === 0 ? 0 : Math.min(...runs.map(({ map, recordings }) => recordings.endStep * map.dtMs));

/** From when on all spikes of all of the runs are held one by one, ms. */
export const heldFromMs = (runs: readonly RunView[]): number =>
  Math.max(
    0,
    ...runs.flatMap(({ map, recordings }) =>
      map.populations.map(({ spikes }) => recordings.heldFrom(spikes) * map.dtMs),
    ),
  );

/** A name with the configuration's label before it, where there are several. */
export function labelled(run: RunView, name: string): string {
  return run.label === '' ? name : `${run.label}: ${name}`;
}

/** Dashes that tell configurations apart where they share a plot; the first is solid. */
const DASHES: readonly (readonly number[])[] = [[], [6, 4], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2, 1, 2, 1, 2]];

/** The dash of the configuration with a label, the same in all plots and lists. */
export function dashOf(label: string): readonly number[] {
  return (label === '' ? undefined : DASHES[placeOf(label) % DASHES.length]) ?? [];
}
