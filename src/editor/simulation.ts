import { create } from 'zustand';
import { noticesOf } from '../compile/index.ts';
import type { Problem, ResultChunk, WeightList } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import type { RunView } from '../plots/types.ts';
import { onAnswer } from '../plots/use-answers.ts';
import { changeTogether } from '../session/client.ts';
import { coresForEach } from '../session/cores.ts';
import { compared, useComparison } from './comparison.ts';
import { buildMember, type Member, recoverMember, saveMember } from './member.ts';
import { configurations, type Mode, simulated } from './simulated.ts';
import { useEditor } from './store.ts';

export type { Mode } from './simulated.ts';

/** Memory that a network may take, bytes: WebAssembly's 4 GiB less room to work. */
const BUDGET_BYTES = 3e9;
/** Wall time between two copies of the state, kept for the case that a worker dies. */
const SAVE_EVERY_MS = 5000;
/**
 * Wall time between two readings of the clock while it runs: nobody reads numbers faster. With indices that are drawn anyway
 * it may be less, down to the second.
 */
const READING_MS = 160;
const LEAST_READING_MS = 60;

export type SimulationStatus = 'idle' | 'building' | 'running' | 'paused' | 'finished' | 'failed';

interface SimulationState {
  readonly status: SimulationStatus;
  /** Why it failed, was refused or was set back, in a sentence. */
  readonly message: string | null;
  readonly timeMs: number;
  readonly durationMs: number;
  /** Simulated time by wall time, since the last start or resumption. */
  readonly speed: number | null;
  readonly wallLeftMs: number | null;
  readonly synapses: number | null;
  readonly bytes: number | null;
  /** Of all networks that run. */
  readonly threads: number | null;
  readonly runs: readonly RunView[];
  /** What they showed when they last stood still that nobody may have meant. */
  readonly notices: readonly Problem[];
  /** Grows, at most once a frame, when the runs' recordings gained something; `timeMs` follows several times a second. */
  readonly version: number;
  /** The document says something else than what runs, that cannot be changed meanwhile: it applies at the next run. */
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
  /** Weights of a plastic edge in the first network that runs, as they are now; null where none runs with it. */
  readWeights(edge: string): Promise<WeightList | null>;
  /** Brings what runs up to date with the document, at the next frame. */
  follow(): void;
}

let members: readonly Member[] = [];
/** What of the document runs, and what last could not be made to run without a build. */
let running: string | null = null;
let refused: string | null = null;
/** A frame for which a look at the document is due, and whether changes are on their way. */
let following = false;
let adapting = false;
/** Grows with every build and reset: what an older one still sends is dropped. */
let generation = 0;
/** A frame for which a publication is due. */
let due = false;

