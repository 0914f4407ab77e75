import type { MomentsBlock, RecorderResult } from '../../contract/index.ts';
import { CURRENT_VERSION } from '../../document/migrations.ts';
import { analyse } from '../../session/analysis-client.ts';
import type { Budget } from '../../session/recordings/budget.ts';
import { type CopiedChunk, Recordings } from '../../session/recordings.ts';
import { fingerprintOfRun } from '../fingerprint.ts';
import { fingerprintOfNetwork } from './configurations.ts';
import {
  type Archive,
  type Batch,
  type KeptHead,
  type KeptRun,
  type KeptSoFar,
  NOTHING_KEPT,
  type SavedState,
} from './kept.ts';
import type { Member } from './member.ts';
import type { Rest } from './run-state.ts';

/** Grows where what is kept has another shape. */
const FORMAT = 2;
/** Results of all runs of a project that are kept beyond the page, bytes. */
export const MOST_KEPT_BYTES = 64 * 2 ** 20;

/** How a run is when it is kept. */
interface Keeping {
  readonly rest: Rest | null;
  readonly unbounded: boolean;
  /** What its results may take. */
  readonly mostBytes: number;
}

/**
 * Keeps what has come of a run since it was kept last: up to its saved state while it runs, else all. What does not fit is not
 * kept, and its head says so.
 */
export async function keepMember(member: Member, keeping: Keeping): Promise<void> {
  const { archive } = member.request;
  if (archive === null) return;
  if (keeping.rest === null) await arrivalAt(member.saved?.snapshot.step ?? 0, member);
  const { kept, saved, view } = member;
  const { endStep } = view.recordings;
  const toStep = keeping.rest === null ? (saved?.snapshot.step ?? endStep) : endStep;
  if (toStep === 0 || toStep > endStep) return;
  try {
    const isDue = kept.refusal === null && toStep > kept.endStep;
    // What is too much is not copied to find that out: it may be all that memory holds.
    const isTooMuch = kept.bytes + leastBytes(member, kept.endStep, toStep) > keeping.mostBytes;
    const stretch = isDue && !isTooMuch ? await stretchOf(member, kept.endStep, toStep) : null;
    const bytes = kept.bytes + (stretch === null ? 0 : bytesOf(stretch));
    const isLost = isDue && (stretch === null || bytes > keeping.mostBytes);
    if (isLost) member.kept = refused(TOO_MUCH);
    else if (isDue) member.kept = { ...kept, stretches: kept.stretches + 1, endStep: toStep, bytes };
    // The state is that of the last stretch, whatever was saved meanwhile.
    const head = headOf(member, saved, keeping);
    const refusal = await archive.write(member.id, head, isLost ? null : stretch);
    if (refusal !== null) member.kept = refused(refusal);
  } catch {
    member.kept = refused(NO_STORAGE);
  }
}

/** How often it is looked whether results have arrived, and for how long. */
const LOOK_MS = 50;
const MOST_LOOKS = 60;

/**
 * Waits for results that are on their way still: a busy page receives them long after the state that they lead to, and would keep
 * nothing if it were not waited for. What has not come by then is kept the next time.
 */
