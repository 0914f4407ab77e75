import { z } from 'zod';
import type { Edit, History } from '../document/history.ts';
import { CURRENT_VERSION } from '../document/migrations.ts';
import { countNeurons } from '../document/repeats.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { validateDocument } from '../document/validate.ts';
import { type JournalEntry, replayed } from './journal.ts';
import { type ThumbnailMark, thumbnailOf } from './thumbnail.ts';

/** What is known of a project without reading its network. Times are ms since 1970. */
export interface ProjectHead {
  readonly id: string;
  /** The name of the project is that of its network. */
  readonly name: string;
  readonly created: number;
  readonly modified: number;
  /** Grows with each write: who writes says which one it has read, so that no writer undoes another's work. */
  readonly revision: number;
  /** Steps of its history since it was begun; those of the journal beyond it are not in its body yet. */
  readonly steps: number;
  readonly neurons: number;
  /** The size of its network as JSON, in characters. */
  readonly size: number;
  readonly thumbnail: readonly ThumbnailMark[];
  /** Nothing was changed since it was begun. */
  readonly untouched: boolean;
  /** When it was put among the deleted; null: it was not. */
  readonly deleted: number | null;
  /** Why its network cannot be read; null: it can, as far as is known. */
  readonly unreadable: string | null;
}

/** A network with what can be undone and redone, as it is kept: it may be of an older Entrain, or damaged. */
export interface ProjectBody {
  readonly document: unknown;
  readonly past: unknown;
  readonly future: unknown;
}

/** A named state of a project. */
export interface Version {
  readonly project: string;
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly neurons: number;
  readonly thumbnail: readonly ThumbnailMark[];
  readonly document: unknown;
}

/** What a project holds, read and checked; `unapplied`: entries of the journal that do not fit it. */
export type ReadProject =
  | {
      readonly history: History;
      readonly steps: number;
      readonly applied: readonly JournalEntry[];
      readonly unapplied: readonly JournalEntry[];
    }
  | { readonly unreadable: string };

/** Undo steps that are kept: the newest whose changes have at most so many characters of JSON, and the last one whatever its size. */
const MOST_HISTORY = 4_000_000;

const editsSchema = z.array(
  z.object({
    label: z.string(),
    key: z.string().nullable(),
    changes: z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])) })),
  }),
);

/** Reads a project through the document's reader, then does what the journal says of it. */
export function readProject(head: ProjectHead, body: ProjectBody, journal: readonly JournalEntry[] = []): ReadProject {
  const { document, problems } = validateDocument(body.document);
  if (document === null) return { unreadable: problems.map(({ message }) => message).join(' ') };
  // Steps of an older format lead through fields that are called otherwise now.
  const isOlder = (body.document as NetworkDocument).version !== CURRENT_VERSION;
  const edits = (given: unknown): readonly Edit[] => {
    const parsed = editsSchema.safeParse(given);
    // Nothing merges with an edit of an earlier visit.
    return isOlder || !parsed.success ? [] : (parsed.data as Edit[]).map((edit) => ({ ...edit, key: null }));
  };
  return replayed({ base: document, past: edits(body.past), future: edits(body.future) }, head.steps, journal);
}

const sizes = new WeakMap<Edit, number>();

function sizeOf(edit: Edit): number {
  const size = sizes.get(edit) ?? JSON.stringify(edit.changes).length;
  sizes.set(edit, size);
  return size;
}

/** The newest edits that may be kept. */
function newest(edits: readonly Edit[]): readonly Edit[] {
  let left = MOST_HISTORY;
  const first = edits.findLastIndex((edit, k) => {
    left -= sizeOf(edit);
    return left < 0 && k < edits.length - 1;
  });
  return edits.slice(first + 1);
}

export const bodyOf = ({ base, past, future }: History): ProjectBody => ({
  document: base,
  past: newest(past),
  future: newest(future),
});

/** What a head says of a network. */
export const factsOf = (document: NetworkDocument): Pick<ProjectHead, 'name' | 'neurons' | 'size' | 'thumbnail'> => ({
  name: document.name,
  neurons: countNeurons(document),
  size: JSON.stringify(document).length,
  thumbnail: thumbnailOf(document),
});

/** The head of a project that is begun with a network. */
export const newHead = (id: string, document: NetworkDocument, now: number): ProjectHead => ({
  id,
  ...factsOf(document),
  created: now,
  modified: now,
  revision: 0,
  steps: 0,
  untouched: true,
  deleted: null,
  unreadable: null,
});

/** The head of a network that cannot be read: kept as it is, so that it can be downloaded. */
export const unreadableHead = (id: string, json: unknown, now: number, unreadable: string): ProjectHead => ({
  id,
  name: nameOf(json),
  created: now,
  modified: now,
  revision: 0,
  steps: 0,
  neurons: 0,
  size: (JSON.stringify(json) ?? '').length,
  thumbnail: [],
  untouched: false,
  deleted: null,
  unreadable,
});

function nameOf(json: unknown): string {
  const name: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'name') : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name : 'Unreadable network';
}
