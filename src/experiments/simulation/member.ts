import type { EngineConfig, RecorderConfig } from '../../contract/index.ts';

import { analyse } from '../../session/analysis-client.ts';
import type { WorkerSession } from '../../session/client.ts';
import type { Budget } from '../../session/recordings/budget.ts';
import { Recordings } from '../../session/recordings.ts';
import type { BuildReport, BuildRequest } from '../../session/types.ts';
import { fingerprintOfRun } from '../fingerprint.ts';
import type { RunView } from '../run.ts';
import { type Configuration, fingerprintOfNetwork } from './configurations.ts';
import { type Archive, type Batch, type KeptSoFar, NOTHING_KEPT, type SavedState } from './kept.ts';
import type { HeldMemory } from './run-state.ts';

/** A configuration that has run: what came from it, its worker, and from where it can go on in another one. */
export interface Member {
  /** Of its variant; null: the network itself. */
  readonly id: string | null;
  readonly batch: Batch;
  view: RunView;
  /** Null: it has ended. */
  session: WorkerSession | null;
  readonly request: MemberRequest;
  readonly report: BuildReport;
  readonly builtFrom: EngineConfig;
  /** Recorders that came after the build. */
  readonly added: RecorderConfig[];
  /** What it has been changed to since. */
  config: EngineConfig;
  /** Of what it is, by `fingerprintOfRun`; and of its network, by `fingerprintOfNetwork`. */
  running: string;
  network: string;
  saved: SavedState | null;
  kept: KeptSoFar;
}

/** Above it, copying the state now and then would be felt, and take much memory. */
const MOST_SAVED_BYTES = 64 * 2 ** 20;

interface MemberRequest extends BuildRequest {
  /** Of the results of all runs. */
  readonly results: Budget;
  readonly batch: Batch;
  /** Where it is kept beyond the page; null: nowhere. */
  readonly archive: Archive | null;
}

/** Builds one of the configurations that run; once the signal is aborted, its worker is ended. */
export type Build = (configuration: Configuration, request: MemberRequest, signal: AbortSignal) => Promise<Member>;

/** Builds in a session of its own; throws, with a sentence, where that is refused. */
export const buildIn =
  (createSession: (signal: AbortSignal) => WorkerSession): Build =>
  async ({ id, config, ...shown }, request, signal) => {
    const session = createSession(signal);
    try {
      const { budgetBytes, threads, results, batch } = request;
      const outcome = await session.build(config, { budgetBytes, threads }, () => undefined);
      signal.throwIfAborted();
      if (!outcome.ok) throw new Error(outcome.message);
      const { document, label, map } = shown;
      const recordings = new Recordings(config, results);
      const analysis = analyse({ ...map, seed: config.seed, recorders: config.recorders, recordings });
      return {
        ...{ id, batch, session, request, report: outcome.report, builtFrom: config, added: [], config },
        view: { label, document, map, recordings, analysis },
        running: fingerprintOfRun(config, map),
        network: fingerprintOfNetwork({ config, map }),
        saved: null,
        kept: NOTHING_KEPT,
      };
    } catch (fault) {
      session.terminate();
      throw fault;
    }
  };

/** Its results are not held any more. */
export function forget({ view: { analysis, recordings } }: Member): void {
  analysis?.close();
  recordings.close();
}

/** What members take in memory. */
export async function weighed(members: readonly Member[]): Promise<HeldMemory> {
  const analysed = await Promise.all(members.map(({ view }) => view.analysis?.bytes() ?? 0));
  const sum = (of: (member: Member, k: number) => number): number =>
    members.reduce((all, member, k) => all + of(member, k), 0);
  return {
    networks: sum(({ session, report }) => (session === null ? 0 : report.bytes)),
    results: sum(({ view }) => view.recordings.bytes),
    analysis: sum((_, k) => analysed[k] ?? 0),
  };
}

/** Keeps the state as it is now, of a network that is small. */
export async function saveMember(member: Member): Promise<void> {
  const { config, session } = member;
  if (session === null || member.report.snapshotBytes > MOST_SAVED_BYTES) return;
  member.saved = { config, snapshot: await session.snapshot() };
}

/** Gives a member another worker, where its state was kept last; false: it was not. Its recordings end there. */
export async function reviveMember(member: Member, build: Build, signal: AbortSignal): Promise<boolean> {
  member.session?.terminate();
  member.session = null;
  const { id, saved, view, builtFrom, added, config, request, report } = member;
  if (saved === null) return false;
  // The saved state is of so many threads.
  const threads = { exactly: report.threads };
  const revived = await build({ ...view, id, config: builtFrom }, { ...request, threads }, signal);
  forget(revived);
  const { session } = revived;
  if (session === null) return false;
  try {
    await session.record(added);
    await session.restore(saved.snapshot, saved.config);
    await session.change(config);
  } catch (fault) {
    session.terminate();
    throw fault;
  }
  const { step } = saved.snapshot;
  if (view.recordings.endStep > step) {
    view.recordings.truncate(step);
    view.analysis?.truncate(step);
  }
  if (member.kept.endStep > step) member.kept = NOTHING_KEPT;
  member.session = session;
  return true;
}
