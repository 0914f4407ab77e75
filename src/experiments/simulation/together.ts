import { noticesOf } from '../../compile/index.ts';
import type { Problem, ResultChunk, WeightList } from '../../contract/index.ts';
import { coresForEach } from '../../session/cores.ts';
import type { RunEnd } from '../../session/types.ts';
import { budgetBytes } from '../budget.ts';
import type { Configuration, Place } from './configurations.ts';
import type { Environment } from './environment.ts';
import type { Batch } from './kept.ts';
import type { LastRuns } from './last-runs.ts';
import { type Build, forget, type Member, reviveMember } from './member.ts';
import { leftOf } from './restoring.ts';
import { NOTHING_RUNS, type Rest, type RunState } from './run-state.ts';

/** Builds configurations that run side by side; throws, with a sentence, where one is refused. */
export async function buildTogether(
  configurations: readonly Configuration[],
  { build, archive, cores, now }: Environment,
  { results }: LastRuns,
  signal: AbortSignal,
): Promise<readonly Member[]> {
  const { length } = configurations;
  const batch: Batch = { startedAt: now(), ids: configurations.map(({ id }) => id), rest: null };
  const request = {
    ...{ batch, archive: archive(), results },
    budgetBytes: budgetBytes('page', length),
    threads: { atMost: coresForEach(cores, length) },
  };
  const members: Member[] = [];
  try {
    for (const configuration of configurations) members.push(await build(configuration, request, signal));
    signal.throwIfAborted();
    return members;
  } catch (fault) {
    for (const member of members) forget(member);
    throw fault;
  }
}

/** Gives those whose worker has ended another one, where their state was kept last; false: one was not kept. */
export async function reviveTogether(members: readonly Member[], build: Build, signal: AbortSignal): Promise<boolean> {
  for (const member of members) {
    if (member.session !== null && !member.session.hasCrashed()) continue;
    if (!(await reviveMember(member, build, signal)) || signal.aborted) return false;
  }
  return true;
}

/** How they come to rest after a worker died: where their state was kept last, or failed. */
export async function recovered(
  members: readonly Member[],
  fault: unknown,
  build: Build,
  signal: AbortSignal,
): Promise<Rest> {
  try {
    if (await reviveTogether(members, build, signal)) {
      const at = `${(reachedMs(members) / 1000).toFixed(3)} s`;
      const message = `Set back to ${at}, from where Resume goes on. ${sentence(fault)}`;
      return { status: 'paused', message, notices: [] };
    }
  } catch (refusal) {
    return { status: 'failed', message: sentence(refusal), notices: [] };
  }
  return { status: 'failed', message: sentence(fault), notices: [] };
}

export const canGoOn = (members: readonly Member[]): boolean =>
  members.every(({ session, saved }) => session !== null || saved !== null);

/** Model time that all of them have reached, ms. */
export function reachedMs(members: readonly Member[]): number {
  if (members.length === 0) return 0;
  return Math.min(...members.map(({ view }) => view.recordings.endStep * view.map.dtMs));
}

/** Runs all of them until a time (null: until paused), no faster than the limit. */
export const runTogether = (
  members: readonly Member[],
  untilMs: number | null,
  limit: number | null,
  receive: (member: Member) => (chunk: ResultChunk) => void,
): Promise<RunEnd[]> =>
  Promise.all(
    members.map(async (member) => {
      if (member.session === null) throw new Error('The simulation has no worker.');
      // It is not waited for, so that a pause cannot come before the run. What ends it ends the run too.
      void member.session.setPace(limit).catch(() => undefined);
      const until = untilMs === null ? null : Math.round(untilMs / member.view.map.dtMs);
      return member.session.run(until, receive(member));
    }),
  );

/** Those that have a worker are no faster than the limit, each from a time on, ms. */
export const paceTogether = (members: readonly Member[], limit: number | null): Promise<number[]> =>
  Promise.all(
    members.flatMap(({ session, view }) =>
      session === null ? [] : [session.setPace(limit).then((step) => step * view.map.dtMs)],
    ),
  );

/** What is there of them, and how large they are. */
export function sizesOf(
  members: readonly Member[],
): Pick<RunState, 'runs' | 'changed' | 'synapses' | 'threads' | 'durationMs'> {
  const sum = (of: (member: Member) => number) => members.reduce((total, member) => total + of(member), 0);
  return {
    runs: members.map(({ view }) => view),
    changed: members.some(({ changed }) => changed),
    synapses: sum(({ report }) => report.synapses),
    threads: sum(({ report }) => report.threads),
    durationMs: members[0]?.view.map.durationMs ?? 0,
  };
}

/** Whether what is looked at ran together, all of it and nothing else. */
export function ranTogether(members: readonly Member[], places: readonly Place[]): boolean {
  const [first] = members;
  return (
    first !== undefined &&
    members.length === places.length &&
    first.batch.ids.length === places.length &&
    members.every(({ batch }) => batch === first.batch)
  );
}

/** Why results would not be there after a reload; null: they would. */
export const notKeptOf = (members: readonly Member[]): string | null =>
  members.find(({ kept }) => kept.refusal !== null)?.kept.refusal ?? null;

/** What is shown of what has run of what is looked at, while all of it is at rest. */
export function shownAtRest(members: readonly Member[], places: readonly Place[]): RunState {
  const batch = ranTogether(members, places) ? members[0]?.batch : undefined;
  const mayGoOn = batch !== undefined && canGoOn(members);
  const timeMs = reachedMs(members);
  return {
    ...NOTHING_RUNS,
    status: members.length === 0 ? 'idle' : 'finished',
    ...(batch?.rest?.status === 'paused' && !mayGoOn ? {} : batch?.rest),
    ...sizesOf(members),
    timeMs,
    left: batch === undefined ? null : leftOf(members, timeMs, mayGoOn),
    notKept: notKeptOf(members),
  };
}

/** Nothing before the analysis window begins: so short a run says little. */
function noticesOfAll(members: readonly Member[]): readonly Problem[] {
  const timeMs = reachedMs(members);
  return members.flatMap(({ view, config, report: { synapsesOf } }) =>
    timeMs <= Math.min(view.map.fromMs, view.map.durationMs)
      ? []
      : noticesOf({ ...view, config, synapsesOf }).map((notice) =>
          view.label === '' ? notice : { ...notice, message: `${view.label}: ${notice.message}` },
        ),
  );
}

/** How they come to rest at the ends of a run that was to go on to a time, ms (null: until it is paused). */
export function restOf(
  members: readonly Member[],
  ends: readonly RunEnd[],
  { untilMs, durationMs }: { readonly untilMs: number | null; readonly durationMs: number },
): Rest {
  const diverged = ends.find(({ reason }) => reason === 'diverged');
  if (diverged !== undefined) {
    const message = diverged.message ?? 'A state is no longer a finite number.';
    return { status: 'failed', message, notices: [] };
  }
  const isOver = untilMs !== null && untilMs >= durationMs && ends.every(({ reason }) => reason === 'finished');
  return { status: isOver ? 'finished' : 'paused', message: null, notices: noticesOfAll(members) };
}

export const areSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, k) => one === others[k]);

export function sentence(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** Weights of a plastic edge of one that has a worker, as they are now; null: it has none, or not the edge. */
export async function weightsOf(member: Member | undefined, edge: string): Promise<WeightList | null> {
  const plastic = member?.view.map.plastic.find((entry) => entry.edge === edge);
  return plastic === undefined ? null : ((await member?.session?.readWeights(plastic.projection)) ?? null);
}
