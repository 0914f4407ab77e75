import { changesBetween, isEqual } from '../document/changes.ts';
import type { History, Step } from '../document/history.ts';
import { stepped } from '../document/history.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { type Access, RIGHTS } from './access.ts';
import { storageSentence } from './faults.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { copyName, numbered } from './names.ts';
import type { Pointers } from './pointers.ts';
import { bodyOf, factsOf, newHead, type ProjectHead, readProject } from './project.ts';
import type { ProjectPart, ProjectStore } from './store.ts';
import type { Tabs } from './tabs.ts';

/** What the keeper needs of its surroundings. */
export interface Surroundings {
  readonly store: ProjectStore;
  /** What else is kept under the ids of projects. */
  readonly parts: readonly ProjectPart[];
  readonly journal: Journal;
  readonly tabs: Tabs;
  readonly pointers: Pointers;
  /** ms since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Calls back once when there is little else to do. */
  readonly whenIdle: (work: () => void) => void;
  readonly editor: {
    show(history: History): void;
    setReadOnly(readOnly: boolean): void;
  };
  readonly onChange: (state: KeeperState) => void;
  /** Something that the user has to know of: the project goes on in a copy, or steps of the journal do not fit. */
  readonly tell: (news: News) => void;
}

export type News =
  | { readonly kind: 'goes on in a copy'; readonly of: string; readonly copy: string }
  | { readonly kind: 'steps do not fit'; readonly name: string; readonly entries: readonly JournalEntry[] };

export interface KeeperState {
  /** The open project; null: none yet. What else is kept of a project, such as its results, stands under its id. */
  readonly project: string | null;
  readonly access: Access;
  /** When it was last written, ms since 1970; null: not on this visit. */
  readonly savedAt: number | null;
  /** Why it is not saved; null: it is, or will be. */
  readonly fault: string | null;
}

/** How a project is begun. */
interface Beginning {
  /** The name gets a number where another project has it. */
  readonly numbered?: boolean;
  /** What can be undone and redone of it. */
  readonly history?: Pick<History, 'past' | 'future'>;
  /** The project that it is a copy of, whose results it gets. */
  readonly of?: string | null;
}

/**
 * The open project. Each step of the editor goes to the journal at once and to the store when there is time; another project is
 * opened when all of this one is kept. What two tabs may do is in access.ts; should both write, the second goes on in a copy.
 */
export class Keeper {
  readonly #around: Surroundings;
  #head: ProjectHead | null = null;
  #history: History | null = null;
  /** Steps of the open project, kept or not. */
  #steps = 0;
  /** All steps since the last write are in the journal. */
  #isJournaled = true;
  #state: KeeperState = { project: null, access: 'own', savedAt: null, fault: null };
  #work: Promise<unknown> = Promise.resolve();
  #isWaiting = false;
  /** Ends the wait for a project that another tab has. */
  #wait = new AbortController();

  constructor(around: Surroundings) {
    this.#around = around;
    around.tabs.listen({
      onAsked: (project) => this.#handOver(project),
      onLost: (project) => this.#lose(project),
    });
  }

  get state(): KeeperState {
    return this.#state;
  }

  /** Whether leaving the page now would lose something: steps that are nowhere, or steps of what is nowhere. */
  get wouldLose(): boolean {
    return this.#isUnsaved && (!this.#isJournaled || this.#head?.revision === 0);
  }

