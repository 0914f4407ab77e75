import type { ResultChunk, WeightList } from '../../contract/index.ts';
import { Clock } from './clock.ts';
import { textOf } from './configurations.ts';
import { type Environment, oncePerFrame } from './environment.ts';
import { areAsWanted, backRefusal, follow, textsOfRuns } from './following.ts';
import type { KeptRun } from './kept.ts';
import { LastRuns } from './last-runs.ts';
import { forget, goBackTogether, type Member, weighed } from './member.ts';
import { type Asked, poke } from './poking.ts';
import { restoredRuns } from './restoring.ts';
import { BEGUN, NOTHING_RUNS, type Rest, type RunState } from './run-state.ts';
import {
  areSame,
  buildTogether,
  canGoOn,
  notKeptOf,
  paceTogether,
  ranTogether,
  reachedMs,
  recovered,
  restOf,
  reviveTogether,
  runTogether,
  sentence,
  shownAtRest,
  sizesOf,
  weightsOf,
} from './together.ts';
import { Upkeep } from './upkeep.ts';

/**
 * Runs the configurations of a network side by side, as a machine whose states `RunStatus` tells.
 *
 * What ran last of each configuration stays until it runs again (`last-runs.ts`). `look` shows what has run of the configurations
 * that are looked at now: a run is paused, and what is built is dropped, before that. Where they ran together, all of them and
 * nothing else, they are in the state in which they came to rest; others are finished. What has no worker any more gets
 * another one, from its saved state, when it goes on. `runOnFrom` takes all of it back to an earlier time first.
 *
 * Whatever begins anew aborts one signal, which ends the workers of what was built before and all that waits for them.
 */
export class RunMachine {
  private state = NOTHING_RUNS;
  private readonly last: LastRuns;
  /** Those of what is looked at. */
  private members: readonly Member[] = [];
  /** What runs ends by itself or is paused: resolves then. */
  private advancing: Promise<void> = Promise.resolve();
  /** Aborted when what is built, or being built, is dropped. */
  private life = new AbortController();
  /** What was refused when it was to be built; null: nothing was. */
  private refused: string | null = null;
  private isChanging = false;
  /** What runs is to stop, and to go on to another end. */
  private isGoalChanged = false;
  private readonly clock = new Clock();

  private readonly adaptSoon: () => void;
  /** While it runs the readings follow only now and then: each of them lays out the page again. */
  private readonly publishSoon: () => void;

  constructor(private readonly environment: Environment) {
    this.last = new LastRuns(environment.spill, () => this.set({ notKept: notKeptOf(this.members) }));
    environment.spill?.onRead(() => this.set({ version: this.state.version + 1 }));
    this.adaptSoon = oncePerFrame(environment, () => void this.adapt());
    this.publishSoon = oncePerFrame(environment, () => {
      if (this.state.status === 'running' && this.clock.wasReadLately) this.set({ version: this.state.version + 1 });
      else this.publish();
    });
  }

  /** Builds everything anew and runs it. */
  run(): void {
    void this.start(() => this.goalMs());
  }

  pause(): void {
    if (this.state.status === 'building') {
      this.drop();
      this.show();
    } else if (this.state.status === 'running') {
      this.isGoalChanged = false;
      this.halt();
    }
  }

  resume(): void {
    if (this.state.status === 'paused') void this.goOn(this.goalMs());
    else this.run();
  }

  /** Runs for 1 ms of model time, and is then paused. */
  stepOnce(): void {
    if (!this.isAtRest) return;
    const isThere = this.state.status === 'paused' || this.state.status === 'finished';
    const isWhole = ranTogether(this.members, this.environment.places());
    if (isThere && isWhole && canGoOn(this.members)) void this.goOn(reachedMs(this.members) + 1);
    else void this.start(() => 1);
  }

  /** What is looked at has not run any more. */
  reset(): void {
    this.drop();
    this.last.remove(this.members);
    this.show();
  }

  /** Shows what has run of what is looked at now. */
  async look(): Promise<void> {
    this.pause();
    await this.advancing;
    if (this.isAtRest) this.show();
  }

  /** Another network is opened: resolves when what ran of this one is kept beyond the page. */
  async leave(): Promise<void> {
    this.pause();
    await this.advancing;
    await this.last.settle();
  }

  /** None of what ran is here any more. */
  clear(): void {
    this.drop();
    this.last.clear();
    this.members = [];
    this.showAnew(NOTHING_RUNS);
  }

  /** Brings back runs that were kept, unless something else has begun meanwhile. */
  async restore(kept: readonly KeptRun[]): Promise<void> {
    const { signal } = this.life;
    const archive = this.environment.archive();
    const restored = await restoredRuns(kept, { archive, results: this.last.results, signal });
    if (signal.aborted) return restored.members.forEach(forget);
    this.last.put(restored.members);
    if (restored.isUnbounded) this.set({ unbounded: true });
    this.show();
    if (restored.refusal !== null) this.set({ left: { sentence: restored.refusal, canGoOn: false } });
  }

