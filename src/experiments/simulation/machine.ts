import type { ResultChunk, WeightList } from '../../contract/index.ts';
import { changeTogether } from '../../session/client.ts';
import { coresForEach } from '../../session/cores.ts';
import { Budget, RECORDINGS_BYTES } from '../../session/recordings/budget.ts';
import { budgetBytes } from '../budget.ts';
import { type Configuration, fingerprintOfAll, fingerprintOfNetworks } from './configurations.ts';
import type { Environment } from './environment.ts';
import { type Member, noticesOfAll, reachedMs, recoverMember, runAll, saveMember, weighed } from './member.ts';
import { observe, observeOther } from './observing.ts';
import { NOTHING_RUNS, type RunState } from './run-state.ts';

/** Wall time between two copies of the state, kept for the case that a worker dies. */
const SAVE_EVERY_MS = 5000;
/** Wall time between two looks at what is held in memory. */
const WEIGH_EVERY_MS = 1000;
/**
 * Wall time between two readings of the clock while it runs: nobody reads numbers faster. With indices that are drawn anyway
 * it may be less, down to the second.
 */
const READING_MS = 160;
const LEAST_READING_MS = 60;

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
 * A step runs for 1 ms and is then paused. `runOn` chooses the end of the run, and runs or resumes to it; what runs goes on
 * to it without a stop. `setLimit` makes it no faster than that, in any state. `follow` changes what runs or is paused as the
 * document says, or tells that this is stale. Whatever begins anew aborts one signal, which ends the workers of what was built
 * before and all that waits for them.
 */