  get #isUnsaved(): boolean {
    return this.#head !== null && this.#steps > this.#head.steps;
  }

  /** Takes note of a step of the editor, after which the open network is as `history` says. */
  step(step: Step, history: History): void {
    const { project, access } = this.#state;
    if (project === null || !RIGHTS[access].mayEdit) return;
    this.#history = history;
    this.#steps++;
    if (!this.#around.journal.add(project, this.#steps, step)) this.#isJournaled = false;
    if (this.#isJournaled) this.#flushLater();
    else void this.flush();
  }

  /** Writes what is not in the store yet. */
  flush(): Promise<void> {
    return this.#queued(() => this.#write());
  }

  /** Begins a project with a network and opens it; an untouched project of the same network is opened instead. */
  begin(document: NetworkDocument, beginning: Beginning = {}): Promise<void> {
    return this.#queued(async () => {
      await this.#leave();
      const twin = beginning.history === undefined ? await this.#twinOf(document, beginning.numbered) : null;
      if (twin === null || (await this.#open(twin)) !== null) await this.#begin(document, beginning);
    });
  }

  /** Opens a project; gives why it cannot be read, or null. One that another tab has is shown and cannot be changed. */
  open(project: string): Promise<string | null> {
    return this.#queued(async () => {
      if (project === this.#state.project && RIGHTS[this.#state.access].mayEdit) return null;
      await this.#leave();
      return this.#open(project);
    });
  }

  /** Has the shown project from now on, as another tab left it. */
  takeOver(): Promise<void> {
    return this.#queued(async () => {
      const { project } = this.#state;
      if (project === null || RIGHTS[this.#state.access].mayEdit) return;
      this.#wait.abort();
      await this.#around.tabs.takeOver(project);
      await this.#open(project);
    });
  }

  /** Goes on with what is shown in a project of its own, called a copy. */
  openCopy(): Promise<void> {
    return this.#queued(async () => {
      if (this.#history === null) return;
      await this.#leave();
      const copy = renamed(this.#history, copyName(this.#history.base.name, await this.#names()));
      await this.#begin(copy.base, { history: copy, of: this.#state.project });
    });
  }

  /** One after another: what is asked for while something is being done waits. */
  #queued<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => undefined);
    return result;
  }

  #flushLater(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#around.whenIdle(() => {
      this.#isWaiting = false;
      void this.flush();
    });
  }

  #set(changes: Partial<KeeperState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#around.onChange(this.#state);
  }

  async #write(): Promise<void> {
    const { store, journal, now } = this.#around;
    if (this.#head === null || this.#history === null || !this.#isUnsaved) return;
    if (!RIGHTS[this.#state.access].mayEdit) return;
    const [history, steps] = [this.#history, this.#steps];
    const head = { ...this.#head, ...factsOf(history.base), steps, modified: now(), untouched: false };
    try {
      const written = await store.write(head, bodyOf(history));
      if (written === null) return await this.#divert();
      this.#head = written;
      if (this.#steps === steps) this.#isJournaled = true;
      journal.dropTo(head.id, steps);
      this.#set({ savedAt: now(), fault: null });
    } catch (fault) {
      this.#set({ fault: storageSentence(fault) });
    }
  }

  /** Another tab wrote the project in between: what was done here goes on in a copy. */
  async #divert(): Promise<void> {
    const { journal, tell } = this.#around;
    if (this.#head === null || this.#history === null) return;
    const [{ id }, of] = [this.#head, this.#history.base.name];
    const copy = renamed(this.#history, copyName(of, await this.#names()));
    await this.#begin(copy.base, { history: copy, of: id });
    if (this.#state.fault !== null) return;
    journal.dropOwn(id);
    tell({ kind: 'goes on in a copy', of, copy: copy.base.name });
  }

  /** The open project may be left: all of it is kept, or would be found in the journal. */
  async #leave(): Promise<void> {
    if (this.#isUnsaved) await this.#write();
    if (this.wouldLose) throw new Unsaved(this.#history?.base.name ?? '');
  }

  async #names(): Promise<string[]> {
    const heads = await this.#around.store.heads().catch(() => []);
    return heads.filter(({ deleted }) => deleted === null).map(({ name }) => name);
  }

  /** An untouched project of the same network (but for the number of its name) that no other tab has open. */
  async #twinOf(document: NetworkDocument, isNumbered = false): Promise<string | null> {
    const { store, tabs } = this.#around;
    const heads = await store.heads().catch(() => []);
    const taken = await tabs.taken();
    const { thumbnail, neurons } = factsOf(document);
    for (const head of heads) {
      if (!head.untouched || head.deleted !== null || head.neurons !== neurons) continue;
      if (taken.has(head.id) && head.id !== this.#state.project) continue;
      if (!isEqual(head.thumbnail, thumbnail)) continue;
      const kept = (await store.body(head.id))?.document as NetworkDocument | undefined;
      const name = isNumbered ? head.name.replace(/ \d+$/, '') : head.name;
      const isNamed = [head.name, name].includes(document.name);
      if (isNamed && isEqual({ ...kept, name: document.name }, document)) return head.id;
    }
    return null;
  }

  async #begin(
    document: NetworkDocument,
    { numbered: isNumbered = false, history, of = null }: Beginning,
  ): Promise<void> {
    const { store, parts, tabs, now, newId } = this.#around;
    const id = newId();
    const base = isNumbered ? { ...document, name: numbered(document.name, await this.#names()) } : document;
    const begun: History = { base, past: history?.past ?? [], future: history?.future ?? [] };
    await tabs.take(id);
    let fault: string | null = null;
    const isCopy = history !== undefined;
    let head: ProjectHead = { ...newHead(id, base, now()), untouched: !isCopy };
    try {
      head = (await store.write(head, bodyOf(begun))) ?? head;
      if (of !== null) for (const part of parts) await part.copy(of, id);
    } catch (refusal) {
      fault = storageSentence(refusal);
    }
    await this.#show(head, begun, this.#mine());
    // A copy that is nowhere yet is as a step that is nowhere: it is tried again, and not left.
    if (fault !== null && isCopy) [this.#steps, this.#isJournaled] = [1, false];
    this.#set({ savedAt: fault === null ? now() : null, fault });
  }

  async #open(project: string): Promise<string | null> {
    const isMine = await this.#around.tabs.take(project);
    try {
      const fault = await this.#read(project, isMine);
      if (fault !== null && project !== this.#state.project) await this.#around.tabs.release(project);
      return fault;
    } catch (fault) {
      if (project !== this.#state.project) await this.#around.tabs.release(project);
      throw fault;
    }
  }

  /** Reads a project and shows it; gives why it cannot be read, which its head then says too. */
  async #read(project: string, isMine: boolean): Promise<string | null> {
    const { store, journal, tell } = this.#around;
    const [head, body] = [await store.head(project), await store.body(project)];
    if (head === undefined || body === undefined) return 'The browser does not have it any more.';
    const read = readProject(head, body, journal.of(project));
    if ('unreadable' in read) {
      if (head.unreadable !== read.unreadable) await store.write({ ...head, unreadable: read.unreadable }, null);
      return read.unreadable;
    }
    await this.#show(head, read.history, isMine ? this.#mine() : 'elsewhere', read.steps);
    if (!isMine) return null;
    if (read.unapplied.length > 0) tell({ kind: 'steps do not fit', name: head.name, entries: read.unapplied });
    if (this.#isUnsaved) await this.#write();
    else journal.dropTo(project, head.steps);
    return null;
  }

  #mine(): Access {
    return this.#around.tabs.guarded ? 'own' : 'unguarded';
  }

  /** From here on the editor is another project's. */
  async #show(head: ProjectHead, history: History, access: Access, steps = head.steps): Promise<void> {
    const { tabs, pointers, editor } = this.#around;
    const before = this.#state.project;
    const isShown = before === head.id && isEqual(this.#history, history);
    [this.#head, this.#history, this.#steps, this.#isJournaled] = [head, history, steps, true];
    this.#set({ project: head.id, access, savedAt: null, fault: null });
    editor.setReadOnly(!RIGHTS[access].mayEdit);
    if (!isShown) editor.show(history);
    if (RIGHTS[access].mayEdit) this.#wait.abort();
    else this.#waitFor(head.id);
    pointers.remember(head.id);
    if (before !== null && before !== head.id) await tabs.release(before);
  }

  /** Another tab asks for the project: what is not written is written, then it may have it. */
  async #handOver(project: string): Promise<void> {
    if (project !== this.#state.project) return;
    this.#around.editor.setReadOnly(true);
    await this.#queued(async () => {
      if (project !== this.#state.project) return;
      await this.#write();
      if (project !== this.#state.project) return;
      // What cannot be kept is not given away.
      if (this.wouldLose) return this.#around.editor.setReadOnly(false);
      this.#set({ access: 'taken' });
      await this.#around.tabs.release(project);
      this.#waitFor(project);
    });
  }

  /** The project was taken while this tab did not answer. Its steps are in the journal, and so with the tab that took it. */
  #lose(project: string): void {
    if (project !== this.#state.project) return;
    this.#around.editor.setReadOnly(true);
    if (this.wouldLose) void this.#queued(() => this.#divert());
    else {
      this.#set({ access: 'taken' });
      this.#waitFor(project);
    }
  }

  /** As soon as the other tab is closed, or has another project, this one may go on. */
  #waitFor(project: string): void {
    this.#wait.abort();
    this.#wait = new AbortController();
    const { signal } = this.#wait;
    void this.#around.tabs.wait(project, signal).then((isMine) => {
      if (!isMine) return;
      void this.#queued(async () => {
        if (project !== this.#state.project) return this.#around.tabs.release(project);
        if (!RIGHTS[this.#state.access].mayEdit) await this.#open(project);
      });
    });
  }
}

/** The open project cannot be kept, and is not left for another one. */
export class Unsaved extends Error {
  override name = 'Unsaved';

  constructor(project: string) {
    super(`“${project}” is not saved, and stays open. Save it to a file first.`);
  }
}

/** The history with the network renamed, as one step more: so that what was done before can still be undone. */
export function renamed(history: History, name: string): History {
  const changes = changesBetween(history.base, { ...history.base, name });
  const step: Step = { kind: 'edit', label: 'Rename the network', key: null, changes, merges: false };
  return changes.length === 0 ? history : (stepped(history, step) ?? history);
}
