import type { FigureKind } from '../analysis/figures/index.ts';
import { askFigure } from '../session/analysis-client.ts';
import { observedPopulations } from './runs.ts';
import type { AskedFigure, FigureOfRun, RunView } from './types.ts';
import { type Ask, useAnswers } from './use-answers.ts';

/** Of what a probe observes in each run. Null: there is no answer (any more). */
export async function figuresOf<K extends FigureKind>(
  runs: readonly RunView[],
  { kind, probe, options }: AskedFigure<K>,
): Promise<FigureOfRun<K>[] | null> {
  const answers = await Promise.all(
    runs.map(async (run): Promise<FigureOfRun<K> | null> => {
      if (run.analysis === undefined) return null;
      const populations = observedPopulations(run, probe).map(({ id }) => id);
      const answer = await askFigure({ run: run.analysis.id, populations, kind, options });
      return answer && { run, figure: answer.figure };
    }),
  );
  const known = answers.filter((answer) => answer !== null);
  return known.length < runs.length ? null : known;
}

/** What one figure may take of the worker's time; indices come first. */
const SHARE = 0.25;

/** The figures, a few times a second while the runs go on; null before the first. */
export function useFigures<K extends FigureKind>(
  runs: readonly RunView[],
  asked: AskedFigure<K>,
): readonly FigureOfRun<K>[] | null {
  const ask: Ask<AskedFigure<K>, FigureOfRun<K>[]> = figuresOf;
  return useAnswers(runs, asked, ask, SHARE)?.answer ?? null;
}
