import type { EngineConfig, Estimate } from '../contract/index.ts';
import { createEngine, estimate } from '../engine/index.ts';
import { buildRefusal, divergence } from './messages.ts';
import type { BuildOutcome, RunEnd, Session } from './types.ts';

type Engine = Awaited<ReturnType<typeof createEngine>>;
type OnChunk = Parameters<Session['run']>[1];

/** Wall time of one slice of steps: short enough that a pause feels immediate, long enough that messages cost little. */
const SLICE_MS = 25;
/** Chunks sent and not yet acknowledged: one on its way while one is drawn. */
const UNACKNOWLEDGED_CHUNKS = 2;

/** A session in this thread: the worker exposes one, the command line uses one directly. */
export function createSession(): Session {
  return new LocalSession();
}

class LocalSession implements Session {
  private engine: Engine | null = null;
  private dtMs = 0;
  private runId = 0;
  private stop: 'paused' | 'disposed' | null = null;
  private running: Promise<RunEnd> | null = null;
  private stepsPerSlice = 16;

  async estimate(config: EngineConfig): Promise<Estimate> {
    return estimate(config);
  }

  async build(
    config: EngineConfig,
    budgetBytes: number,
    onProgress: (fraction: number) => void,
  ): Promise<BuildOutcome> {
    await this.dispose();
    const expected = estimate(config);
    if (expected.bytes > budgetBytes) {
      return { ok: false, message: buildRefusal(expected, budgetBytes), estimate: expected };
    }
    const startedMs = performance.now();
    const engine = await createEngine(config, { onProgress });
    this.engine = engine;
    this.dtMs = config.dtMs;
    this.runId += 1;
    this.stepsPerSlice = 16;
    const wallMs = performance.now() - startedMs;
    return { ok: true, report: { runId: this.runId, estimate: expected, synapses: engine.synapses, wallMs } };
  }

  async run(untilStep: number | null, onChunk: OnChunk): Promise<RunEnd> {
    if (this.running !== null) throw new Error('the session runs already');
    const engine = this.engine;
    if (engine === null) throw new Error('nothing is built');
    this.stop = null;
    this.running = this.loop(engine, untilStep ?? Number.POSITIVE_INFINITY, onChunk);
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  async pause(): Promise<void> {
    await this.halt('paused');
  }

  async reset(): Promise<void> {
    await this.halt('paused');
    this.engine?.reset();
  }

  async dispose(): Promise<void> {
    await this.halt('disposed');
    this.engine?.dispose();
    this.engine = null;
  }

  /** Ends the run at the end of its slice, and waits for that. */
  private async halt(reason: 'paused' | 'disposed'): Promise<void> {
    this.stop = reason;
    await this.running?.catch(() => undefined);
  }

  private async loop(engine: Engine, untilStep: number, onChunk: OnChunk): Promise<RunEnd> {
    const acknowledgements: Promise<void>[] = [];
    let end: RunEnd | null = null;
    while (end === null) {
      end = this.slice(engine, untilStep, (chunk) => {
        acknowledgements.push(Promise.resolve(onChunk(chunk)));
      });
      while (acknowledgements.length >= UNACKNOWLEDGED_CHUNKS) await acknowledgements.shift();
      await nextTask();
    }
    await Promise.all(acknowledgements);
    return end;
  }

  /** Computes and sends one slice; returns why the run ends here, or null to go on. */
  private slice(engine: Engine, untilStep: number, send: OnChunk): RunEnd | null {
    if (this.stop !== null) return { reason: this.stop, step: engine.step, message: null };
    if (engine.step >= untilStep) return { reason: 'finished', step: engine.step, message: null };
    const firstStep = engine.step;
    const startedMs = performance.now();
    const result = engine.advance(Math.min(this.stepsPerSlice, untilStep - firstStep));
    const wallMs = performance.now() - startedMs;
    this.stepsPerSlice = adapted(this.stepsPerSlice, result.endStep - firstStep, wallMs);
    send({ ...result, runId: this.runId, wallMs });
    const fault = engine.checkFinite();
    if (fault === null) return null;
    const message = divergence(fault, firstStep * this.dtMs, result.endStep * this.dtMs);
    return { reason: 'diverged', step: engine.step, message };
  }
}

/** Steps for the next slice: towards SLICE_MS, at most four times as many or a quarter at once. */
function adapted(steps: number, done: number, wallMs: number): number {
  const wanted = (done * SLICE_MS) / Math.max(wallMs, 0.01);
  return Math.max(1, Math.round(Math.min(Math.max(wanted, steps / 4), steps * 4)));
}

/** Lets messages (a pause) be handled between slices: a message task, since timers are clamped to 4 ms. */
function nextTask(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
