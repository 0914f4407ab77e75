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
  /** It was changed while it ran. */
  changed: boolean;
  /** The first step to which its worker can go back. */
  knownFrom: number;
  saved: SavedState | null;
  kept: KeptSoFar;
}

/** Above it, copying the state now and then would be felt, and take much memory. */
const MOST_SAVED_BYTES = 64 * 2 ** 20;
/** For states on the way of all that run together, from which they can be gone back to. */
const SNAPSHOT_BYTES = 48 * 2 ** 20;

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
      const snapshotBytes = SNAPSHOT_BYTES / batch.ids.length;
      const outcome = await session.build(config, { budgetBytes, threads, snapshotBytes }, () => undefined);
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
        ...{ changed: false, knownFrom: 0, saved: null, kept: NOTHING_KEPT },
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

/**
 * What members take, with results beyond the budget of their recordings, and the times on the way from which one of them can be
 * gone back to at once.
 */
export async function weighed(
  members: readonly Member[],
  { spill }: Budget,
  shown: Member | undefined,
): Promise<{ readonly memory: HeldMemory; readonly snapshotsMs: readonly number[] }> {
  const analysed = await Promise.all(members.map(({ view }) => view.analysis?.bytes() ?? 0));
  const shelves = await Promise.all(members.map(({ session }) => session?.snapshots().catch(() => null) ?? null));
  const sum = (of: (member: Member, k: number) => number): number =>
    members.reduce((all, member, k) => all + of(member, k), 0);
  return {
    memory: {
      networks: sum(
        ({ session, report, saved }, k) =>
          (session === null ? 0 : report.bytes + (shelves[k]?.bytes ?? 0)) + (saved?.snapshot.bytes.byteLength ?? 0),
      ),
      results: sum(({ view }) => view.recordings.bytes) + (spill?.underWay ?? 0),
      analysis: sum((_, k) => analysed[k] ?? 0),
      files: (spill?.bytes ?? 0) - (spill?.underWay ?? 0),
    },
    snapshotsMs: members.flatMap((member, k) =>
      member === shown ? (shelves[k]?.steps ?? []).map((step) => step * member.view.map.dtMs) : [],
    ),
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
  const { saved } = member;
  member.session?.terminate();
  member.session = null;
  if (saved === null || !(await beginAgain(member, saved, build, signal))) return false;
  await cut(member, saved.snapshot.step);
  return true;
}

/** Gives a member another worker, at a state or (null) at the start; false: that has ended meanwhile. */
async function beginAgain(
  member: Member,
  state: SavedState | null,
  build: Build,
  signal: AbortSignal,
): Promise<boolean> {
  member.session?.terminate();
  member.session = null;
  const { id, view, builtFrom, added, config, request, report } = member;
  // A saved state is of so many threads.
  const threads = { exactly: report.threads };
  const revived = await build({ ...view, id, config: builtFrom }, { ...request, threads }, signal);
  forget(revived);
  const { session } = revived;
  if (session === null) return false;
  try {
    await session.record(added);
    // Those of before the state are not done again, and those that go on, go on.
    await session.setPokes(view.pokes ?? []);
    if (state !== null) await session.restore(state.snapshot, state.config);
    await session.change(config);
  } catch (fault) {
    session.terminate();
    throw fault;
  }
  member.session = session;
  member.knownFrom = state?.snapshot.step ?? 0;
  return true;
}

/** What was recorded from a step on is not there any more: the run goes on from it. */
async function cut(member: Member, step: number): Promise<void> {
  const { view, saved, kept } = member;
  if (view.recordings.endStep > step) {
    view.recordings.truncate(step);
    view.analysis?.truncate(step);
  }
  if (kept.endStep > step) member.kept = NOTHING_KEPT;
  if (saved !== null && saved.snapshot.step > step) member.saved = null;
  const { pokes = [] } = view;
  const before = pokes.filter(({ firstStep }) => firstStep < step);
  if (before.length === pokes.length) return;
  member.view = { ...view, pokes: before };
  await member.session?.setPokes(before);
}

const stepAt = ({ view }: Member, timeMs: number): number => Math.round(timeMs / view.map.dtMs);

/** Takes the state of members back to an earlier time, ms, to the step; what was recorded since is cut. Throws, with a sentence. */
export async function goBackTogether(
  members: readonly Member[],
  timeMs: number,
  build: Build,
  signal: AbortSignal,
): Promise<void> {
  for (const member of members) await seekMember(member, stepAt(member, timeMs), build, signal);
  signal.throwIfAborted();
  for (const member of members) {
    await cut(member, stepAt(member, timeMs));
    // What it was changed to since holds from here on.
    await member.session?.change(member.config);
  }
}

async function seekMember(member: Member, step: number, build: Build, signal: AbortSignal): Promise<void> {
  if (member.session === null || member.session.hasCrashed() || step < member.knownFrom) {
    const { saved } = member;
    const from = saved !== null && saved.snapshot.step <= step ? saved : null;
    if (from === null && member.changed)
      throw new Error('It was changed while it ran, and when that was is not known any more.');
    await beginAgain(member, from, build, signal);
  }
  if ((await member.session?.seek(step)) !== step) throw new Error('It was stopped on the way.');
}
