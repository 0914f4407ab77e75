import { useEffect, useState } from 'react';
import { onAnalysable } from '../session/analysis-client.ts';
import { isDragging } from './paint-turns.ts';
import type { RunView } from './types.ts';

/** Least wall time between two questions, ms. */
const INTERVAL_MS = 120;

export interface Answered<Q, A> {
  readonly runs: readonly RunView[];
  readonly asked: Q;
  readonly answer: A;
}

/** Asks of runs; null: there is no answer (any more). The same function in every rendering. */
export type Ask<Q, A> = (runs: readonly RunView[], question: Q) => Promise<A | null>;

const listeners = new Set<() => void>();

/** Called when an answer is about to be drawn: what else changes can be drawn in the same frame. */
export function onAnswer(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Answers of the analysis worker, a few times a second while the runs go on and once when they stop. An answer may take
 * `share` of the time until the next question, so that other questions have their turns. `question` is plain data.
 */
export function useAnswers<Q, A>(
  runs: readonly RunView[],
  question: Q,
  ask: Ask<Q, A>,
  share: number,
): Answered<Q, A> | null {
  const [shown, setShown] = useState<Answered<Q, A> | null>(null);
  const key = JSON.stringify(question);
  useEffect(() => {
    const asked = JSON.parse(key) as Q;
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
        const answer = await ask(runs, asked);
        if (!live || answer === null) return;
        setShown({ runs, asked, answer });
        for (const listener of listeners) listener();
      } finally {
        rest(startedMs + Math.max(INTERVAL_MS, (performance.now() - startedMs) / share));
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
  }, [runs, key, ask, share]);
  return shown?.runs === runs ? shown : null;
}
