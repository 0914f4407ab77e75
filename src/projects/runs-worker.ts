import { expose, transfer } from 'comlink';
import { buffersIn } from './buffers.ts';
import { runsDatabase } from './runs-database.ts';

/** Writes and reads runs apart from the page's thread. */
expose({
  ...runsDatabase,
  async load(project: string) {
    const kept = await runsDatabase.load(project);
    return transfer(kept, buffersIn(kept));
  },
});
