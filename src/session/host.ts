import { type GraphSummary, summariseGraph } from '../analysis/connectivity/index.ts';
import type {
  EngineConfig,
  Estimate,
  PokeConfig,
  RecorderConfig,
  Snapshot,
  TimedPoke,
  WeightList,
} from '../contract/index.ts';
import {
  type ConnectionsOf,
  connections,
  createEngine,
  type Engine,
  type EngineOptions,
  estimate,
  fitted,
  liveChanges,
  type StartThread,
} from '../engine/index.ts';
import { buildRefusal, divergence } from './messages.ts';
import { Pace } from './pace.ts';
import { SnapshotShelf } from './snapshot-shelf.ts';
import { threadsFor } from './threads.ts';
import type { BuildOutcome, BuildRequest, HeldSnapshots, RunEnd, Session } from './types.ts';

type OnChunk = Parameters<Session['run']>[1];

/** Wall time of one slice of steps: short enough that a pause feels immediate, long enough that messages cost little. */
const SLICE_MS = 25;
/** States on the way take at most this share of the time: where they are large, going back computes a little more anew. */
const SNAPSHOT_SHARE = 1 / 50;
/** Chunks sent and not yet acknowledged: a page that draws for a tenth of a second does not stop the engine. */
const UNACKNOWLEDGED_CHUNKS = 4;

/** A network that is built, and the configs that it was built from and has been changed to. */
interface Built {
  readonly engine: Engine;
  readonly from: EngineConfig;
  config: EngineConfig;
  readonly shelf: SnapshotShelf;
  /** The first step of which it is known what the network was changed to. */
  knownFrom: number;
  /** What it was changed to, and before which step, in the order in which that was done. */
  changes: { readonly step: number; readonly config: EngineConfig }[];
}

/** A session in this thread, whose engine can be asked for what no message carries. */
export interface LocalSession extends Session {
  /** Throws where nothing is built. */
  engine(): Engine;
}

/**
 * A session in this thread: the worker exposes one, the command line uses one directly. Without `startThread`, networks run
 * on one thread. `lanes`: as the engine's.
 */
export function createSession(startThread?: StartThread, lanes: EngineOptions['lanes'] = 'vector'): LocalSession {
  return new ThisThread(startThread, lanes);
}

class ThisThread implements LocalSession {
  private built: Built | null = null;
  private runId = 0;
  private stop: 'paused' | 'disposed' | null = null;
  private running: Promise<unknown> | null = null;
  private stepsPerSlice = 16;
  private speed: number | null = null;
  private pace: Pace | null = null;
  private nextSnapshotMs = 0;

  constructor(
    private readonly startThread: StartThread | undefined,
    private readonly lanes: EngineOptions['lanes'] & string,
  ) {}

  engine(): Engine {
    return this.whatIsBuilt().engine;
  }

  async estimate(config: EngineConfig): Promise<Estimate> {
    return estimate(config);
  }

  async connectivity(config: EngineConfig, which: ConnectionsOf): Promise<GraphSummary> {
    const graph = connections(config, which);
    return summariseGraph(graph, graph.same);
  }

  async build(
    config: EngineConfig,
    { budgetBytes, threads, snapshotBytes: shelfBytes = 0 }: BuildRequest,
    onProgress: (fraction: number) => void,
  ): Promise<BuildOutcome> {
    await this.dispose();
    const { config: fitting, estimate: expected, regenerated } = fitted(config, budgetBytes);
    if (expected.bytes > budgetBytes) {
      return { ok: false, message: buildRefusal(expected, budgetBytes), estimate: expected };
    }
    const startedMs = performance.now();
    const engine = await createEngine(fitting, {
      onProgress,
      lanes: this.lanes,
      threads: 'exactly' in threads ? threads.exactly : threadsFor(fitting, threads.atMost),
      ...(this.startThread ? { startThread: this.startThread } : {}),
    });
    const { synapses, bytes, snapshotBytes } = engine;
    const shelf = new SnapshotShelf(snapshotBytes, shelfBytes, config.dtMs);
    this.built = { engine, from: config, config, shelf, knownFrom: 0, changes: [] };
    this.runId += 1;
    this.stepsPerSlice = 16;
    const wallMs = performance.now() - startedMs;
    const { runId } = this;
    const synapsesOf = synapsesByName(fitting, engine);
    return {
      ok: true,
      report: {
        runId,
        estimate: expected,
        synapses,
        synapsesOf,
        threads: engine.threads,
        bytes,
        snapshotBytes,
        regenerated,
        wallMs,
      },
    };
  }

