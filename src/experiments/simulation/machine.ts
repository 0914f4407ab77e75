import { noticesOf } from '../../compile/index.ts';
import type { Problem, ResultChunk, WeightList } from '../../contract/index.ts';
import { changeTogether } from '../../session/client.ts';
import { coresForEach } from '../../session/cores.ts';
import { budgetBytes } from '../budget.ts';
import type { RunView } from '../run.ts';
import { type Configuration, fingerprintOfAll } from './configurations.ts';
import { type Build, type Member, recoverMember, saveMember } from './member.ts';

/** Wall time between two copies of the state, kept for the case that a worker dies. */
const SAVE_EVERY_MS = 5000;
/**
 * Wall time between two readings of the clock while it runs: nobody reads numbers faster. With indices that are drawn anyway
 * it may be less, down to the second.
 */
const READING_MS = 160;
const LEAST_READING_MS = 60;

type RunStatus = 'idle' | 'building' | 'running' | 'paused' | 'finished' | 'failed';

/** What is shown of the networks that run. */
export interface RunState {
  readonly status: RunStatus;
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
  /** They run until they are stopped, and not for the duration. */
  readonly unbounded: boolean;
}

export const NOTHING_RUNS: RunState = {
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
};

/** What the machine needs from where it stands. */
export interface Environment {
  /** What is to run now; a sentence where nothing can. */
  readonly configurations: () => readonly Configuration[] | string;
  readonly build: Build;
  /** Calls back before the next frame is drawn. */
  readonly onFrame: (callback: () => void) => void;
  /** Is told what became different. */
  readonly onChange: (changes: Partial<RunState>) => void;
  /** Of the machine, for all networks together. */
  readonly cores: number;
}