export class RunMachine {
  private state = NOTHING_RUNS;
  private members: readonly Member[] = [];
  /** Aborted when what is built, or being built, is dropped. */
  private life = new AbortController();
  /** Fingerprint of what the members run. */
  private running = '';
  /** What was refused when it was to be built; null: nothing was. */
  private refused: string | null = null;
  /** The same of their networks, whatever is recorded of them. */
  private networks = '';
  private isFollowDue = false;
  private isChanging = false;
  private isPublicationDue = false;
  /** What runs is to stop, and to go on to another end. */
  private isGoalChanged = false;
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
      this.isGoalChanged = false;
      this.halt();
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
    if (status === 'paused' || status === 'finished') void this.advance(reachedMs(this.members) + 1);
    else void this.start(() => 1);
  }

  reset(): void {
    this.drop();
    const { unbounded, limit, durationMs, synapses, memory, threads, version } = this.state;
    this.set({ ...NOTHING_RUNS, unbounded, limit, durationMs, synapses, memory, threads, version: version + 1 });
  }

  /** Until it is stopped, or for the duration. */
  runOn(unbounded: boolean): void {
    this.set({ unbounded });
    const { status } = this.state;
    if (status === 'running') {
      this.isGoalChanged = true;
      this.halt();
    } else if (status !== 'building') this.resume();
  }

  /** Simulated time by wall time that a run does not exceed; null: as fast as it can be. Results do not depend on it. */
  async setLimit(limit: number | null): Promise<void> {
    this.set({ limit, speed: null });
    const { signal } = this.life;
    const paced = this.members.map(async ({ session, view }) => (await session.setPace(limit)) * view.map.dtMs);
    const timesMs = await Promise.all(paced).catch(() => []);
    // The speed is measured anew, of what comes after what was under way.
    if (signal.aborted || timesMs.length === 0) return;
    this.stretch = { ...this.stretch, startedAt: performance.now(), startedMs: Math.min(...timesMs) };
  }

  /** Brings what runs up to date with the document, at the next frame. */
  follow(): void {
    if (this.isFollowDue || (this.members.length === 0 && this.refused === null)) return;
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
    this.refused = null;
    this.isChanging = false;
    return this.life.signal;
  }

  /** A worker that has died is noticed by the run that it had under way. */
  private halt(): void {
    for (const { session } of this.members) void session.pause().catch(() => undefined);
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
        results: new Budget(RECORDINGS_BYTES),
      };
      for (const configuration of configurations)
        members.push(await this.environment.build(configuration, request, signal));
      this.running = fingerprintOfAll(configurations);
      this.networks = fingerprintOfNetworks(configurations);
    } catch (fault) {
      if (signal.aborted) return false;
      this.drop();
      this.fail(fault);
      this.refused = this.wantedNow();
      return false;
    }
    this.members = members;
    const sum = (of: (member: Member) => number) => members.reduce((total, member) => total + of(member), 0);
    this.set({
      runs: members.map(({ view }) => view),
      synapses: sum(({ report }) => report.synapses),
      memory: { networks: sum(({ report }) => report.bytes), results: 0, analysis: 0 },
      threads: sum(({ report }) => report.threads),
      durationMs: members[0]?.view.map.durationMs ?? 0,
      version: this.state.version + 1,
    });
    return true;
  }

  /** Runs all members until a time (null: until stopped). They share the processor, so each is as slow as all. */
  private async advance(firstGoalMs: number | null): Promise<void> {
    const { signal } = this.life;
    const { members } = this;
    let untilMs = firstGoalMs;
    const go = () => {
      this.isGoalChanged = false;
      this.stretch = { startedAt: performance.now(), startedMs: reachedMs(this.members), untilMs };
      return runAll(members, untilMs, this.state.limit, receive);
    };
    const receive = (member: Member) => (chunk: ResultChunk) => {
      if (signal.aborted) return;
      const { recordings, analysis } = member.view;
      recordings.append(analysis?.forward(chunk) ?? chunk);
      this.publishSoon();
    };
    this.set({ status: 'running', message: null });
    this.follow();
    const saving = setInterval(() => this.save(), SAVE_EVERY_MS);
    const weighing = setInterval(() => void this.weigh(), WEIGH_EVERY_MS);
    const analyses = members.flatMap(({ view }) => view.analysis ?? []);
    for (const analysis of analyses) analysis.setRunning(true);
    try {
      let ends = await go();
      while (this.isGoalChanged && !signal.aborted && ends.every(({ reason }) => reason !== 'diverged')) {
        untilMs = this.goalMs();
        ends = await go();
      }
      if (signal.aborted) return;
      this.publish();
      const diverged = ends.find(({ reason }) => reason === 'diverged');
      if (diverged !== undefined) return this.fail(diverged.message ?? 'A state is no longer a finite number.');
      const isOver =
        untilMs !== null && untilMs >= this.state.durationMs && ends.every(({ reason }) => reason === 'finished');
      this.set({ status: isOver ? 'finished' : 'paused', wallLeftMs: null, notices: noticesOfAll(members) });
    } catch (fault) {
      if (!signal.aborted) await this.recover(fault, signal);
    } finally {
      clearInterval(saving);
      clearInterval(weighing);
      void this.weigh();
      for (const analysis of analyses) analysis.setRunning(false);
    }
  }

  /** Keeps the state of each member; not while one is changed, so that it is known of what it is. */
  private save(): void {
    if (this.isChanging) return;
    for (const member of this.members) void saveMember(member).catch(() => undefined);
  }

  /** Tells what is held. */
  private async weigh(): Promise<void> {
    const { signal } = this.life;
    const memory = await weighed(this.members);
    if (!signal.aborted) this.set({ memory });
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
    const at = `${(reachedMs(this.members) / 1000).toFixed(3)} s`;
    this.set({ status: 'paused', message: `Set back to ${at}, from where Resume goes on. ${sentence(fault)}` });
  }

  /** Changes what runs to what the document says; where that cannot be, what is shown is stale. */
  private async adapt(): Promise<void> {
    const { signal } = this.life;
    if (this.members.length === 0) return this.forgive();
    // An edit that comes while another one is on its way waits for that.
    if (this.isChanging) return this.follow();
    const configurations = this.environment.configurations();
    const running = typeof configurations === 'string' ? [] : configurations;
    const wanted = fingerprintOfAll(running);
    if (wanted !== this.running) {
      this.isChanging = true;
      const adapted = await this.adaptTo(running).catch(() => false);
      if (signal.aborted) return;
      this.isChanging = false;
      if (adapted) this.running = wanted;
    }
    const stale = wanted !== this.running;
    if (stale !== this.state.stale) this.set({ stale });
  }

  /** What was said of a network that was refused is not said of another one. */
  private forgive(): void {
    if (this.refused === null || this.refused === this.wantedNow()) return;
    this.refused = null;
    this.set({ status: 'idle', message: null });
  }

  /** What is to run now, in a short text. */
  private wantedNow(): string {
    const configurations = this.environment.configurations();
    return typeof configurations === 'string' ? configurations : fingerprintOfAll(configurations);
  }

  /** Whether what runs, or has run, has become what is wanted, and is seen through its probes. */
  private async adaptTo(wanted: readonly Configuration[]): Promise<boolean> {
    const { status } = this.state;
    const networks = fingerprintOfNetworks(wanted);
    const isAlive = status === 'running' || status === 'paused';
    if (networks !== this.networks && isAlive && (await this.changeTo(wanted))) this.networks = networks;
    let isSame = networks === this.networks;
    for (const member of this.members) {
      const part = wanted.find(({ label }) => label === member.view.label);
      if (part === undefined) continue;
      if (networks === this.networks) isSame = (await observe(member, part)) && isSame;
      else observeOther(member, part);
    }
    this.set({ runs: this.members.map(({ view }) => view), version: this.state.version + 1 });
    return isSame;
  }

  /** Whether what runs has become what is wanted; what its map says of times is fixed when it is built. */
  private async changeTo(wanted: readonly Configuration[]): Promise<boolean> {
    if (wanted.length !== this.members.length) return false;
    const wishes = this.members.flatMap((member, k) => {
      const part = wanted[k];
      const { view, session, config: before } = member;
      if (part?.map.durationMs !== view.map.durationMs || part.map.fromMs !== view.map.fromMs) return [];
      if (part.label !== view.label) return [];
      // What is recorded is for probes to say.
      return [{ member, session, before, after: { ...part.config, recorders: before.recorders } }];
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
    const timeMs = reachedMs(this.members);
    const { startedAt, startedMs, untilMs } = this.stretch;
    const wallMs = now - startedAt;
    const speed = timeMs > startedMs && wallMs > 0 ? (timeMs - startedMs) / wallMs : null;
    const wallLeftMs = untilMs === null || speed === null ? null : (untilMs - timeMs) / speed;
    const pace = this.state.status === 'running' ? { speed, wallLeftMs } : {};
    this.set({ version: this.state.version + 1, timeMs, ...pace });
  }
}
