import { serveTasks, type ThreadStart } from '../engine/threads.ts';

/** A thread of the engine besides the session's worker; it serves one network after another. */
addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
  serveTasks(data, () => postMessage('ready'));
});