  async run(untilStep: number | null, onChunk: OnChunk): Promise<RunEnd> {
    if (this.running !== null) throw new Error('the session runs already');
    const built = this.whatIsBuilt();
    this.stop = null;
    this.pace = this.paceOf(built);
    return this.whileRunning(this.loop(built, untilStep ?? Number.POSITIVE_INFINITY, onChunk));
  }

  async setPace(speed: number | null): Promise<number> {
    const built = this.whatIsBuilt();
    this.speed = speed;
    this.pace = this.paceOf(built);
    return built.engine.step;
  }

  async pause(): Promise<void> {
    await this.halt('paused');
  }

  /** Like every call it comes between two slices. */
  async change(config: EngineConfig): Promise<boolean> {
    const built = this.whatIsBuilt();
    const changes = liveChanges(built.config, config);
    if (changes === null || !built.engine.change(changes)) return false;
    built.config = config;
    built.changes.push({ step: built.engine.step, config });
    return true;
  }

  async record(recorders: readonly RecorderConfig[]): Promise<boolean> {
    return this.whatIsBuilt().engine.record(recorders);
  }

  async poke(poke: PokeConfig, fromStep: number): Promise<number> {
    return this.whatIsBuilt().engine.poke(poke, fromStep);
  }

  async setPokes(pokes: readonly TimedPoke[]): Promise<void> {
    this.whatIsBuilt().engine.setPokes(pokes);
  }

  async release(group: number): Promise<number> {
    return this.whatIsBuilt().engine.release(group);
  }

  async readWeights(projection: number): Promise<WeightList> {
    return this.whatIsBuilt().engine.readWeights(projection);
  }

  async snapshot(): Promise<Snapshot> {
    return this.whatIsBuilt().engine.snapshot();
  }

  async restore(snapshot: Snapshot, config: EngineConfig): Promise<void> {
    await this.halt('paused');
    const built = this.whatIsBuilt();
    built.engine.restore(snapshot);
    built.config = config;
    built.changes = [];
    built.knownFrom = snapshot.step;
    built.shelf.clear();
    built.shelf.add({ snapshot, config, changes: 0 });
  }

  async snapshots(): Promise<HeldSnapshots> {
    const { steps, bytes } = this.whatIsBuilt().shelf;
    return { steps, bytes };
  }

  async seek(step: number): Promise<number> {
    await this.halt('paused');
    const built = this.whatIsBuilt();
    if (step < built.knownFrom) throw new RangeError('what was changed before this state is not known');
    this.stop = null;
    return this.whileRunning(this.replay(built, step));
  }

  async reset(): Promise<void> {
    await this.halt('paused');
    const { built } = this;
    if (built === null) return;
    built.engine.setPokes([]);
    built.engine.reset();
    built.config = built.from;
    built.shelf.clear();
    built.changes = [];
    built.knownFrom = 0;
  }

  async dispose(): Promise<void> {
    await this.halt('disposed');
    this.built?.engine.dispose();
    this.built = null;
  }

  private whatIsBuilt(): Built {
    if (this.built === null) throw new Error('nothing is built');
    return this.built;
  }

  /** Nothing else runs until it has ended. */
  private async whileRunning<T>(work: Promise<T>): Promise<T> {
    this.running = work;
    try {
      return await work;
    } finally {
      this.running = null;
    }
  }