  /** Runs or resumes to this end: until it is stopped, or for the duration. What runs goes on to it without a stop. */
  runOn(unbounded: boolean): void {
    this.set({ unbounded });
    const { status } = this.state;
    if (status === 'running') {
      this.isGoalChanged = true;
      this.halt();
    } else if (status !== 'building') this.resume();
  }

  /** Runs on from an earlier time, ms, with what the document says now: what was recorded since is cut. */
  async runOnFrom(timeMs: number): Promise<void> {
    // What is shown is kept as a whole before some of it is cut.
    await this.leave();
    if (this.isChanging) return this.environment.onFrame(() => void this.runOnFrom(timeMs));
    const wanted = this.environment.compiled();
    if (!this.isAtRest || backRefusal(this.members, wanted, this.environment.places()) !== null) return;
    const { signal } = this.life;
    this.isChanging = true;
    this.set({ status: 'building', message: null, left: null, speed: null });
    const back = goBackTogether(this.members, timeMs, this.environment.build, signal);
    const there = back.then(() => follow(this.members, wanted, { texts: textsOfRuns(wanted), areAlive: true }));
    const fault = await there.then(() => null, sentence);
    if (signal.aborted) return;
    this.isChanging = false;
    this.set({ ...sizesOf(this.members), version: this.state.version + 1 });
    if (fault === null) await this.begin(this.goalMs());
    else this.fail(`It cannot go back to there. ${fault}`);
  }

  /** Simulated time by wall time that a run does not exceed; null: as fast as it can be. Results do not depend on it. */
  async setLimit(limit: number | null): Promise<void> {
    this.set({ limit, speed: null });
    const { signal } = this.life;
    const timesMs = await paceTogether(this.members, limit).catch(() => []);
    // The speed is measured anew, of what comes after what was under way.
    if (!signal.aborted && timesMs.length > 0) this.clock.startAnew(Math.min(...timesMs));
  }

  /** Brings what runs up to date with the document, at the next frame. */
  follow(): void {
    if (this.last.all.length > 0 || this.refused !== null) this.adaptSoon();
  }

  /** Weights of a plastic edge in the first network that runs, as they are now; null where none runs with it. */
  readWeights(edge: string): Promise<WeightList | null> {
    return weightsOf(this.members[0], edge);
  }

  /** Pokes a population of what runs or is paused, at once. */
  async poke(asked: Asked): Promise<void> {
    if (await poke(this.members, asked, this.state, this.environment.build, this.life.signal))
      this.set({ runs: sizesOf(this.members).runs, version: this.state.version + 1 });
  }

  /** Something else is about to be drawn: the clock may be read in the same frame. */
  readClock(): void {
    if (this.state.status === 'running' && this.clock.mayBeRead) this.publish();
  }

  private get isAtRest(): boolean {
    return this.state.status !== 'running' && this.state.status !== 'building';
  }

  /** What is as it was is not told again. */
  private set(changes: Partial<RunState>): void {
    const before = this.state;
    this.state = { ...before, ...changes };
    if (!areSame(Object.values(before), Object.values(this.state))) this.environment.onChange(changes);
  }

  /** In place of all that was shown, but for how it is to run. */
  private showAnew(shown: RunState): void {
    const { unbounded, limit, version } = this.state;
    this.set({ ...shown, unbounded, limit, version: version + 1 });
  }

  private fail(fault: unknown): void {
    this.set({ status: 'failed', message: sentence(fault) });
  }

  /** Ends what runs or is being built, and what waits for it; returns the signal of what comes next. */
  private drop(): AbortSignal {
    this.life.abort();
    this.life = new AbortController();
    this.last.lose();
    this.refused = null;
    this.isChanging = false;
    return this.life.signal;
  }

  /** At rest: what has run of what is looked at. */
  private show(): void {
    const places = this.environment.places();
    this.members = this.last.of(places);
    this.showAnew(shownAtRest(this.members, places));
    void this.weigh();
    this.follow();
  }

  /** A worker that has died is noticed by the run that it had under way. */
  private halt(): void {
    for (const { session } of this.members) void session?.pause().catch(() => undefined);
  }

  /** The end of a run that goes on from here; null: it has none. */
  private goalMs(): number | null {
    return this.state.unbounded ? null : this.state.durationMs;
  }

  private async start(untilMs: () => number | null): Promise<void> {
    if (await this.build()) await this.begin(untilMs());
  }

  /** Goes on with what is at rest; what has no worker any more gets one. */
  private async goOn(untilMs: number | null): Promise<void> {
    const { signal } = this.life;
    if (this.members.some(({ session }) => session === null))
      this.set({ status: 'building', message: null, left: null });
    try {
      await reviveTogether(this.members, this.environment.build, signal);
    } catch (fault) {
      if (!signal.aborted) this.fail(`It cannot go on from where it was. ${sentence(fault)}`);
      return;
    }
    if (!signal.aborted) await this.begin(untilMs);
  }

  private begin(untilMs: number | null): Promise<void> {
    this.advancing = this.advance(untilMs);
    return this.advancing;
  }

