import { wrap } from 'comlink';
import type { CellPool } from './evaluation.ts';
import type { EvaluationService } from './worker.ts';

/** Workers of the page. */
export interface EvaluationPool extends CellPool {
  terminate(): void;
}

export function evaluationPool(size: number): EvaluationPool {
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const crashed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message || 'A worker could not go on.')));
    });
    crashed.catch(() => undefined);
    return { worker, crashed, remote: wrap<EvaluationService>(worker) };
  });
  return {
    size,
    evaluate: (index, { config, plan }) => {
      const worker = workers[index];
      if (worker === undefined) throw new Error(`there is no worker ${index}`);
      return Promise.race([worker.remote.evaluate(config, plan), worker.crashed]);
    },
    terminate: () => {
      for (const { worker } of workers) worker.terminate();
    },
  };
}