function sentence(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/**
 * Runs the configurations of a network side by side, as a machine with these states; `-`: the event changes nothing.
 *
 * | state    | run      | pause  | resume   | step     | reset | comes by itself                                            |
 * | -------- | -------- | ------ | -------- | -------- | ----- | ---------------------------------------------------------- |
 * | idle     | building | -      | building | building | idle  |                                                            |
 * | building | building | idle   | building | -        | idle  | running; failed where the network is refused               |
 * | running  | building | paused | building | -        | idle  | finished at the duration; paused at another end; failed    |
 * |          |          |        |          |          |       | where a state diverges; building where a worker dies, then |
 * |          |          |        |          |          |       | paused at what was saved last, or failed                   |
 * | paused   | building | -      | running  | running  | idle  |                                                            |
 * | finished | building | -      | building | running  | idle  |                                                            |
 * | failed   | building | -      | building | building | idle  |                                                            |
 *
 * A step runs for 1 ms and is then paused. `follow` changes what runs or is paused as the document says, or tells that this
 * is stale. Whatever begins anew aborts one signal, which ends the workers of what was built before and all that waits for them.
 */
export class RunMachine {
  private state = NOTHING_RUNS;
  private members: readonly Member[] = [];
  /** Aborted when what is built, or being built, is dropped. */
  private life = new AbortController();
  /** Fingerprint of what the members run. */
  private running = '';
  private isFollowDue = false;
  private isChanging = false;
  private isPublicationDue = false;
  private readAtMs = 0;
  /** Where the present stretch of running began, in model and wall time, and where it ends. */
  private stretch = { startedAt: 0, startedMs: 0, untilMs: null as number | null };

  constructor(private readonly environment: Environment) {}

  /** Builds everything anew and runs it. */
  run(): void {
    void this.start(() => this.goalMs());
  }

  pause(): void {
    if (this.state.status === 'building') {
      this.drop();
      this.set({ status: 'idle', runs: [] });
    } else if (this.state.status === 'running') {
      // A worker that has died is noticed by the run that it had under way.
      for (const { session } of this.members) void session.pause().catch(() => undefined);
    }
  }

  resume(): void {
    if (this.state.status === 'paused') void this.advance(this.goalMs());
    else this.run();
  }

  /** 1 ms of model time. */
  stepOnce(): void {
    const { status } = this.state;
    if (status === 'running' || status === 'building') return;
    if (status === 'paused' || status === 'finished') void this.advance(this.reachedMs() + 1);
    else void this.start(() => 1);
  }

  reset(): void {
    this.drop();
    const { unbounded, durationMs, synapses, bytes, threads, version } = this.state;
    this.set({ ...NOTHING_RUNS, unbounded, durationMs, synapses, bytes, threads, version: version + 1 });
  }

  setUnbounded(unbounded: boolean): void {
    this.set({ unbounded });
  }

  /** Brings what runs up to date with the document, at the next frame. */
  follow(): void {
    if (this.isFollowDue || this.members.length === 0) return;
    this.isFollowDue = true;
    this.environment.onFrame(() => {
      this.isFollowDue = false;
      void this.adapt();
    });
  }

  /** Weights of a plastic edge in the first network that runs, as they are now; null where none runs with it. */
  async readWeights(edge: string): Promise<WeightList | null> {
    const [member] = this.members;
    const plastic = member?.view.map.plastic.find((entry) => entry.edge === edge);
    return member === undefined || plastic === undefined ? null : member.session.readWeights(plastic.projection);
  }

  /** Something else is about to be drawn: the clock may be read in the same frame. */
  readClock(): void {
    if (this.state.status === 'running' && performance.now() >= this.readAtMs + LEAST_READING_MS) this.publish();
  }

  private set(changes: Partial<RunState>): void {
    this.state = { ...this.state, ...changes };
    this.environment.onChange(changes);
  }

  private fail(fault: unknown): void {
    this.set({ status: 'failed', message: sentence(fault) });
  }

  /** Ends what runs or is being built, and what waits for it; returns the signal of what comes next. */
  private drop(): AbortSignal {
    this.life.abort();
    this.life = new AbortController();
    this.members = [];
    this.isChanging = false;
    return this.life.signal;
  }

  /** Model time that all members have reached, ms. */
  private reachedMs(): number {
    if (this.members.length === 0) return 0;
    return Math.min(...this.members.map(({ view }) => view.recordings.endStep * view.map.dtMs));
  }

  /** The end of a run that goes on from here; null: it has none. */
  private goalMs(): number | null {
    return this.state.unbounded ? null : this.state.durationMs;
  }

  private async start(untilMs: () => number | null): Promise<void> {
    if (await this.build()) await this.advance(untilMs());
  }

  /** Compiles and builds every configuration; false where that was refused, or something else began meanwhile. */
  private async build(): Promise<boolean> {
    const signal = this.drop();
    const members: Member[] = [];
    try {
      const configurations = this.environment.configurations();
      if (typeof configurations === 'string') {
        this.set({ runs: [], version: this.state.version + 1 });
        throw new Error(configurations);
      }
      const begun = { message: null, notices: [], timeMs: 0, speed: null, wallLeftMs: null, stale: false };
      this.set({ status: 'building', ...begun });
      const { length } = configurations;
      const request = {
        budgetBytes: budgetBytes('page', length),
        threads: { atMost: coresForEach(this.environment.cores, length) },
      };
      for (const configuration of configurations)
        members.push(await this.environment.build(configuration, request, signal));
      this.running = fingerprintOfAll(configurations);
    } catch (fault) {
      if (signal.aborted) return false;
      this.drop();
      this.fail(fault);
      return false;
    }
    this.members = members;
    const sum = (of: (member: Member) => number) => members.reduce((total, member) => total + of(member), 0);
    this.set({
      runs: members.map(({ view }) => view),
      synapses: sum(({ report }) => report.synapses),
      bytes: sum(({ report }) => report.estimate.bytes),
      threads: sum(({ report }) => report.threads),
      durationMs: members[0]?.view.map.durationMs ?? 0,
      version: this.state.version + 1,
    });
    return true;
  }

  /** Runs all members until a time (null: until stopped). They share the processor, so each is as slow as all. */
  private async advance(untilMs: number | null): Promise<void> {
    const { signal } = this.life;
    const { members } = this;
    this.stretch = { startedAt: performance.now(), startedMs: this.reachedMs(), untilMs };
    const receive = (member: Member) => (chunk: ResultChunk) => {
      if (signal.aborted) return;
      const { recordings, analysis } = member.view;
      recordings.append(analysis?.forward(chunk) ?? chunk);
      this.publishSoon();
    };
    this.set({ status: 'running', message: null });
    this.follow();
    const saving = setInterval(() => this.save(), SAVE_EVERY_MS);
    const analyses = members.flatMap(({ view }) => view.analysis ?? []);
    for (const analysis of analyses) analysis.setRunning(true);
    try {
      const ends = await Promise.all(
        members.map((member) => {
          const until = untilMs === null ? null : Math.round(untilMs / member.view.map.dtMs);
          return member.session.run(until, receive(member));
        }),
      );
      if (signal.aborted) return;
      this.publish();
      const diverged = ends.find(({ reason }) => reason === 'diverged');
      if (diverged !== undefined) return this.fail(diverged.message ?? 'A state is no longer a finite number.');
      const isOver =
        untilMs !== null && untilMs >= this.state.durationMs && ends.every(({ reason }) => reason === 'finished');
      this.set({ status: isOver ? 'finished' : 'paused', wallLeftMs: null, notices: this.notices() });
    } catch (fault) {
      if (!signal.aborted) await this.recover(fault, signal);
    } finally {
      clearInterval(saving);
      for (const analysis of analyses) analysis.setRunning(false);
    }
  }

  /** Keeps the state of each member; not while one is changed, so that it is known of what it is. */
  private save(): void {
    if (this.isChanging) return;
    for (const member of this.members) void saveMember(member).catch(() => undefined);
  }

  /** After a worker died: another one takes its place, and goes on from where its state was kept last. */
  private async recover(fault: unknown, signal: AbortSignal): Promise<void> {
    await Promise.allSettled(this.members.map(({ session }) => session.pause()));
    if (signal.aborted) return;
    this.set({ status: 'building', speed: null, wallLeftMs: null });
    try {
      const recovered: Member[] = [];
      for (const member of this.members) {
        const { session } = member;
        const next = session.hasCrashed() ? await recoverMember(member, this.environment.build, signal) : member;
        if (signal.aborted) return;
        if (next === null) return this.fail(fault);
        recovered.push(next);
      }
      this.members = recovered;
    } catch (refusal) {
      if (!signal.aborted) this.fail(refusal);
      return;
    }
    this.publish();
    const at = `${(this.reachedMs() / 1000).toFixed(3)} s`;
    this.set({ status: 'paused', message: `Set back to ${at}, from where Resume goes on. ${sentence(fault)}` });
  }

  /** Nothing before the analysis window begins: so short a run says little. */
  private notices(): readonly Problem[] {
    return this.members.flatMap(({ view, config, report: { synapsesOf } }) =>
      this.reachedMs() <= Math.min(view.map.fromMs, view.map.durationMs)
        ? []
        : noticesOf({ ...view, config, synapsesOf }).map((notice) =>
            view.label === '' ? notice : { ...notice, message: `${view.label}: ${notice.message}` },
          ),
    );
  }

  /** Changes what runs to what the document says; where that cannot be, what is shown is stale. */
  private async adapt(): Promise<void> {
    const { signal } = this.life;
    if (this.members.length === 0) return;
    // An edit that comes while another one is on its way waits for that.
    if (this.isChanging) return this.follow();
    const configurations = this.environment.configurations();
    const running = typeof configurations === 'string' ? [] : configurations;
    const wanted = fingerprintOfAll(running);
    const { status } = this.state;
    if (wanted !== this.running && (status === 'running' || status === 'paused')) {
      this.isChanging = true;
      const changed = await this.changeTo(running).catch(() => false);
      if (signal.aborted) return;
      this.isChanging = false;
      if (changed) this.running = wanted;
    }
    const stale = wanted !== this.running;
    if (stale !== this.state.stale) this.set({ stale });
  }

  /** Whether what runs has become what is wanted; what its map says of times is fixed when it is built. */
  private async changeTo(wanted: readonly Configuration[]): Promise<boolean> {
    if (wanted.length !== this.members.length) return false;
    const wishes = this.members.flatMap((member, k) => {
      const part = wanted[k];
      const { view, session, config: before } = member;
      if (part?.map.durationMs !== view.map.durationMs || part.map.fromMs !== view.map.fromMs) return [];
      if (part.label !== view.label) return [];
      return [{ member, session, before, after: part.config }];
    });
    if (wishes.length < this.members.length || !(await changeTogether(wishes))) return false;
    for (const { member, after } of wishes) member.config = after;
    return true;
  }

  /** Publishes at most once a frame. While it runs the readings follow only now and then: each of them lays out the page again. */
  private publishSoon(): void {
    if (this.isPublicationDue) return;
    this.isPublicationDue = true;
    this.environment.onFrame(() => {
      this.isPublicationDue = false;
      const isReadLately = performance.now() < this.readAtMs + READING_MS;
      if (this.state.status === 'running' && isReadLately) this.set({ version: this.state.version + 1 });
      else this.publish();
    });
  }

  /** Tells that there is more, and what the clock reads. */
  private publish(): void {
    const now = performance.now();
    this.readAtMs = now;
    const timeMs = this.reachedMs();
    const { startedAt, startedMs, untilMs } = this.stretch;
    const wallMs = now - startedAt;
    const speed = timeMs > startedMs && wallMs > 0 ? (timeMs - startedMs) / wallMs : null;
    const wallLeftMs = untilMs === null || speed === null ? null : (untilMs - timeMs) / speed;
    const pace = this.state.status === 'running' ? { speed, wallLeftMs } : {};
    this.set({ version: this.state.version + 1, timeMs, ...pace });
  }
}
