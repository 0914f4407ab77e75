import { useEffect, useState } from 'react';
import { ask, onAnalysable } from '../session/analysis-client.ts';
import type { Answer, Question } from '../session/analysis-types.ts';
import { isDragging } from './paint-turns.ts';
import type { RunView } from './types.ts';

/** Least wall time between two questions, ms. */
const INTERVAL_MS = 120;

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

const listeners = new Set<() => void>();

/** Called when an answer is about to be drawn: what else changes can be drawn in the same frame. */
export function onAnswer(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Answers of the analysis worker, a few times a second while the runs go on and once of all of them when they stop. */
export function useAnalysis(runs: readonly RunView[], asked: Asked): Analysed | null {
  const [shown, setShown] = useState<Analysed | null>(null);
  const key = JSON.stringify(asked);
  useEffect(() => {
    const wanted = JSON.parse(key) as Asked;
    let live = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isDue = true;
    let isBusy = false;
    const rest = (untilMs: number): void => {
      timer = setTimeout(
        () => {
          isBusy = false;
          if (isDue) void evaluate();
        },
        Math.max(0, untilMs - performance.now()),
      );
    };
    const evaluate = async (): Promise<void> => {
      const analyses = runs.flatMap(({ analysis }) => analysis ?? []);
      if (isBusy || !live || analyses.length === 0 || analyses.length < runs.length) return;
      isBusy = true;
      const startedMs = performance.now();
      try {
        if (isDragging()) return;
        isDue = false;
        const answer = await answerOf(runs, wanted);
        if (!live || answer === null) return;
        const arrivals = answer.endSteps.flatMap((step, k) => analyses[k]?.arrivedAt(step) ?? []);
        const arrivedAtMs = arrivals.length < analyses.length ? null : Math.min(...arrivals);
        setShown({ runs, asked: wanted, answer, arrivedAtMs });
        for (const listener of listeners) listener();
      } finally {
        rest(startedMs + INTERVAL_MS);
      }
    };
    const stop = onAnalysable(() => {
      isDue = true;
      void evaluate();
    });
    void evaluate();
    return () => {
      live = false;
      stop();
      clearTimeout(timer);
    };
  }, [runs, key]);
  return shown?.runs === runs ? shown : null;
}
