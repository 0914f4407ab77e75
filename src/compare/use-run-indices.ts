import { useMemo } from 'react';
import type { PopulationIndices } from '../analysis/indices.ts';
import type { IndexId } from '../analysis/measures/measure.ts';
import type { Measured } from '../analysis/trains.ts';
import { useSimulation } from '../editor/simulation.ts';
import type { RunView } from '../plots/types.ts';
import { type Analysed, type Asked, useAnalysis } from '../plots/use-analysis.ts';

/** Indices of one configuration, in the analysis window as far as it has run. */
export interface SideIndices {
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Populations by size, the largest first. */
  readonly rows: readonly { readonly id: string; readonly name: string; readonly indices: PopulationIndices }[];
}

const MEASURES: readonly IndexId[] = ['rateHz', 'cv', 'chi', 'R', 'correlation'];

/** The indices of all configurations: refreshed while they run, and once when they end. */
export function useRunIndices(): readonly SideIndices[] {
  const runs = useSimulation((state) => state.runs);
  const asked = useMemo(() => askedOf(runs), [runs]);
  const analysed = useAnalysis(runs, asked);
  return useMemo(
    () => (analysed === null ? [] : runs.map((run, place) => sideOf(run, place, analysed))),
    [analysed, runs],
  );
}

const askedOf = (runs: readonly RunView[]): Asked => ({
  populations: runs.map(({ map }) =>
    map.populations
      .filter(({ kind }) => kind === 'population')
      .toSorted((a, b) => b.size - a.size)
      .map(({ id }) => id),
  ),
  measures: MEASURES,
  over: null,
  between: false,
});

function sideOf({ label, map }: RunView, place: number, { answer }: Analysed): SideIndices {
  const rows = answer.populations
    .filter(({ run }) => run === place)
    .map(({ population, spikes, values }) => ({
      id: population,
      name: map.populations.find(({ id }) => id === population)?.name ?? population,
      indices: indicesOf(spikes, values),
    }));
  return { label, ...answer.window, rows };
}

function indicesOf(spikes: number, values: readonly Measured[]): PopulationIndices {
  const by = (id: IndexId): number | null => values[MEASURES.indexOf(id)]?.value ?? null;
  const reasons = MEASURES.flatMap((id, k) => {
    const measured = values[k];
    return measured === undefined || measured.value !== null ? [] : [[id, measured.reason] as const];
  });
  return {
    spikes,
    rateHz: by('rateHz') ?? 0,
    cv: by('cv'),
    chi: by('chi'),
    R: by('R'),
    correlation: by('correlation'),
    reasons: Object.fromEntries(reasons),
  };
}
