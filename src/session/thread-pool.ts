import type { EngineThread, ThreadStart } from '../engine/threads.ts';

const idle: Worker[] = [];

/** Threads share memory, which a browser allows on pages that are isolated from other origins. */
export const canStartThreads = (): boolean => globalThis.crossOriginIsolated === true && typeof Worker === 'function';

/** A worker of this worker; one that has left its network is used again. */
export function startThread(): EngineThread {
  const worker =
    idle.pop() ??
    new Worker(new URL('./thread-worker.ts', import.meta.url), { type: 'module', name: 'entrain-thread' });
  return {
    start: (start: ThreadStart) =>
      new Promise((resolve, reject) => {
        worker.onmessage = () => resolve();
        worker.onerror = ({ message }) => reject(new Error(`A thread could not be started: ${message}`));
        worker.postMessage(start);
      }),
    release: () => void idle.push(worker),
  };
}
