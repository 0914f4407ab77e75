import { create } from 'zustand';
import { applyVariant, compile } from '../compile/index.ts';
import type { CompileResult } from '../compile/types.ts';
import type { ResultChunk } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import type { RunView } from '../plots/types.ts';
import { createWorkerSession, type WorkerSession } from '../session/client.ts';
import { Recordings } from '../session/recordings.ts';
import { useEditor } from './store.ts';

/** Memory that a network may take, bytes: WebAssembly's 4 GiB less room to work. */
const BUDGET_BYTES = 3e9;

export type SimulationStatus = 'idle' | 'building' | 'running' | 'paused' | 'finished' | 'failed';
export type Mode = 'edit' | 'compare';

interface SimulationState {
  readonly status: SimulationStatus;
  /** Why it failed or was refused, in a sentence. */
  readonly message: string | null;
  readonly timeMs: number;
  readonly durationMs: number;
  /** Simulated time by wall time, since the last start or resumption. */
  readonly speed: number | null;
  readonly wallLeftMs: number | null;
  readonly synapses: number | null;
  readonly bytes: number | null;
  readonly runs: readonly RunView[];
  /** Grows, at most once a frame, when the runs' recordings gained something. */
  readonly version: number;
  /** The document says something else than what was built: it applies at the next run. */
  readonly stale: boolean;
  readonly unbounded: boolean;
  readonly mode: Mode;
  run(): void;
  pause(): void;
  resume(): void;
  /** 1 ms of model time. */
  stepOnce(): void;
  reset(): void;
  setUnbounded(unbounded: boolean): void;
  setMode(mode: Mode): void;
}

/** A configuration that is built: its worker and what came from it. */
interface Member {
  readonly view: RunView;
  readonly session: WorkerSession;
}

/** Probes that show what is recorded anyway: their options change nothing in the engine. */
const FREE_PROBES = ['raster', 'rate', 'synchrony'];

/** The part of a node that a simulation depends on: not where it stands, nor its name. */
function simulatedNode(node: NetworkDocument['nodes'][number]): object {
  const plain = { ...node, position: null, name: null };
  if (node.kind !== 'probe') return plain;
  return { ...plain, size: null, ...(FREE_PROBES.includes(node.probe) ? { options: null } : {}) };
}

/** The part of a document that a simulation depends on. */
function simulated(document: NetworkDocument, mode: Mode): string {
  const { nodes, edges, run, variants } = document;
  const plain = nodes.map(simulatedNode);
  return JSON.stringify([plain, edges, run, mode === 'compare' ? variants : null]);
}

let members: readonly Member[] = [];
let builtFrom: string | null = null;
/** Grows with every build and reset: what an older one still sends is dropped. */
let generation = 0;
/** A frame for which a publication is due. */
let due = false;

/** Which configurations a run has: the network itself, and in compare mode its first variant. */
function configurations(document: NetworkDocument, mode: Mode): { label: string; document: NetworkDocument }[] {
  const variant = document.variants[0];
  if (mode === 'edit' || variant === undefined) return [{ label: '', document }];
  return [
    { label: 'A', document },
    { label: 'B', document: applyVariant(document, variant.id) },
  ];
}

