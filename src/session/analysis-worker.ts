import { expose } from 'comlink';
import { Analyser } from './analyser.ts';
import type { AnalysedChunk, AnalysedRun, Answer, FigureAnswer, FigureQuestion, Question } from './analysis-types.ts';

const analyser = new Analyser();

/** Measures what runs yield, apart from the page's thread and the engine's. */
const service = {
  open: (run: number, shape: AnalysedRun): void => analyser.open(run, shape),
  append: (run: number, chunk: AnalysedChunk): void => analyser.append(run, chunk),
  truncate: (run: number, step: number): void => analyser.truncate(run, step),
  close: (run: number): void => analyser.close(run),
  moments: (run: number) => analyser.moments(run),
  figure: (question: FigureQuestion): FigureAnswer | null => analyser.figure(question),
  answer: (question: Question): Answer | null => analyser.answer(question),
};

export type AnalysisService = typeof service;

expose(service);
