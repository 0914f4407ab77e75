import { proxy, wrap } from 'comlink';
import type { EngineConfig } from '../contract/index.ts';
import { liveChanges } from '../engine/live.ts';
import type { BuildOutcome, Session } from './types.ts';
import type { SessionService } from './worker.ts';

/** A session in a worker of its own. `terminate` ends the worker at once, whatever it does. */
export interface WorkerSession extends Session {
  /** Whether the worker came to a fault of its own; what it was asked is then rejected. */
  hasCrashed(): boolean;
  terminate(): void;
}

/**
 * Starts the worker. Where it dies (out of memory, a bug), the calls under way are rejected with the browser's sentence; where
 * the signal is aborted, the worker ends at once, and they are rejected with the signal's reason.
 */
export function createWorkerSession(signal?: AbortSignal): WorkerSession {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'entrain-session' });
  const remote = wrap<SessionService>(worker);
  let dead = false;
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      dead = true;
      reject(new Error(`The simulation stopped unexpectedly: ${event.message || 'its worker could not go on'}.`));
    });
    const end = (): void => {
      worker.terminate();
      reject(signal?.reason);
    };
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
  });
  crashed.catch(() => undefined);
  const guarded = <T>(call: Promise<T>): Promise<T> => Promise.race([call, crashed]);
  return {
    estimate: (config) => guarded(remote.estimate(config)),
    connectivity: (config, which) => guarded(remote.connectivity(config, which)),
    build: (config, request, onProgress) => guarded<BuildOutcome>(remote.build(config, request, proxy(onProgress))),
    run: (untilStep, onChunk) => guarded(remote.run(untilStep, proxy(onChunk))),
    setPace: (speed) => guarded(remote.setPace(speed)),
    pause: () => guarded(remote.pause()),
    change: (config) => guarded(remote.change(config)),
    record: (recorders) => guarded(remote.record(recorders)),
    poke: (poke, fromStep) => guarded(remote.poke(poke, fromStep)),
    setPokes: (pokes) => guarded(remote.setPokes(pokes)),
    release: (group) => guarded(remote.release(group)),
    readWeights: (projection) => guarded(remote.readWeights(projection)),
    snapshot: () => guarded(remote.snapshot()),
    restore: (snapshot, config) => guarded(remote.restore(snapshot, config)),
    snapshots: () => guarded(remote.snapshots()),
    seek: (step) => guarded(remote.seek(step)),
    reset: () => guarded(remote.reset()),
    dispose: () => guarded(remote.dispose()),
    hasCrashed: () => dead,
    terminate: () => worker.terminate(),
  };
}

/** A session, the config of what it runs, and the one of what it should run. */
export interface Wish {
  readonly session: Session;
  readonly before: EngineConfig;
  readonly after: EngineConfig;
}

/** Whether a network that runs can become another one without being built anew. */
export const canChange = ({ before, after }: Pick<Wish, 'before' | 'after'>): boolean =>
  liveChanges(before, after) !== null;

/** Changes networks that run side by side: all of them, or none; false where one would have to be built anew. */
export async function changeTogether(wishes: readonly Wish[]): Promise<boolean> {
  if (!wishes.every(canChange)) return false;
  const changed = await Promise.all(wishes.map(({ session, after }) => session.change(after)));
  return changed.every(Boolean);
}