async function arrivalAt(step: number, { view: { recordings } }: Member): Promise<void> {
  for (let looks = 0; recordings.endStep < step && looks < MOST_LOOKS; looks++)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

const refused = (refusal: string): KeptSoFar => ({ ...NOTHING_KEPT, refusal });

const TOO_MUCH = `Results are not kept over a reload where they take more than ${MOST_KEPT_BYTES / 2 ** 20} MB.`;
const NO_STORAGE = 'Results are not kept over a reload: the browser’s storage takes no more.';

function headOf(
  { id, batch, view, kept, builtFrom, config, added, changed, report, request }: Member,
  saved: SavedState | null,
  { rest, unbounded }: Keeping,
): KeptHead {
  return {
    format: FORMAT,
    ...{ id, rest, unbounded, builtFrom, config, added, changed, report },
    batch: { startedAt: batch.startedAt, ids: batch.ids },
    document: view.document,
    map: view.map,
    ...(view.pokes && { pokes: view.pokes }),
    budgetBytes: request.budgetBytes,
    saved: kept.refusal === null ? saved : null,
    stretches: kept.stretches,
    bytes: kept.bytes,
    refusal: kept.refusal,
  };
}

/** Results of [fromStep, toStep), moments that the analysis holds among them; null: not all of it is held one by one. */
async function stretchOf({ view }: Member, fromStep: number, toStep: number): Promise<CopiedChunk | null> {
  const copied = view.recordings.copied({ fromStep, toStep });
  const analysed = await view.analysis?.momentsEnding(fromStep, toStep);
  if (copied === null || analysed === undefined) return copied;
  const recorders = copied.recorders.map((result, index): RecorderResult => {
    if (result.kind !== 'moments') return result;
    return { kind: 'moments', blocks: inOrder([...result.blocks, ...(analysed.get(index) ?? [])]) };
  });
  return { ...copied, recorders };
}

/** Bytes that results of [fromStep, toStep) take at least. */
function leastBytes({ builtFrom, added, view: { recordings } }: Member, fromStep: number, toStep: number): number {
  const stretch = { fromStep, toStep };
  return [...builtFrom.recorders, ...added].reduce((sum, recorder, index) => {
    if (recorder.kind === 'spikes') return sum + 8 * recordings.spikesWithin(index, stretch);
    if (recorder.kind !== 'moments') return sum;
    const size = builtFrom.groups[recorder.group]?.size ?? 0;
    // Blocks at the ends may lie in other stretches.
    return sum + 16 * size * Math.max(0, Math.floor((toStep - fromStep) / recorder.blockSteps) - 2);
  }, 0);
}

const inOrder = (blocks: readonly MomentsBlock[]): readonly MomentsBlock[] =>
  blocks.toSorted((a, b) => a.endStep - b.endStep);

function bytesOf({ recorders }: CopiedChunk): number {
  return recorders.reduce((sum, result) => {
    if (result.kind === 'spikes') return sum + result.block.steps.byteLength + result.block.elements.byteLength;
    if (result.kind === 'trace') return sum + result.block.values.byteLength;
    if (result.kind === 'weights') return sum + result.block.counts.byteLength + result.block.matrix.byteLength;
    return sum + result.blocks.reduce((all, block) => all + block.sums.byteLength + block.squareSums.byteLength, 0);
  }, 0);
}

/** Whether this version of Entrain knows what a head says. */
export const isKnown = ({ format, document }: KeptHead): boolean =>
  format === FORMAT && document.version === CURRENT_VERSION;

/** A run as it was kept, without a worker. */
export async function memberOf(
  { head, stretches }: KeptRun,
  { batch, results, archive }: { readonly batch: Batch; readonly results: Budget; readonly archive: Archive | null },
): Promise<Member> {
  const { id, builtFrom, config, map, document, report, saved, budgetBytes } = head;
  const recorders = [...builtFrom.recorders, ...head.added];
  const recordings = new Recordings({ ...builtFrom, recorders }, results);
  for (const stretch of stretches) {
    recordings.append(stretch);
    // The page stays live between two of them.
    await new Promise((resolve) => setTimeout(resolve));
  }
  const analysis = analyse({ ...map, seed: config.seed, recorders, recordings });
  return {
    ...{ id, batch, builtFrom, config, report, saved },
    session: null,
    request: { budgetBytes, threads: { exactly: report.threads }, results, batch, archive },
    view: { label: '', document, map, recordings, analysis, ...(head.pokes && { pokes: head.pokes }) },
    added: [...head.added],
    changed: head.changed,
    knownFrom: 0,
    running: fingerprintOfRun(config, map),
    network: fingerprintOfNetwork({ config, map }),
    kept: { stretches: head.stretches, endStep: recordings.endStep, bytes: head.bytes, refusal: head.refusal },
  };
}
