import { useEffect, useId, useRef, useState } from 'react';
import type { Chance } from '../analysis/chance.ts';
import type { Window } from '../analysis/spike-times.ts';
import type { Surrogates } from '../analysis/surrogates.ts';
import { askChance, forgetChance } from '../session/analysis-client.ts';
import type { ChanceAnswer } from '../session/analysis-types.ts';
import type { RunView } from './types.ts';
import type { Analysed, Asked } from './use-analysis.ts';

type AskedOfChance = Pick<Asked, 'populations' | 'measures' | 'between'>;

/** What chance gives of indices, as the worker told it. */
export interface Chanced {
  readonly runs: readonly RunView[];
  readonly asked: AskedOfChance;
  readonly answer: ChanceAnswer;
}

/** None of them has more to come. */
export const isStopped = (runs: readonly RunView[]): boolean =>
  runs.every(({ analysis }) => analysis?.isRunning() !== true);

/** Null: there is no answer (any more), or the asker asked again. */
async function chancedOf(
  asker: string,
  runs: readonly RunView[],
  asked: AskedOfChance,
  window: Window,
  surrogates: Surrogates,
): Promise<Chanced | null> {
  const analyses = runs.flatMap(({ analysis }) => analysis ?? []);
  if (analyses.length === 0 || analyses.length < runs.length) return null;
  const answer = await askChance({
    asker,
    window,
    surrogates,
    measures: asked.measures,
    between: asked.between,
    runs: analyses.map(({ id }, k) => ({ run: id, populations: asked.populations[k] ?? [] })),
    whole: isStopped(runs),
  });
  return answer && { runs, asked, answer };
}

let files = 0;

/** What chance gives in a window of runs that have stopped, for a file; null while they go on, and where nothing is asked. */
export async function chanceForFile(
  runs: readonly RunView[],
  asked: AskedOfChance,
  window: Window,
  surrogates: Surrogates | null,
): Promise<Chanced | null> {
  if (surrogates === null || !isStopped(runs)) return null;
  files += 1;
  return chancedOf(`file ${files}`, runs, asked, window, surrogates);
}

/** Of a population, or two, of the run in its place; undefined: it was not asked. */
export function chanceIn(
  { asked, answer }: Chanced,
  run: number,
  populations: readonly string[],
  measure: string,
): Chance | undefined {
  if (populations.length === 1) {
    const subject = answer.populations.find((each) => each.run === run && each.population === populations[0]);
    return subject?.chances[asked.measures.indexOf(measure)];
  }
  const [first, second] = populations;
  const subject = answer.between.find((each) => each.run === run && each.first === first && each.second === second);
  return subject?.chances[asked.between.indexOf(measure)];
}

/**
 * What chance gives of the indices that are shown: when their runs have stopped, and again and again while they go on where
 * that is wanted. It stands beside them only where both are of the same window, or both are of a window that slides.
 */
export function useChances(
  analysed: Analysed | null,
  surrogates: Surrogates | null,
  whileRunning: boolean,
): Chanced | null {
  const [shown, setShown] = useState<Chanced | null>(null);
  const asker = useId();
  const awaited = useRef(0);
  const key = JSON.stringify(surrogates);
  useEffect(() => {
    const wanted = JSON.parse(key) as Surrogates | null;
    if (wanted === null) forgetChance(asker);
    if (wanted === null || analysed === null) return;
    const { runs, asked, answer } = analysed;
    if (!isStopped(runs) && (!whileRunning || awaited.current > 0)) return;
    awaited.current += 1;
    void chancedOf(asker, runs, asked, answer.window, wanted)
      .then((chanced) => chanced !== null && setShown(chanced))
      .finally(() => {
        awaited.current -= 1;
      });
  }, [analysed, key, asker, whileRunning]);
  // What it was asked of before the surrogates changed is not shown with the new ones.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the surrogates
  useEffect(() => {
    setShown(null);
    return () => forgetChance(asker);
  }, [key, asker]);
  if (shown === null || analysed === null || shown.runs !== analysed.runs) return null;
  const isSame = shown.answer.window.fromMs === analysed.answer.window.fromMs;
  const isOfShown = isSame && shown.answer.window.toMs === analysed.answer.window.toMs;
  return isOfShown || (whileRunning && !isStopped(analysed.runs)) ? shown : null;
}
