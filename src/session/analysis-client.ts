import { type Remote, transfer, wrap } from 'comlink';
import type { FigureKind } from '../analysis/figures/index.ts';
import type { MomentsBlock, RecorderConfig, RecorderResult, ResultChunk } from '../contract/index.ts';
import type {
  AnalysedRun,
  Answer,
  ChanceAnswer,
  ChanceQuestion,
  FigureAnswer,
  FigureQuestion,
  Question,
} from './analysis-types.ts';
import type { AnalysisService } from './analysis-worker.ts';
import type { Recordings } from './recordings.ts';

/** A run as the analysis is told of it. Recorders are numbered as in the config. */
export interface RunAnalysis {
  /** By which questions name it. */
  readonly id: number;
  /** Whether more chunks are to come. */
  isRunning(): boolean;
  /** Hands on what a chunk brings, and gives back what is left of it for the page: where there is a worker, no moments. */
  forward(chunk: ResultChunk): ResultChunk;
  /** What the worker holds of it takes so many bytes. */
  bytes(): Promise<number>;
  /** Moments that the worker holds and that end in (fromStep, toStep], by recorder. */
  momentsEnding(fromStep: number, toStep: number): Promise<ReadonlyMap<number, readonly MomentsBlock[]>>;
  truncate(step: number): void;
  setRunning(running: boolean): void;
  /** Wall time (performance.now) at which results up to this step came to the page; null: forgotten. */
  arrivedAt(endStep: number): number | null;
  close(): void;
}

export interface RunToAnalyse {
  readonly dtMs: number;
  readonly seed: number;
  readonly fromMs: number;
  readonly recorders: readonly RecorderConfig[];
  readonly populations: AnalysedRun['populations'];
  readonly recordings: Recordings;
}

interface Open extends RunToAnalyse {
  readonly shape: AnalysedRun;
  /** Recorders that are handed on. */
  readonly kept: readonly number[];
}

/** Arrivals that are remembered: some seconds of chunks. */
const ARRIVALS = 256;
/** After so many deaths in a row without an answer, the worker is not started again. */
const MOST_DEATHS = 3;

const open = new Map<number, Open>();
const listeners = new Set<() => void>();
let worker: { readonly remote: Remote<AnalysisService>; readonly died: Promise<null>; end(): void } | null = null;
let deaths = 0;
let lastId = 0;

