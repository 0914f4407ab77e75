import { type Change, changesBetween, withChanges } from './changes.ts';
import type { NetworkDocument } from './schema.ts';

/** A step of undo. */
export interface Edit {
  readonly label: string;
  readonly changes: readonly Change[];
  /** Edits in a row with one key (a drag, typing in one field) are one step of undo. */
  readonly key: string | null;
}

/** A network with what can be undone and redone. */
export interface History {
  readonly base: NetworkDocument;
  /** The last is undone first. */
  readonly past: readonly Edit[];
  /** The last is redone first. */
  readonly future: readonly Edit[];
}

/** What leads from one state of a history to the next: all that has to be kept to come to the same state again. */
export type Step =
  | (Edit & { readonly kind: 'edit' /** It goes on with the edit before. */; readonly merges: boolean })
  | { readonly kind: 'undo' | 'redo' };

/** The history after a step; null: the step does not fit. `next`: the network after an edit, where it is known. */
export function stepped(history: History, step: Step, next?: NetworkDocument): History | null {
  if (step.kind !== 'edit') return turned(history, step.kind);
  const { base, past } = history;
  const { label, key, changes, merges } = step;
  const network = next ?? withChanges(base, changes);
  const last = merges ? past.at(-1) : undefined;
  const start = last === undefined ? base : withChanges(base, last.changes, 'backward');
  if (network === null || start === null) return null;
  const edit: Edit = { label, key, changes: last === undefined ? changes : changesBetween(start, network) };
  return { base: network, past: [...(last === undefined ? past : past.slice(0, -1)), edit], future: [] };
}

/** One step back or forth. An edit that was turned merges with no other. */
function turned({ base, past, future }: History, kind: 'undo' | 'redo'): History | null {
  const [from, to] = kind === 'undo' ? [past, future] : [future, past];
  const edit = from.at(-1);
  const network = edit === undefined ? null : withChanges(base, edit.changes, kind === 'undo' ? 'backward' : 'forward');
  if (edit === undefined || network === null) return null;
  const [shorter, longer] = [from.slice(0, -1), [...to, { ...edit, key: null }]];
  return kind === 'undo'
    ? { base: network, past: shorter, future: longer }
    : { base: network, past: longer, future: shorter };
}
