import type { ProxyMarked, Remote } from 'comlink';
import { expose, releaseProxy, transfer } from 'comlink';
import type { ResultChunk } from '../contract/index.ts';
import { createSession } from './host.ts';
import { canStartThreads, startThread } from './thread-pool.ts';
import type { Session } from './types.ts';

/** A callback of the page, as it arrives here; its message port is closed once it is no longer called. */
type Callback<F> = Remote<F & ProxyMarked>;

/** What the worker answers to: the session, with results transferred and callbacks released. */
export interface SessionService extends Omit<Session, 'build' | 'run'> {
  build(...given: [...Head<Session['build']>, Callback<Parameters<Session['build']>[2]>]): ReturnType<Session['build']>;
  run(...given: [...Head<Session['run']>, Callback<Parameters<Session['run']>[1]>]): ReturnType<Session['run']>;
}

type Head<F extends (...given: never[]) => unknown> = Parameters<F> extends [...infer First, unknown] ? First : never;

const session = createSession(canStartThreads() ? startThread : undefined);

const service: SessionService = {
  estimate: (config) => session.estimate(config),
  connectivity: (config, which) => session.connectivity(config, which),
  setPace: (speed) => session.setPace(speed),
  pause: () => session.pause(),
  snapshots: () => session.snapshots(),
  seek: (step) => session.seek(step),
  reset: () => session.reset(),
  dispose: () => session.dispose(),
  change: (config) => session.change(config),
  record: (recorders) => session.record(recorders),
  poke: (poke, fromStep) => session.poke(poke, fromStep),
  setPokes: (pokes) => session.setPokes(pokes),
  release: (group) => session.release(group),
  restore: (snapshot, config) => session.restore(snapshot, config),
  async readWeights(projection) {
    const list = await session.readWeights(projection);
    return transfer(list, [list.pre.buffer, list.post.buffer, list.weights.buffer] as ArrayBuffer[]);
  },
  async snapshot() {
    const snapshot = await session.snapshot();
    return transfer(snapshot, [snapshot.bytes.buffer]);
  },
  async build(config, request, onProgress) {
    try {
      return await session.build(config, request, (fraction) => void onProgress(fraction));
    } finally {
      onProgress[releaseProxy]();
    }
  },
  async run(untilStep, onChunk) {
    try {
      return await session.run(untilStep, (chunk) => onChunk(transfer(chunk, buffersOf(chunk))));
    } finally {
      onChunk[releaseProxy]();
    }
  },
};

/** Every buffer of a chunk once: they go to the page without a copy. */
function buffersOf(chunk: ResultChunk): ArrayBuffer[] {
  const arrays = chunk.recorders.flatMap((result): readonly (Int32Array | Uint32Array | Float64Array)[] => {
    if (result.kind === 'moments') return result.blocks.flatMap((block) => [block.sums, block.squareSums]);
    if (result.kind === 'weights') return [result.block.counts, result.block.means, result.block.matrix];
    return result.kind === 'spikes' ? [result.block.steps, result.block.elements] : [result.block.values];
  });
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))];
}

expose(service);
