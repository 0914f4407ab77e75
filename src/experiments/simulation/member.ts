import { noticesOf } from '../../compile/index.ts';
import type { EngineConfig, Problem, RecorderConfig, ResultChunk, Snapshot } from '../../contract/index.ts';
import { analyse } from '../../session/analysis-client.ts';
import type { WorkerSession } from '../../session/client.ts';
import type { Budget } from '../../session/recordings/budget.ts';
import { Recordings } from '../../session/recordings.ts';
import type { BuildReport, BuildRequest, RunEnd } from '../../session/types.ts';
import type { RunView } from '../run.ts';
import type { Configuration } from './configurations.ts';
import type { HeldMemory } from './run-state.ts';

/** A network that is built: its worker, what came from it, and from where it can go on if its worker dies. */
export interface Member {
  view: RunView;
  readonly session: WorkerSession;
  readonly request: MemberRequest;
  readonly report: BuildReport;
  readonly builtFrom: EngineConfig;
  /** Recorders that came after the build. */
  readonly added: RecorderConfig[];
  /** What it has been changed to since. */
  config: EngineConfig;
  saved: { readonly snapshot: Snapshot; readonly config: EngineConfig } | null;
}

/** Above it, copying the state now and then would be felt, and take much memory. */
const MOST_SAVED_BYTES = 64 * 2 ** 20;

interface MemberRequest extends BuildRequest {
  /** Of the results of all that run side by side. */
  readonly results: Budget;
}

/** Builds one of the configurations that run; once the signal is aborted, its worker and its analysis are ended. */
export type Build = (configuration: Configuration, request: MemberRequest, signal: AbortSignal) => Promise<Member>;

/** Builds in a session of its own; throws, with a sentence, where that is refused. */
export const buildIn =
  (createSession: (signal: AbortSignal) => WorkerSession): Build =>
  async ({ config, ...shown }, request, signal) => {
    const session = createSession(signal);
    try {
      const { results, ...wanted } = request;
      const outcome = await session.build(config, wanted, () => undefined);
      signal.throwIfAborted();
      if (!outcome.ok) throw new Error(outcome.message);
      const recordings = new Recordings(config, results);
      const analysis = analyse({ ...shown.map, seed: config.seed, recorders: config.recorders, recordings });
      signal.addEventListener('abort', analysis.close, { once: true });
      const view = { ...shown, recordings, analysis };
      return { view, session, request, report: outcome.report, builtFrom: config, added: [], config, saved: null };
    } catch (fault) {
      session.terminate();
      throw fault;
    }
  };

/** Model time that all members have reached, ms. */
export const reachedMs = (members: readonly Member[]): number =>
  members.length === 0 ? 0 : Math.min(...members.map(({ view }) => view.recordings.endStep * view.map.dtMs));

/** Runs all members until a time (null: until paused), no faster than the limit. */
export const runAll = (
  members: readonly Member[],
  untilMs: number | null,
  limit: number | null,
  receive: (member: Member) => (chunk: ResultChunk) => void,
): Promise<RunEnd[]> =>
  Promise.all(
    members.map((member) => {
      // It is not waited for, so that a pause cannot come before the run. What ends it ends the run too.
      void member.session.setPace(limit).catch(() => undefined);
      const until = untilMs === null ? null : Math.round(untilMs / member.view.map.dtMs);
      return member.session.run(until, receive(member));
    }),
  );

/** What members have shown that nobody may have meant. Nothing before the analysis window begins: so short a run says little. */
export function noticesOfAll(members: readonly Member[]): Problem[] {
  const timeMs = reachedMs(members);
  return members.flatMap(({ view, config, report: { synapsesOf } }) =>
    timeMs <= Math.min(view.map.fromMs, view.map.durationMs)
      ? []
      : noticesOf({ ...view, config, synapsesOf }).map((notice) =>
          view.label === '' ? notice : { ...notice, message: `${view.label}: ${notice.message}` },
        ),
  );
}

/** What members take in memory. */
export async function weighed(members: readonly Member[]): Promise<HeldMemory> {
  const analysed = await Promise.all(members.map(({ view }) => view.analysis?.bytes() ?? 0));
  const sum = (of: (member: Member, k: number) => number): number =>
    members.reduce((all, member, k) => all + of(member, k), 0);
  return {
    networks: sum(({ report }) => report.bytes),
    results: sum(({ view }) => view.recordings.bytes),
    analysis: sum((_, k) => analysed[k] ?? 0),
  };
}

/** Keeps the state as it is now, of a network that is small. */
export async function saveMember(member: Member): Promise<void> {
  if (member.report.snapshotBytes > MOST_SAVED_BYTES) return;
  const { config } = member;
  member.saved = { config, snapshot: await member.session.snapshot() };
}

/** The member in another worker, where its state was kept last; null: it was not. Its recordings end there. */
export async function recoverMember(member: Member, build: Build, signal: AbortSignal): Promise<Member | null> {
  member.session.terminate();
  const { saved, view, builtFrom, added, config } = member;
  if (saved === null) return null;
  const recovered = await build({ ...view, config: builtFrom }, member.request, signal);
  await recovered.session.record(added);
  await recovered.session.restore(saved.snapshot, saved.config);
  await recovered.session.change(config);
  recovered.view.analysis?.close();
  recovered.view.recordings.close();
  view.recordings.truncate(saved.snapshot.step);
  view.analysis?.truncate(saved.snapshot.step);
  return { ...recovered, view, added, config, saved };
}
