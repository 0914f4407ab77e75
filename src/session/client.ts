import { proxy, wrap } from 'comlink';
import type { BuildOutcome, Session } from './types.ts';
import type { SessionService } from './worker.ts';

/** A session in a worker of its own. `terminate` ends the worker at once, whatever it does. */
export interface WorkerSession extends Session {
  terminate(): void;
}

/** Starts the worker. Where it dies (out of memory, a bug), the calls under way are rejected with the browser's sentence. */
export function createWorkerSession(): WorkerSession {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'entrain-session' });
  const remote = wrap<SessionService>(worker);
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(`The simulation stopped unexpectedly: ${event.message || 'its worker could not go on'}.`));
    });
  });
  crashed.catch(() => undefined);
  const guarded = <T>(call: Promise<T>): Promise<T> => Promise.race([call, crashed]);
  return {
    estimate: (config) => guarded(remote.estimate(config)),
    build: (config, budgetBytes, onProgress) =>
      guarded<BuildOutcome>(remote.build(config, budgetBytes, proxy(onProgress))),
    run: (untilStep, onChunk) => guarded(remote.run(untilStep, proxy(onChunk))),
    pause: () => guarded(remote.pause()),
    reset: () => guarded(remote.reset()),
    dispose: () => guarded(remote.dispose()),
    terminate: () => worker.terminate(),
  };
}
