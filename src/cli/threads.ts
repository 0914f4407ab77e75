import { Worker } from 'node:worker_threads';
import { type EngineThread, serveTasks, type ThreadStart } from '../engine/index.ts';

/** What a worker runs: the text of a function, since a bundle has no second file. */
const SOURCE = `
const { parentPort } = require('node:worker_threads');
const serve = ${serveTasks};
parentPort.on('message', (start) => serve(start, () => parentPort.postMessage('ready')));
`;

const idle: Worker[] = [];

/** A worker thread of Node; one that has left its network is used again. */
export function startThread(): EngineThread {
  const worker = idle.pop() ?? new Worker(SOURCE, { eval: true });
  worker.unref();
  return {
    start: (start: ThreadStart) =>
      new Promise((resolve, reject) => {
        worker.ref();
        worker.once('error', reject);
        worker.once('message', () => {
          worker.off('error', reject);
          worker.unref();
          resolve();
        });
        worker.postMessage(start);
      }),
    release: () => void idle.push(worker),
  };
}
