import type { Budget } from '../../session/recordings/budget.ts';
import { isKnown, memberOf } from './keeping.ts';
import type { Archive, Batch, KeptHead, KeptRun } from './kept.ts';
import type { Member } from './member.ts';
import type { LeftRuns, Rest } from './run-state.ts';

const OTHER_VERSION = 'Results of the last run are not shown: another version of Entrain kept them.';
const INCOMPLETE = 'Results of the last run are not shown: not all of them were kept.';

/** Why a run cannot be shown as it was kept; null: it can. */
function refusalOf({ head, stretches }: KeptRun): string | null {
  if (!isKnown(head)) return OTHER_VERSION;
  return head.refusal ?? (stretches.length === head.stretches ? null : INCOMPLETE);
}

export interface RestoredRuns {
  readonly members: readonly Member[];
  /** What went on ran until it was stopped. */
  readonly isUnbounded: boolean;
  /** Why some are not there, in a sentence; null: all are. */
  readonly refusal: string | null;
}

/** Runs as they were kept, without workers; what was under way is at rest. Once the signal is aborted, no more are made. */
export async function restoredRuns(
  kept: readonly KeptRun[],
  { archive, results, signal }: { archive: Archive | null; results: Budget; signal: AbortSignal },
): Promise<RestoredRuns> {
  const there = kept.filter((run) => refusalOf(run) === null);
  const lost = kept.filter((run) => !there.includes(run));
  const batches = batchesOf(there.map(({ head }) => head));
  const members: Member[] = [];
  for (const run of there) {
    const batch = batches.get(run.head.batch.startedAt);
    if (batch !== undefined && !signal.aborted) members.push(await memberOf(run, { batch, archive, results }));
  }
  // It is said once.
  if (lost.length > 0) void archive?.remove(lost.map(({ head }) => head.id)).catch(() => undefined);
  return {
    members,
    isUnbounded: there.some(({ head }) => head.unbounded && head.rest?.status !== 'finished'),
    refusal: lost.map(refusalOf)[0] ?? null,
  };
}

/** Batches by when they were begun. */
function batchesOf(heads: readonly KeptHead[]): ReadonlyMap<number, Batch> {
  const batches = new Map<number, Batch>();
  for (const { batch, rest } of heads) {
    const interrupted = rest === null || batches.get(batch.startedAt)?.interrupted === true;
    const stopped: Rest = { status: 'paused', message: null, notices: [] };
    batches.set(batch.startedAt, { ...batch, interrupted, rest: interrupted ? stopped : rest });
  }
  return batches;
}

/** What is said of runs that an earlier visit of the page left under way; null: they had come to rest. */
export function leftOf(members: readonly Member[], timeMs: number, canGoOn: boolean): LeftRuns | null {
  if (!members.some(({ batch }) => batch.interrupted === true)) return null;
  const said = `The run was interrupted at ${(timeMs / 1000).toFixed(3)} s, when the page was left.`;
  return { sentence: canGoOn ? said : `${said} Its state was too large to be kept: it cannot go on.`, canGoOn };
}
