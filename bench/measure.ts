import type { EngineConfig } from '../src/contract/index.ts';
import { createEngine, type Engine, type StartThread } from '../src/engine/index.ts';
import type { BenchNetwork } from './networks.ts';
import type { Precision, Request, Sample } from './types.ts';

export interface Setting {
  readonly precision: Precision;
  readonly threads: number;
}

/** A run brings its results in pieces, as in the app. */
const PIECE_MS = 100;
/** Until code is compiled in its final form. */
const WARM_UP_MS = 100;
const WARM_UP_SECONDS = 0.3;

export const createBenchEngine = (
  config: EngineConfig,
  { precision, threads }: Setting,
  startThread: StartThread,
): Promise<Engine> => createEngine({ ...config, precision }, { threads, startThread });

/** Entrain on a network, in Node and in a browser's worker alike. */
export async function measure(
  network: BenchNetwork,
  setting: Setting,
  { stretchMs, leastSeconds }: Request,
  startThread: StartThread,
): Promise<Sample> {
  const config = network.config(1, setting.precision);
  const started = performance.now();
  const engine = await createBenchEngine(config, setting, startThread);
  const buildSeconds = (performance.now() - started) / 1000;
  if (engine.threads !== setting.threads)
    throw new Error(`${network.name} runs with ${engine.threads} of ${setting.threads} threads`);
  warmUp(engine, config.dtMs);
  const steps = Math.round(stretchMs / config.dtMs);
  let wallSeconds = 0;
  let stretches = 0;
  let spikes = 0;
  while (wallSeconds < leastSeconds) {
    engine.reset();
    const stretch = timed(engine, steps, Math.round(PIECE_MS / config.dtMs));
    wallSeconds += stretch.seconds;
    spikes += stretch.spikes;
    stretches++;
  }
  const neurons = config.groups.reduce((sum, { size }) => sum + size, 0);
  const simulatedSeconds = (stretches * stretchMs) / 1000;
  const { synapses, bytes } = engine;
  engine.dispose();
  return {
    simulatedSeconds,
    wallSeconds,
    rateHz: spikes / neurons / simulatedSeconds,
    events: (spikes * synapses) / neurons,
    buildSeconds,
    synapses,
    bytes,
  };
}

function warmUp(engine: Engine, dtMs: number): void {
  const from = performance.now();
  const piece = Math.round(10 / dtMs);
  while (engine.step * dtMs < WARM_UP_MS || performance.now() - from < WARM_UP_SECONDS * 1000) engine.advance(piece);
}

function timed(engine: Engine, steps: number, piece: number): { seconds: number; spikes: number } {
  const from = performance.now();
  let counts: readonly number[] = [];
  while (engine.step < steps) counts = engine.advance(Math.min(piece, steps - engine.step)).spikeCounts;
  return { seconds: (performance.now() - from) / 1000, spikes: counts.reduce((sum, count) => sum + count, 0) };
}