  /** Compiles and builds every configuration; false where that was refused, or something else began meanwhile. */
  private async build(): Promise<boolean> {
    const signal = this.drop();
    try {
      const configurations = this.environment.configurations();
      if (typeof configurations === 'string') throw new Error(configurations);
      this.set({ ...BEGUN, status: 'building' });
      const members = await buildTogether(configurations, this.environment, this.last, signal);
      this.last.put(members);
      this.members = members;
    } catch (fault) {
      if (signal.aborted) return false;
      this.drop();
      this.show();
      this.fail(fault);
      this.refused = textOf(this.environment.configurations());
      return false;
    }
    this.set({ ...sizesOf(this.members), notKept: null, version: this.state.version + 1 });
    void this.weigh();
    return true;
  }

  /** Runs all members until a time (null: until stopped). They share the processor, so each is as slow as all. */
  private async advance(firstGoalMs: number | null): Promise<void> {
    const { signal } = this.life;
    const { members } = this;
    let untilMs = firstGoalMs;
    const go = () => {
      this.isGoalChanged = false;
      this.clock.start(reachedMs(members), untilMs);
      return runTogether(members, untilMs, this.state.limit, receive);
    };
    const receive = (member: Member) => (chunk: ResultChunk) => {
      if (signal.aborted) return;
      const { recordings, analysis } = member.view;
      recordings.append(analysis?.forward(chunk) ?? chunk);
      this.publishSoon();
    };
    for (const { batch } of members) Object.assign(batch, { rest: null, interrupted: false });
    this.set({ status: 'running', message: null, left: null });
    this.follow();
    const upkeep = new Upkeep({ save: () => this.save(), weigh: () => void this.weigh() });
    const analyses = members.flatMap(({ view }) => view.analysis ?? []);
    for (const analysis of analyses) analysis.setRunning(true);
    try {
      let ends = await go();
      while (this.isGoalChanged && !signal.aborted && ends.every(({ reason }) => reason !== 'diverged')) {
        untilMs = this.goalMs();
        ends = await go();
      }
      if (signal.aborted) return;
      this.comeToRest(restOf(members, ends, { untilMs, durationMs: this.state.durationMs }));
    } catch (fault) {
      if (!signal.aborted) await this.recover(fault, signal);
    } finally {
      upkeep.end();
      void this.weigh();
      for (const analysis of analyses) analysis.setRunning(false);
    }
  }

  private comeToRest(rest: Rest): void {
    this.publish();
    for (const { batch } of this.members) batch.rest = rest;
    this.set({ ...rest, wallLeftMs: null });
    this.last.keepSoon(this.members, this.state.unbounded);
  }

  /** Keeps the state and the results while it runs; not while one is changed: what the state is of would not be known. */
  private save(): void {
    if (!this.isChanging) void this.last.keep(this.members, this.state.unbounded);
  }

  private async weigh(): Promise<void> {
    const { signal } = this.life;
    const held = await weighed(this.last.all, this.last.results, this.members[0]);
    if (!signal.aborted) this.set(held);
  }

  /** After a worker died: another one takes its place, and goes on from where its state was kept last. */
  private async recover(fault: unknown, signal: AbortSignal): Promise<void> {
    await Promise.allSettled(this.members.map(({ session }) => session?.pause()));
    if (signal.aborted) return;
    this.set({ status: 'building', speed: null, wallLeftMs: null });
    const rest = await recovered(this.members, fault, this.environment.build, signal);
    if (signal.aborted) return;
    this.comeToRest(rest);
  }

  /** Changes what runs to what the document says; where that cannot be, what is shown is stale. */
  private async adapt(): Promise<void> {
    const { signal } = this.life;
    this.forgive();
    // An edit that comes while another one is on its way waits for that.
    if (this.isChanging) return this.follow();
    const members = this.last.of(this.environment.places());
    if (this.isAtRest && !areSame(this.members, members)) return this.show();
    if (this.members.length === 0) return;
    const wanted = this.environment.compiled();
    const texts = textsOfRuns(wanted);
    if (!areAsWanted(this.members, texts)) {
      this.isChanging = true;
      const areAlive = this.state.status === 'running' || this.state.status === 'paused';
      await follow(this.members, wanted, { texts, areAlive }).catch(() => undefined);
      if (signal.aborted) return;
      this.isChanging = false;
    }
    const { runs, changed } = sizesOf(this.members);
    if (!areSame(runs, this.state.runs)) this.set({ runs, changed, version: this.state.version + 1 });
    const cannotGoBack = backRefusal(this.members, wanted, this.environment.places());
    this.set({ stale: !areAsWanted(this.members, texts), cannotGoBack });
  }

  /** What was said of a network that was refused is not said of another one. */
  private forgive(): void {
    if (this.refused === null || this.refused === textOf(this.environment.configurations())) return;
    this.refused = null;
    this.show();
  }

  /** Tells that there is more, and what the clock reads. */
  private publish(): void {
    const timeMs = reachedMs(this.members);
    const pace = this.clock.read(timeMs);
    this.set({ version: this.state.version + 1, timeMs, ...(this.state.status === 'running' ? pace : {}) });
  }
}
