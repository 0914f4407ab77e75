import type { StreamKey } from '../contract/index.ts';

/** Key of a random stream from a stable id (FNV-1a, 32 bit), so that adding a node does not reshuffle the others. */
export function streamKey(text: string): StreamKey {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return hash >>> 0;
}
