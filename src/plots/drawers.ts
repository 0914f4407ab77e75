import type { FigureKind } from '../analysis/figures/index.ts';
import type { ProbeNode } from '../document/schema.ts';
import type { Drawing } from './marks/plot.ts';
import { observedPopulations } from './runs.ts';
import type { DataTable } from './tables.ts';
import type { AskedFigure, Drawer, FigureOfRun, Given, ProbeView, RunView } from './types.ts';
import { figuresOf } from './use-figures.ts';

/** The view of a probe that draws what is recorded. */
export const recordingsView = (
  draw: (given: Given) => Drawing,
  toTable: (probe: ProbeNode, runs: readonly RunView[]) => DataTable,
): ProbeView => ({ drawn: { by: 'recordings', draw }, toTable });

/** The same of one that draws a moment of it. */
export const momentView = (
  draw: (given: Given) => Drawing,
  toTable: (probe: ProbeNode, runs: readonly RunView[]) => DataTable,
): ProbeView => ({ drawn: { by: 'recordings', draw, ofMoment: true }, toTable });

interface FigureView<K extends FigureKind> {
  asked(probe: ProbeNode): AskedFigure<K>;
  draw(given: Given, figures: readonly FigureOfRun<K>[]): Drawing;
  toTable(probe: ProbeNode, figures: readonly FigureOfRun<K>[]): DataTable;
}

/** The view of a probe that draws a figure of the analysis worker. */
export const figureView = <K extends FigureKind>({ asked, draw, toTable }: FigureView<K>): ProbeView => ({
  // The figures that are drawn are of the kind that is asked for, which the common type does not say.
  drawn: { by: 'figure', asked, draw } as unknown as Drawer,
  toTable: async (probe, runs) => toTable(probe, (await figuresOf(runs, asked(probe))) ?? []),
});

/** What a figure says while it observes nothing. */
export const UNTAPPED: Drawing = { empty: 'Tap a population.' };

export const observesNothing = ({ runs, probe }: Pick<Given, 'runs' | 'probe'>): boolean =>
  runs.every((run) => observedPopulations(run, probe.id).length === 0);

/** The plots and tables of a probe as marks on axes, for a report. */
export async function drawingOf(drawn: Drawer, given: Given): Promise<Drawing> {
  if (drawn.by === 'recordings') return drawn.draw(given);
  if (drawn.by === 'view') return drawn.drawing(given);
  if (observesNothing(given)) return UNTAPPED;
  const figures = await figuresOf(given.runs, drawn.asked(given.probe));
  return figures === null ? { empty: 'The results are not known any more: run again.' } : drawn.draw(given, figures);
}
