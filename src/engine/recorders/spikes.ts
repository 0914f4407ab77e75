import type { SpikeBlock } from '../../contract/index.ts';
import type { EmitterMemory } from '../memory/emitter.ts';
import type { Views } from '../memory/views.ts';
import type { Collector } from './collector.ts';

/** Spikes of an emitter that have been gathered for all of its recorders. */
export interface SpikePieces {
  blocks: SpikeBlock[];
  /** How many recorders this emitter has, and how many of them have taken what was gathered. */
  readers: number;
  waiting: number;
}

/** Several recorders of one emitter share its log: the first that collects empties it, and each takes a copy. */
export function spikeCollector(
  memory: EmitterMemory,
  views: Views,
  threads: number,
  logs: Map<EmitterMemory, SpikePieces>,
): Collector {
  const { log } = memory;
  if (!log) throw new RangeError('a recorded emitter has no log');
  const pieces = logs.get(memory) ?? { blocks: [], readers: 0, waiting: 0 };
  pieces.readers++;
  logs.set(memory, pieces);
  return {
    roomUntil: () => Number.POSITIVE_INFINITY,
    collect: () => {
      const shares = Array.from({ length: threads }, (_, thread) => {
        const address = log.address + thread * log.threadBytes;
        const logged = views.integers(address, 1);
        const entries = views.integers(address + 64, 2 * (logged[0] ?? 0));
        logged[0] = 0;
        return entries;
      });
      const block = merged(shares);
      if (block.steps.length > 0) pieces.blocks.push(block);
    },
    take: () => {
      const block = joined(pieces.blocks);
      pieces.waiting = (pieces.waiting + 1) % pieces.readers;
      if (pieces.waiting === 0) pieces.blocks = [];
      return { kind: 'spikes', block };
    },
  };
}

/** Merges the logs of all threads, of (step, element), into one in the order of steps; within a step, elements ascend. */
function merged(shares: readonly Int32Array[]): SpikeBlock {
  const length = shares.reduce((sum, share) => sum + share.length, 0) / 2;
  const steps = new Int32Array(length);
  const elements = new Int32Array(length);
  const cursors = shares.map(() => 0);
  for (let k = 0; k < length; ) {
    let step = Number.POSITIVE_INFINITY;
    shares.forEach((share, thread) => {
      step = Math.min(step, share[cursors[thread] ?? 0] ?? Number.POSITIVE_INFINITY);
    });
    shares.forEach((share, thread) => {
      let at = cursors[thread] ?? 0;
      for (; share[at] === step && at < share.length; at += 2, k++) {
        steps[k] = step;
        elements[k] = share[at + 1] ?? 0;
      }
      cursors[thread] = at;
    });
  }
  return { steps, elements };
}

/** The spikes of all blocks in one. */
function joined(blocks: readonly SpikeBlock[]): SpikeBlock {
  const length = blocks.reduce((sum, { steps }) => sum + steps.length, 0);
  const steps = new Int32Array(length);
  const elements = new Int32Array(length);
  let at = 0;
  for (const block of blocks) {
    steps.set(block.steps, at);
    elements.set(block.elements, at);
    at += block.steps.length;
  }
  return { steps, elements };
}