/** Called when runs have yielded more, started or stopped. */
export function onAnalysable(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const notify = (): void => {
  for (const listener of listeners) listener();
};

/** Whether the worker died again and again: indices are not computed any more until the next run. */
export const analysisFailed = (): boolean => deaths >= MOST_DEATHS;

/** Null: a run of the question has ended or not begun, or the worker died on the way. */
export const ask = (question: Question): Promise<Answer | null> => answered(({ answer }) => answer(question));

/** Null as of `ask`, or a newer question of the same asker came. */
export const askChance = (question: ChanceQuestion): Promise<ChanceAnswer | null> =>
  answered(({ chance }) => chance(question));

/** Ends the computing of what an asker asked for. */
export const forgetChance = (asker: string): void => void worker?.remote.forgetChance(asker);

/** Null as of `ask`. */
export const askFigure = <K extends FigureKind>(question: FigureQuestion<K>): Promise<FigureAnswer<K> | null> =>
  // The worker answers with the kind that it is asked for, which its type does not say.
  answered(({ figure }) => figure(question) as Promise<FigureAnswer<K> | null>);

async function answered<T>(askOf: (remote: Remote<AnalysisService>) => Promise<T | null>): Promise<T | null> {
  const asked = running();
  if (asked === null) return null;
  const answer = await Promise.race([askOf(asked.remote), asked.died]);
  if (answer !== null) deaths = 0;
  return answer;
}

/** The one worker, from the first question on; after its death another. It is told all that is on the page. */
function running(): typeof worker {
  if (worker !== null || analysisFailed()) return worker;
  const started = new Worker(new URL('./analysis-worker.ts', import.meta.url), {
    type: 'module',
    name: 'entrain-analysis',
  });
  const died = new Promise<null>((resolve) => {
    started.addEventListener('error', (event) => {
      event.preventDefault();
      deaths += 1;
      started.terminate();
      worker = null;
      resolve(null);
      notify();
    });
  });
  worker = { remote: wrap<AnalysisService>(started), died, end: () => started.terminate() };
  for (const [id, run] of open) tellAll(worker.remote, id, run);
  return worker;
}

function tellAll(remote: Remote<AnalysisService>, id: number, { shape, kept, recordings, recorders }: Open): void {
  void remote.open(id, shape);
  if (recordings.endStep === 0) return;
  const results = kept.map(
    (index): RecorderResult =>
      recorders[index]?.kind === 'moments'
        ? { kind: 'moments', blocks: recordings.takeMoments(index) }
        : { kind: 'spikes', block: recordings.spikes(index) },
  );
  send(remote, id, results, recordings.endStep);
}

/** Spikes are copied, as the page draws them too; moments are given away. */
function send(remote: Remote<AnalysisService>, id: number, results: readonly RecorderResult[], endStep: number): void {
  const recorders = results.map((result): RecorderResult => {
    if (result.kind !== 'spikes') return result;
    return { kind: 'spikes', block: { steps: result.block.steps.slice(), elements: result.block.elements.slice() } };
  });
  const buffers = recorders.flatMap((result) => {
    if (result.kind === 'spikes') return [result.block.steps.buffer, result.block.elements.buffer];
    return result.kind === 'moments'
      ? result.blocks.flatMap(({ sums, squareSums }) => [sums.buffer, squareSums.buffer])
      : [];
  });
  void remote.append(id, transfer({ endStep, recorders }, [...new Set(buffers as ArrayBuffer[])]));
}

const withoutMoments = (result: RecorderResult): RecorderResult =>
  result.kind === 'moments' ? { kind: 'moments', blocks: [] } : result;

/** Tells the analysis of a run that is about to begin, or of which there are results already. */
export function analyse(run: RunToAnalyse): RunAnalysis {
  lastId += 1;
  const id = lastId;
  deaths = 0;
  const kept = run.recorders.flatMap(({ kind }, index) => (kind === 'spikes' || kind === 'moments' ? [index] : []));
  const shape: AnalysedRun = {
    dtMs: run.dtMs,
    seed: run.seed,
    fromMs: run.fromMs,
    recorders: kept.flatMap((index) => run.recorders[index] ?? []),
    populations: run.populations.map((population) => ({
      ...population,
      spikes: kept.indexOf(population.spikes),
      moments: population.moments === null ? null : kept.indexOf(population.moments),
    })),
  };
  const opened = { ...run, shape, kept };
  open.set(id, opened);
  if (worker !== null) tellAll(worker.remote, id, opened);
  const arrivals: { readonly endStep: number; readonly atMs: number }[] = [];
  let isRunning = false;
  return {
    id,
    isRunning: () => isRunning,
    forward: (chunk) => {
      arrivals.push({ endStep: chunk.endStep, atMs: performance.now() });
      if (arrivals.length > ARRIVALS) arrivals.shift();
      if (worker === null) {
        queueMicrotask(notify);
        return chunk;
      }
      send(
        worker.remote,
        id,
        kept.flatMap((index) => chunk.recorders[index] ?? []),
        chunk.endStep,
      );
      notify();
      return { ...chunk, recorders: chunk.recorders.map(withoutMoments) };
    },
    bytes: async () => (worker === null ? 0 : ((await Promise.race([worker.remote.bytes(id), worker.died])) ?? 0)),
    momentsEnding: async (fromStep, toStep) => {
      const answer =
        worker === null ? null : await Promise.race([worker.remote.momentsEnding(id, fromStep, toStep), worker.died]);
      return new Map((answer ?? []).map((blocks, k) => [kept[k] ?? -1, blocks]));
    },
    truncate: (step) => {
      arrivals.length = 0;
      void worker?.remote.truncate(id, step);
      notify();
    },
    setRunning: (next) => {
      isRunning = next;
      notify();
    },
    arrivedAt: (endStep) => arrivals.findLast((arrival) => arrival.endStep === endStep)?.atMs ?? null,
    close: () => {
      open.delete(id);
      void worker?.remote.close(id);
    },
  };
}
