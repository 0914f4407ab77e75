import { ask } from '../session/analysis-client.ts';
import type { Answer, Question } from '../session/analysis-types.ts';
import type { RunView } from './types.ts';
import { useAnswers } from './use-answers.ts';

/** What is asked of runs: populations by run. */
export type Asked = Omit<Question, 'runs' | 'whole'> & {
  readonly populations: readonly (readonly string[])[];
};

export interface Analysed {
  readonly runs: readonly RunView[];
  readonly asked: Asked;
  readonly answer: Answer;
  /** Wall time at which the page had what it is of. */
  readonly arrivedAtMs: number | null;
}

/** Of the whole analysis window where the runs have stopped. Null: there is no answer (any more). */
export async function answerOf(runs: readonly RunView[], { populations, ...what }: Asked): Promise<Answer | null> {
  const analyses = runs.flatMap(({ analysis }) => analysis ?? []);
  if (analyses.length === 0 || analyses.length < runs.length) return null;
  return ask({
    ...what,
    runs: analyses.map(({ id }, k) => ({ run: id, populations: populations[k] ?? [] })),
    whole: analyses.every((analysis) => !analysis.isRunning()),
  });
}

/** With the time at which the page had what the answer is of: it is known only for a while. */
async function timedAnswerOf(runs: readonly RunView[], asked: Asked): Promise<Omit<Analysed, 'runs' | 'asked'> | null> {
  const answer = await answerOf(runs, asked);
  if (answer === null) return null;
  const arrivals = answer.endSteps.flatMap((step, k) => runs[k]?.analysis?.arrivedAt(step) ?? []);
  return { answer, arrivedAtMs: arrivals.length < runs.length ? null : Math.min(...arrivals) };
}

/** Indices answer as soon as they can: what they cost bounds itself, by the length of their window. */
const SHARE = 1;

/** Indices of populations, of a sliding window while the runs go on and of all of it when they stop. */
export function useAnalysis(runs: readonly RunView[], asked: Asked): Analysed | null {
  const shown = useAnswers(runs, asked, timedAnswerOf, SHARE);
  return shown && { runs: shown.runs, asked: shown.asked, ...shown.answer };
}