  /** Computes up to a step without results, from the latest state before it; changes that were made before it are made again. */
  private async replay(built: Built, step: number): Promise<number> {
    const { engine } = built;
    const made = built.changes.filter((change) => change.step < step);
    if (engine.step > step) goBack(built, step);
    while (engine.step < step && this.stop === null) {
      const next = made[built.changes.length];
      if (next !== undefined && next.step <= engine.step) {
        engine.change(liveChanges(built.config, next.config) ?? []);
        built.config = next.config;
        built.changes.push(next);
        continue;
      }
      const [firstStep, startedMs] = [engine.step, performance.now()];
      engine.advance(Math.min(this.stepsPerSlice, (next?.step ?? step) - firstStep));
      this.stepsPerSlice = adapted(this.stepsPerSlice, engine.step - firstStep, performance.now() - startedMs);
      await nextTask();
    }
    return engine.step;
  }

  /** From where it is now. */
  private paceOf({ engine, from: { dtMs } }: Built): Pace | null {
    return this.speed === null ? null : new Pace(this.speed / dtMs, engine.step, performance.now());
  }

  /** Ends the run at the end of its slice, and waits for that. */
  private async halt(reason: 'paused' | 'disposed'): Promise<void> {
    this.stop = reason;
    await this.running?.catch(() => undefined);
  }

  private async loop(built: Built, untilStep: number, onChunk: OnChunk): Promise<RunEnd> {
    const acknowledgements: Promise<void>[] = [];
    let end: RunEnd | null = null;
    while (end === null) {
      end = this.slice(built, untilStep, (chunk) => {
        acknowledgements.push(Promise.resolve(onChunk(chunk)));
      });
      while (acknowledgements.length >= UNACKNOWLEDGED_CHUNKS) await acknowledgements.shift();
      const restMs = end === null ? (this.pace?.restMs(built.engine.step, performance.now()) ?? 0) : 0;
      await (restMs > 0 ? new Promise((resolve) => setTimeout(resolve, restMs)) : nextTask());
    }
    await Promise.all(acknowledgements);
    return end;
  }

  /** Computes and sends one slice; returns why the run ends here, or null to go on. */
  private slice(
    { engine, from: { dtMs }, config, shelf, changes }: Built,
    untilStep: number,
    send: OnChunk,
  ): RunEnd | null {
    if (this.stop !== null) return { reason: this.stop, step: engine.step, message: null };
    if (engine.step >= untilStep) return { reason: 'finished', step: engine.step, message: null };
    const firstStep = engine.step;
    const startedMs = performance.now();
    const due = this.pace?.due(firstStep, startedMs) ?? Number.POSITIVE_INFINITY;
    if (due === 0) return null;
    const result = engine.advance(Math.min(this.stepsPerSlice, untilStep - firstStep, due));
    const wallMs = performance.now() - startedMs;
    this.stepsPerSlice = adapted(this.stepsPerSlice, result.endStep - firstStep, wallMs);
    send({ ...result, runId: this.runId, wallMs });
    const fault = engine.checkFinite();
    if (fault === null) {
      const nowMs = performance.now();
      if (nowMs >= this.nextSnapshotMs && shelf.takes(engine.step)) {
        shelf.add({ snapshot: engine.snapshot(), config, changes: changes.length });
        this.nextSnapshotMs = performance.now() + (performance.now() - nowMs) / SNAPSHOT_SHARE;
      }
      return null;
    }
    const message = divergence(fault, firstStep * dtMs, result.endStep * dtMs);
    return { reason: 'diverged', step: engine.step, message };
  }
}

/** To the latest state at a step or before it; later ones are of what will not have been. */
function goBack(built: Built, step: number): void {
  const { engine, shelf, changes, from } = built;
  const state = shelf.before(step);
  if (state === null) engine.reset();
  else engine.restore(state.snapshot);
  built.config = state?.config ?? from;
  built.changes = changes.slice(0, state?.changes ?? 0);
  shelf.cut(step);
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

/** A coupling that keeps states at its source has a projection of its name besides, which is not its synapses. */
function synapsesByName(config: EngineConfig, { synapsesOf }: Pick<Engine, 'synapsesOf'>): Map<string, number> {
  const named = (list: readonly { readonly name: string }[], counts: readonly number[]) =>
    list.map(({ name }, k): [string, number] => [name, counts[k] ?? 0]);
  return new Map([
    ...named(config.projections, synapsesOf.projections),
    ...named(config.couplings, synapsesOf.couplings),
  ]);
}