function sentence(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

function firstError(results: readonly CompileResult[]): string | null {
  return results.flatMap(({ problems }) => problems).find(({ severity }) => severity === 'error')?.message ?? null;
}

/** The simulation of the open network: one state for the run controls, the canvas and the probes. */
export const useSimulation = create<SimulationState>()((set, get) => {
  const fail = (message: string) => set({ status: 'failed', message });

  const dispose = () => {
    generation += 1;
    for (const { session } of members) session.terminate();
    members = [];
    builtFrom = null;
  };

  /** Model time that all members have reached, ms. */
  const reachedMs = () =>
    members.length === 0 ? 0 : Math.min(...members.map(({ view }) => view.recordings.endStep * view.map.dtMs));

  /** What the pace of a stretch of running says; its start is in model and wall time. */
  let stretch = { startedAt: 0, startedMs: 0, untilMs: null as number | null };

  const publish = () => {
    due = false;
    const timeMs = reachedMs();
    const { startedAt, startedMs, untilMs } = stretch;
    const wallMs = performance.now() - startedAt;
    const speed = timeMs > startedMs && wallMs > 0 ? (timeMs - startedMs) / wallMs : null;
    const wallLeftMs = untilMs === null || speed === null ? null : (untilMs - timeMs) / speed;
    set({ version: get().version + 1, timeMs, ...(get().status === 'running' ? { speed, wallLeftMs } : {}) });
  };

  /** Publishes at most once a frame. */
  const changed = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(publish);
  };

  /** Compiles and builds every configuration; false where that was refused. */
  const build = async (): Promise<boolean> => {
    dispose();
    const mine = generation;
    const document = useEditor.getState().base;
    const parts = configurations(document, get().mode);
    const results = parts.map((part) => compile(part.document));
    const error = firstError(results);
    if (error !== null) {
      set({ runs: [], version: get().version + 1 });
      fail(error);
      return false;
    }
    set({ status: 'building', message: null, timeMs: 0, speed: null, wallLeftMs: null, stale: false });
    const built: Member[] = [];
    const abandon = () => {
      for (const { session } of built) session.terminate();
    };
    let synapses = 0;
    let bytes = 0;
    for (const [k, result] of results.entries()) {
      const part = parts[k];
      if (result.config === null || part === undefined) continue;
      const session = createWorkerSession();
      built.push({ session, view: { ...part, map: result.map, recordings: new Recordings(result.config) } });
      try {
        const outcome = await session.build(result.config, BUDGET_BYTES / results.length, () => undefined);
        if (outcome.ok) {
          synapses += outcome.report.synapses;
          bytes += outcome.report.estimate.bytes;
        } else if (mine === generation) fail(outcome.message);
        if (outcome.ok && mine === generation) continue;
      } catch (fault) {
        if (mine === generation) fail(sentence(fault));
      }
      abandon();
      return false;
    }
    members = built;
    builtFrom = simulated(document, get().mode);
    const runs = built.map(({ view }) => view);
    set({ runs, synapses, bytes, durationMs: runs[0]?.map.durationMs ?? 0, version: get().version + 1 });
    return true;
  };

  /** Runs all members until a time (null: until stopped). They share the processor, so each is as slow as all. */
  const advance = async (untilMs: number | null): Promise<void> => {
    const mine = generation;
    stretch = { startedAt: performance.now(), startedMs: reachedMs(), untilMs };
    const receive = (member: Member) => (chunk: ResultChunk) => {
      if (mine !== generation) return;
      member.view.recordings.append(chunk);
      changed();
    };
    set({ status: 'running', message: null });
    try {
      const ends = await Promise.all(
        members.map((member) => {
          const until = untilMs === null ? null : Math.round(untilMs / member.view.map.dtMs);
          return member.session.run(until, receive(member));
        }),
      );
      if (mine !== generation) return;
      publish();
      const diverged = ends.find(({ reason }) => reason === 'diverged');
      if (diverged !== undefined) return fail(diverged.message ?? 'A state is no longer a finite number.');
      const over = untilMs !== null && untilMs >= get().durationMs && ends.every(({ reason }) => reason === 'finished');
      set({ status: over ? 'finished' : 'paused', wallLeftMs: null });
    } catch (fault) {
      if (mine === generation) fail(sentence(fault));
    }
  };

  /** The end of a run that goes on from here. */
  const goal = (): number | null => (get().unbounded ? null : get().durationMs);

  return {
    status: 'idle',
    message: null,
    timeMs: 0,
    durationMs: 0,
    speed: null,
    wallLeftMs: null,
    synapses: null,
    bytes: null,
    runs: [],
    version: 0,
    stale: false,
    unbounded: false,
    mode: 'edit',

    run() {
      void build()
        .then((ok) => (ok ? advance(goal()) : undefined))
        .catch((fault: unknown) => fail(sentence(fault)));
    },

    pause() {
      if (get().status === 'building') {
        dispose();
        set({ status: 'idle', runs: [] });
        return;
      }
      for (const { session } of members) void session.pause();
    },

    resume() {
      if (get().status === 'paused' && members.length > 0) void advance(goal());
      else get().run();
    },

    stepOnce() {
      const { status } = get();
      if (status === 'running' || status === 'building') return;
      if ((status === 'paused' || status === 'finished') && members.length > 0) {
        void advance(get().timeMs + 1);
        return;
      }
      void build()
        .then((ok) => (ok ? advance(1) : undefined))
        .catch((fault: unknown) => fail(sentence(fault)));
    },

    reset() {
      dispose();
      set({
        status: 'idle',
        message: null,
        timeMs: 0,
        speed: null,
        wallLeftMs: null,
        runs: [],
        stale: false,
        version: get().version + 1,
      });
    },

    setUnbounded(unbounded) {
      set({ unbounded });
    },

    setMode(mode) {
      if (mode === get().mode) return;
      get().reset();
      set({ mode });
    },
  };
});

useEditor.subscribe((state, previous) => {
  if (state.base === previous.base || builtFrom === null) return;
  // Another file: what ran before is not of it.
  if (state.past.length === 0 && state.future.length === 0) {
    useSimulation.getState().reset();
    return;
  }
  const stale = simulated(state.base, useSimulation.getState().mode) !== builtFrom;
  if (stale !== useSimulation.getState().stale) useSimulation.setState({ stale });
});
