import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { evaluate, thisThread } from '../experiments/cells/evaluate.ts';
import type { CellPool, Evaluation } from '../experiments/cells/evaluation.ts';

/** Says to the bundle, which is its own worker file, that it is to evaluate cells. */
const ROLE = 'entrain-cells';

/** Whether this thread is a worker that was started to evaluate cells. */
export const isCellWorker = !isMainThread && workerData === ROLE;

/** Answers each job with its evaluation. */
export function serveCells(): void {
  parentPort?.on('message', async ({ config, plan }: Parameters<CellPool['evaluate']>[1]) => {
    parentPort?.postMessage(await evaluate(config, plan));
  });
}

export interface CellWorkers extends CellPool {
  close(): void;
}

/** One worker is this thread itself; more are threads that run the file at `bundle`. */
export function cellWorkers(count: number, bundle: URL): CellWorkers {
  if (count === 1) return { ...thisThread, close: () => undefined };
  const workers = Array.from({ length: count }, () => new Worker(bundle, { workerData: ROLE }));
  return {
    size: count,
    evaluate: (worker, { config, plan }) =>
      new Promise((resolve, reject) => {
        const thread = workers[worker];
        thread?.once('error', reject);
        thread?.once('message', (evaluation: Evaluation) => {
          thread.off('error', reject);
          resolve(evaluation);
        });
        thread?.postMessage({ config, plan });
      }),
    close: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}
