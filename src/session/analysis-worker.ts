import { expose } from 'comlink';
import type { MomentsBlock } from '../contract/index.ts';
import { Analyser } from './analyser.ts';
import type {
  AnalysedChunk,
  AnalysedRun,
  Answer,
  ChanceAnswer,
  ChanceQuestion,
  FigureAnswer,
  FigureQuestion,
  Question,
} from './analysis-types.ts';
import { ChanceDesk } from './chance-desk.ts';

const analyser = new Analyser();
const desk = new ChanceDesk((run) => analyser.run(run));

/** Measures what runs yield, apart from the page's thread and the engine's. */
const service = {
  open: (run: number, shape: AnalysedRun): void => analyser.open(run, shape),
  append: (run: number, chunk: AnalysedChunk): void => analyser.append(run, chunk),
  truncate: (run: number, step: number): void => analyser.truncate(run, step),
  close: (run: number): void => analyser.close(run),
  bytes: (run: number): number => analyser.bytes(run),
  momentsEnding: (run: number, fromStep: number, toStep: number): readonly (readonly MomentsBlock[])[] =>
    analyser.run(run)?.momentsEnding(fromStep, toStep) ?? [],
  figure: (question: FigureQuestion): FigureAnswer | null => analyser.figure(question),
  chance: (question: ChanceQuestion): Promise<ChanceAnswer | null> => desk.answer(question),
  forgetChance: (asker: string): void => desk.forget(asker),
  answer: (question: Question): Answer | null => analyser.answer(question),
};

export type AnalysisService = typeof service;

expose(service);
