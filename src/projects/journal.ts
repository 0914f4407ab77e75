import { type History, type Step, stepped } from '../document/history.ts';

/** A step of a project that is kept before its body is written anew. */
export interface JournalEntry {
  readonly key: string;
  /** It is the n-th step of the project since it was begun. */
  readonly n: number;
  readonly step: Step;
}

/** Where texts are kept at once: what is set is there after the page has gone. `set` throws where there is no room. */
export interface TextStore {
  keys(): readonly string[];
  get(key: string): string | null;
  set(key: string, text: string): void;
  remove(key: string): void;
}

const PREFIX = 'entrain.journal';

/** The steps that are not in the browser's database yet, which cannot be written while a page closes. */
export class Journal {
  readonly #texts: TextStore;
  /** Two tabs never write under one key. */
  readonly #tab: string;

  constructor(texts: TextStore, tab: string) {
    this.#texts = texts;
    this.#tab = tab;
  }

  /** Keeps the n-th step of a project; false where there is no room. */
  add(project: string, n: number, step: Step): boolean {
    try {
      this.#texts.set(`${PREFIX}/${project}/${n}/${this.#tab}`, JSON.stringify(step));
      return true;
    } catch {
      return false;
    }
  }

  /** What is kept of a project, in order. */
  of(project: string): JournalEntry[] {
    return this.#keysOf(project)
      .flatMap((key): JournalEntry[] => {
        const step = parsed(this.#texts.get(key));
        return step === null ? [] : [{ key, n: numberIn(key), step }];
      })
      .toSorted((a, b) => a.n - b.n);
  }

  /** Forgets what is in the body now: the steps of a project up to the n-th. */
  dropTo(project: string, n: number): void {
    for (const key of this.#keysOf(project)) if (numberIn(key) <= n) this.#remove(key);
  }

  /** Forgets the steps of this tab: they have gone another way. */
  dropOwn(project: string): void {
    for (const key of this.#keysOf(project)) if (key.endsWith(`/${this.#tab}`)) this.#remove(key);
  }

  /** Forgets a project. */
  drop(project: string): void {
    this.dropTo(project, Number.POSITIVE_INFINITY);
  }

  #keysOf(project: string): readonly string[] {
    try {
      return this.#texts.keys().filter((key) => key.startsWith(`${PREFIX}/${project}/`));
    } catch {
      return [];
    }
  }

  #remove(key: string): void {
    try {
      this.#texts.remove(key);
    } catch {
      // A store that cannot be written has nothing of ours.
    }
  }
}

const numberIn = (key: string): number => Number(key.split('/')[2]);

function parsed(text: string | null): Step | null {
  try {
    const step: unknown = JSON.parse(text ?? 'null');
    const kind: unknown = typeof step === 'object' && step !== null ? Reflect.get(step, 'kind') : null;
    return kind === 'edit' || kind === 'undo' || kind === 'redo' ? (step as Step) : null;
  } catch {
    return null;
  }
}

/**
 * Goes on from a history that holds so many steps, in the order of the journal: each number once, none left out. `unapplied`:
 * what is beyond those steps and does not fit, such as the second of two tabs' n-th steps.
 */
export function replayed(history: History, steps: number, journal: readonly JournalEntry[]) {
  let [state, n] = [history, steps];
  const applied: JournalEntry[] = [];
  const unapplied: JournalEntry[] = [];
  for (const entry of journal) {
    if (entry.n <= steps) continue;
    const next = entry.n === n + 1 ? stepped(state, entry.step) : null;
    if (next === null) unapplied.push(entry);
    else {
      [state, n] = [next, entry.n];
      applied.push(entry);
    }
  }
  return { history: state, steps: n, applied, unapplied };
}
