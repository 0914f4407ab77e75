import { useMemo } from 'react';
import { usualMeasures } from '../analysis/measures/index.ts';
import type { Measured } from '../analysis/trains.ts';
import { nameIn } from '../document/name-in.ts';
import { useSimulation } from '../editor/simulation.ts';
import type { RunView } from '../plots/types.ts';
import { type Analysed, type Asked, useAnalysis } from '../plots/use-analysis.ts';

/** Indices of one configuration, in the analysis window as far as it has run. */
export interface SideIndices {
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Populations by size, the largest first. */
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    /** By the ids of the measures. */
    readonly indices: Readonly<Record<string, Measured>>;
  }[];
}

const MEASURES = usualMeasures.map(({ id }) => id);

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
  between: [],
});

function sideOf({ label, map }: RunView, place: number, { answer }: Analysed): SideIndices {
  const rows = answer.populations
    .filter(({ run }) => run === place)
    .map(({ population, values }) => ({
      id: population,
      name: nameIn(map.populations, population),
      indices: Object.fromEntries(MEASURES.flatMap((id, k) => (values[k] === undefined ? [] : [[id, values[k]]]))),
    }));
  return { label, ...answer.window, rows };
}
