import type { Chance } from '../analysis/chance.ts';
import {
  betweenMeasures,
  headingOf,
  type PopulationMeasure,
  populationMeasures,
  timedMeasures,
} from '../analysis/measures/index.ts';
import type { Measured } from '../analysis/trains.ts';
import { nameIn } from '../document/name-in.ts';
import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { synchrony as declaration } from '../library/probes/synchrony.ts';
import { type Colours, populationColours } from './colours.ts';
import { asTheyAre, type Line, linePlot } from './lines.ts';
import type { Plot } from './marks/plot.ts';
import { dashOf, labelled, observedPopulations, timeAxis } from './runs.ts';
import type { RunView } from './types.ts';
import type { Analysed, Asked } from './use-analysis.ts';
import { type Chanced, chanceIn } from './use-chances.ts';

/** A number with so many digits; what is rounded to zero has no sign. */
export const fixed = (value: number, digits: number): string => value.toFixed(digits).replace(/^-(?=[0.]*$)/, '');

/** Indices of one population of one configuration. */
export interface Column {
  readonly run: string;
  readonly population: string;
  readonly title: string;
  readonly values: readonly Measured[];
  /** What chance gives of them, as far as it is known. */
  readonly chances: readonly (Chance | undefined)[];
}

/** The measures that a probe shows, in the order of the list. */
export function rowsOf({ options }: ProbeNode): readonly PopulationMeasure[] {
  const { indices } = optionsOf(declaration, options);
  return populationMeasures.filter(({ id }) => indices.includes(id));
}

export const overOf = ({ options }: ProbeNode): PopulationMeasure | undefined =>
  timedMeasures.find(({ id }) => id === options.over) ?? timedMeasures[0];

export const tappedIds = (run: RunView, probe: string): string[] =>
  observedPopulations(run, probe).flatMap(({ kind, id }) => (kind === 'population' ? [id] : []));

export function askedOf(probe: ProbeNode, runs: readonly RunView[]): Asked {
  const over = overOf(probe);
  const { windowMs, between } = optionsOf(declaration, probe.options);
  return {
    populations: runs.map((run) => tappedIds(run, probe.id)),
    measures: rowsOf(probe).map(({ id }) => id),
    over:
      over === undefined
        ? null
        : {
            measure: over.id,
            windowMs: Math.max(windowMs, over.history?.leastWindowMs ?? 0),
          },
    between: between ? betweenMeasures.map(({ id }) => id) : [],
  };
}

export function columnsOf({ runs, asked, answer }: Analysed, chanced: Chanced | null): Column[] {
  return answer.populations.flatMap(({ run: place, population, values }) => {
    const run = runs[place];
    const name = nameIn(run?.map.populations ?? [], population);
    const chances = asked.measures.map((id) =>
      chanced === null ? undefined : chanceIn(chanced, place, [population], id),
    );
    return run === undefined
      ? []
      : [{ run: run.label || 'A', population, title: labelled(run, name), values, chances }];
  });
}

export type HistoryLine = Extract<Line, { readonly kind: 'line' }>;

export function linesOf({ runs, answer }: Analysed, over: PopulationMeasure, inks: Colours): HistoryLine[] {
  return answer.populations.flatMap(({ run: place, population, history }): HistoryLine[] => {
    const run = runs[place];
    if (run === undefined || history === null) return [];
    const name = nameIn(run.map.populations, population);
    return [
      {
        kind: 'line',
        label: `${over.label} ${labelled(run, name)}`,
        x: history.timesMs,
        y: history.values,
        colour: populationColours(run.map.populations, inks).get(population) ?? inks('--ink'),
        dash: dashOf(run.label),
      },
    ];
  });
}

/** What a plot of all of a measure's range shows beyond it, so that a line at its end is seen. */
const MARGIN = 0.02;

/** The index over time, of the populations that have it in some window; null: none has. */
export function historyPlot(analysed: Analysed, over: PopulationMeasure, inks: Colours): Plot | null {
  const lines = linesOf(analysed, over, inks).filter(({ y }) => y.some((value) => !Number.isNaN(value)));
  if (lines.length === 0) return null;
  return linePlot({
    lines: asTheyAre(lines),
    times: timeAxis(analysed.runs),
    label: headingOf(over),
    ...(over.history?.wholeRange ? { range: [over.bounds[0], over.bounds[1] + MARGIN] as const } : {}),
    summary: `${over.label} in windows of ${analysed.asked.over?.windowMs ?? 0} ms against time`,
  });
}
