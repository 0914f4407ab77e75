import { expose, transfer } from 'comlink';
import { PrivateFiles } from './recordings/private-files.ts';
import type { SpillFiles } from './recordings/spill.ts';

const files = new PrivateFiles(navigator, crypto.randomUUID());

/** Files of the page, written and read apart from its thread. */
const service: SpillFiles = {
  room: () => files.room(),
  async write(file, at, arrays) {
    const isWritten = await files.write(file, at, arrays);
    // The worker does little else, so that it would seldom look for memory that is not needed any more.
    for (const { buffer } of arrays) (buffer as ArrayBuffer).transfer?.(0);
    return isWritten;
  },
  async read(file, at, bytes) {
    const buffer = await files.read(file, at, bytes);
    return buffer === null ? null : transfer(buffer, [buffer]);
  },
  remove: (file) => files.remove(file),
};

expose(service);