function sentence(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** The simulation of the open network: one state for the run controls, the canvas and the probes. */
export const useSimulation = create<SimulationState>()((set, get) => {
  const fail = (message: string) => set({ status: 'failed', message });

  /** What is under way is of no interest any more, and may never be answered. */
  const forget = () => {
    generation += 1;
    adapting = false;
  };

  const dispose = () => {
    forget();
    for (const { session, view } of members) {
      session.terminate();
      view.analysis?.close();
    }
    members = [];
    running = null;
    refused = null;
  };

  /** Model time that all members have reached, ms. */
  const reachedMs = () =>
    members.length === 0 ? 0 : Math.min(...members.map(({ view }) => view.recordings.endStep * view.map.dtMs));

  /** What the pace of a stretch of running says; its start is in model and wall time. */
  let stretch = { startedAt: 0, startedMs: 0, untilMs: null as number | null };

  let readAtMs = 0;

  /** While it runs the readings follow only now and then: each of them lays out the page again. */
  const publish = () => {
    due = false;
    const now = performance.now();
    const isRunning = get().status === 'running';
    if (isRunning && now < readAtMs + READING_MS) set({ version: get().version + 1 });
    else publishAll(now, isRunning);
  };

  const publishAll = (now = performance.now(), isRunning = get().status === 'running') => {
    readAtMs = now;
    const timeMs = reachedMs();
    const { startedAt, startedMs, untilMs } = stretch;
    const wallMs = now - startedAt;
    const speed = timeMs > startedMs && wallMs > 0 ? (timeMs - startedMs) / wallMs : null;
    const wallLeftMs = untilMs === null || speed === null ? null : (untilMs - timeMs) / speed;
    set({ version: get().version + 1, timeMs, ...(isRunning ? { speed, wallLeftMs } : {}) });
  };

  onAnswer(() => {
    const isRunning = get().status === 'running';
    const now = performance.now();
    if (isRunning && now >= readAtMs + LEAST_READING_MS) publishAll(now, isRunning);
  });

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
    const parts = configurations(document, get().mode, compared(document));
    if (typeof parts === 'string') {
      set({ runs: [], version: get().version + 1 });
      fail(parts);
      return false;
    }
    set({ status: 'building', message: null, notices: [], timeMs: 0, speed: null, wallLeftMs: null, stale: false });
    const request = {
      budgetBytes: BUDGET_BYTES / parts.length,
      threads: { atMost: coresForEach(navigator.hardwareConcurrency, parts.length) },
    };
    const built: Member[] = [];
    try {
      for (const part of parts) {
        built.push(await buildMember(part, request));
        if (mine !== generation) break;
      }
    } catch (fault) {
      if (mine === generation) fail(sentence(fault));
    }
    if (mine !== generation || built.length < parts.length) {
      for (const { session, view } of built) {
        session.terminate();
        view.analysis?.close();
      }
      return false;
    }
    members = built;
    running = simulated(document, get().mode, compared(document));
    const sum = (of: (member: Member) => number) => built.reduce((total, member) => total + of(member), 0);
    set({
      runs: built.map(({ view }) => view),
      synapses: sum(({ report }) => report.synapses),
      bytes: sum(({ report }) => report.estimate.bytes),
      threads: sum(({ report }) => report.threads),
      durationMs: built[0]?.view.map.durationMs ?? 0,
      version: get().version + 1,
    });
    return true;
  };

  /** Whether what runs has become what the document says. Until when it runs is not changed on the way. */
  const adaptTo = async (document: NetworkDocument, mode: Mode): Promise<boolean> => {
    const parts = configurations(document, mode, compared(document));
    if (typeof parts === 'string' || parts.length !== members.length) return false;
    const wishes = members.flatMap((member, k) => {
      const part = parts[k];
      const { view, session, config: before } = member;
      if (part?.map.durationMs !== view.map.durationMs || part.map.fromMs !== view.map.fromMs) return [];
      if (part.label !== view.label) return [];
      return [{ member, session, before, after: part.config }];
    });
    if (wishes.length < members.length || !(await changeTogether(wishes))) return false;
    for (const { member, after } of wishes) member.config = after;
    return true;
  };

  const adapt = async (): Promise<void> => {
    following = false;
    const { mode, status } = get();
    const document = useEditor.getState().base;
    if (running === null || adapting) return;
    const wanted = simulated(document, mode, compared(document));
    const mine = generation;
    if (wanted !== running && wanted !== refused && (status === 'running' || status === 'paused')) {
      adapting = true;
      const adapted = await adaptTo(document, mode).catch(() => false);
      if (mine !== generation) return;
      adapting = false;
      if (adapted) running = wanted;
      refused = adapted ? null : wanted;
      if (useEditor.getState().base !== document) get().follow();
    }
    const stale = wanted !== running;
    if (stale !== get().stale) set({ stale });
  };

  /** Keeps the state of each member now and then while they run; not while one is changed, so that it is known of what. */
  const saving = (): (() => void) => {
    const timer = setInterval(() => {
      if (adapting) return;
      for (const member of members) void saveMember(member).catch(() => undefined);
    }, SAVE_EVERY_MS);
    return () => clearInterval(timer);
  };

  /** After a worker died: another one takes its place, at the time at which its state was kept last. */
  const recover = async (fault: unknown): Promise<void> => {
    await Promise.allSettled(members.map(({ session }) => session.pause()));
    forget();
    const mine = generation;
    set({ status: 'building', speed: null, wallLeftMs: null });
    const recovered: Member[] = [];
    for (const member of members) {
      const next = member.session.hasCrashed() ? await recoverMember(member) : member;
      if (mine !== generation) {
        next?.session.terminate();
        return;
      }
      if (next === null) return fail(sentence(fault));
      recovered.push(next);
    }
    members = recovered;
    publishAll();
    const at = `${(reachedMs() / 1000).toFixed(3)} s`;
    set({ status: 'paused', message: `Set back to ${at}, from where Resume goes on. ${sentence(fault)}` });
  };

  /** Runs all members until a time (null: until stopped). They share the processor, so each is as slow as all. */
  const advance = async (untilMs: number | null): Promise<void> => {
    const mine = generation;
    stretch = { startedAt: performance.now(), startedMs: reachedMs(), untilMs };
    const receive = (member: Member) => (chunk: ResultChunk) => {
      if (mine !== generation) return;
      const { recordings, analysis } = member.view;
      recordings.append(analysis?.forward(chunk) ?? chunk);
      changed();
    };
    set({ status: 'running', message: null });
    get().follow();
    const stopSaving = saving();
    const analyses = members.flatMap(({ view }) => view.analysis ?? []);
    for (const analysis of analyses) analysis.setRunning(true);
    try {
      const ends = await Promise.all(
        members.map((member) => {
          const until = untilMs === null ? null : Math.round(untilMs / member.view.map.dtMs);
          return member.session.run(until, receive(member));
        }),
      );
      if (mine !== generation) return;
      publishAll();
      const diverged = ends.find(({ reason }) => reason === 'diverged');
      if (diverged !== undefined) return fail(diverged.message ?? 'A state is no longer a finite number.');
      const over = untilMs !== null && untilMs >= get().durationMs && ends.every(({ reason }) => reason === 'finished');
      set({ status: over ? 'finished' : 'paused', wallLeftMs: null, notices: seen() });
    } catch (fault) {
      if (mine === generation) await recover(fault).catch((other: unknown) => fail(sentence(other)));
    } finally {
      stopSaving();
      for (const analysis of analyses) analysis.setRunning(false);
    }
  };

  /** Nothing before the analysis window begins: so short a run says little. */
  const seen = (): readonly Problem[] =>
    members.flatMap(({ view, config, report: { synapsesOf } }) =>
      reachedMs() <= Math.min(view.map.fromMs, view.map.durationMs)
        ? []
        : noticesOf({ ...view, config, synapsesOf }).map((notice) =>
            view.label === '' ? notice : { ...notice, message: `${view.label}: ${notice.message}` },
          ),
    );

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
    threads: null,
    runs: [],
    notices: [],
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
        notices: [],
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

    async readWeights(edge) {
      const [member] = members;
      const plastic = member?.view.map.plastic.find((one) => one.edge === edge);
      return member === undefined || plastic === undefined ? null : member.session.readWeights(plastic.projection);
    },

    follow() {
      if (following) return;
      following = true;
      requestAnimationFrame(() => void adapt());
    },
  };
});

useEditor.subscribe((state, previous) => {
  if (running === null) return;
  // What ran before is not of another document.
  if (state.opened !== previous.opened) useSimulation.getState().reset();
  else if (state.base !== previous.base) useSimulation.getState().follow();
});

useComparison.subscribe((state, previous) => {
  if (state.checks !== previous.checks && running !== null) useSimulation.getState().follow();
});
