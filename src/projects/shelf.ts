import type { History } from '../document/history.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { validateDocument } from '../document/validate.ts';
import { type FiledProject, readProjectsFile } from './file.ts';
import { type Keeper, renamed, type Surroundings } from './keeper.ts';
import { copyName } from './names.ts';
import { bodyOf, factsOf, newHead, type ProjectHead, readProject, unreadableHead, type Version } from './project.ts';

/** The deleted can be restored for so long, ms: 30 days. */
const KEPT_DELETED_MS = 30 * 24 * 3600 * 1000;

/** Why something was not done with a project, in a sentence. */
export class Refused extends Error {
  override name = 'Refused';
}

/** All projects, the open one among them. What changes one that is not open has it for as long as that takes. */
export class Shelf {
  readonly #around: Pick<Surroundings, 'store' | 'parts' | 'journal' | 'tabs' | 'now' | 'newId'>;
  readonly #keeper: Keeper;

  constructor(around: Surroundings, keeper: Keeper) {
    this.#around = around;
    this.#keeper = keeper;
  }

  /** All projects, those that were deleted lately included. */
  async all(): Promise<ProjectHead[]> {
    await this.#keeper.flush();
    return this.#around.store.heads();
  }

  /** Projects that some tab has open. */
  taken(): Promise<ReadonlySet<string>> {
    return this.#around.tabs.taken();
  }

  /**
   * Takes over the network that was kept before there were projects, and forgets what was deleted long ago. Gives the ids to
   * open, the best first: what was open last, then what was changed last.
   */
  async prepare(openLast: readonly string[]): Promise<string[]> {
    const adopted = await this.#adopt();
    const { store, now } = this.#around;
    const heads = await store.heads();
    for (const { id, deleted } of heads)
      if (deleted !== null && now() - deleted > KEPT_DELETED_MS) await this.remove(id);
    const ids = heads
      .filter(({ deleted }) => deleted === null)
      .toSorted((a, b) => b.modified - a.modified)
      .map(({ id }) => id);
    return [...adopted, ...openLast.filter((id) => ids.includes(id)), ...ids];
  }

  async #adopt(): Promise<string[]> {
    const { store, now, newId } = this.#around;
    const saved = await store.autosaved();
    if (saved === undefined) return [];
    const { document, problems } = validateDocument(saved);
    const id = newId();
    const unreadable = problems.map(({ message }) => message).join(' ');
    const head =
      document === null
        ? unreadableHead(id, saved, now(), unreadable)
        : { ...newHead(id, document, now()), untouched: false };
    await store.write(head, { document: saved, past: [], future: [] });
    await store.forgetAutosaved();
    return document === null ? [] : [id];
  }

  /** Renames a project that is not open, as a step that can be undone when it is. */
  async rename(id: string, name: string): Promise<void> {
    await this.#having(id, async (head) => {
      const { history, steps } = await this.#read(head);
      const next = renamed(history, name);
      if (next === history) return;
      const changed = {
        ...head,
        ...factsOf(next.base),
        steps: steps + 1,
        modified: this.#around.now(),
        untouched: false,
      };
      await this.#write(changed, next);
      this.#around.journal.dropTo(id, steps + 1);
    });
  }

  /** Makes a copy of all that is kept of a project, and gives its name. */
  async duplicate(id: string): Promise<string> {
    await this.#keeper.flush();
    const { store, now, newId } = this.#around;
    const head = await this.#head(id);
    const { history } = await this.#read(head);
    const copy = renamed(history, copyName(history.base.name, await this.#names()));
    const to = newId();
    await this.#write({ ...newHead(to, copy.base, now()), untouched: false }, copy);
    for (const version of await store.versions(id)) await store.writeVersion({ ...version, project: to });
    for (const part of this.#around.parts) await part.copy(id, to);
    return copy.base.name;
  }

  /** Puts a project that is not open among the deleted, or takes it back. */
  async setDeleted(id: string, deleted: boolean): Promise<void> {
    const { now, store } = this.#around;
    await this.#having(id, async (head) => {
      await this.#expect(store.write({ ...head, deleted: deleted ? now() : null }, null), head);
    });
  }

  /** Removes a project for good. */
  async remove(id: string): Promise<void> {
    await this.#around.store.remove(id);
    this.#around.journal.drop(id);
    for (const part of this.#around.parts) await part.remove(id);
  }

  /** The network of a project as it is kept, for a file: also one that cannot be read. */
  async document(id: string): Promise<unknown> {
    await this.#keeper.flush();
    const head = await this.#head(id);
    const body = await this.#around.store.body(id);
    const read = readProject(head, body ?? NOTHING, this.#around.journal.of(id));
    return 'unreadable' in read ? body?.document : read.history.base;
  }

  /** Why the network of a project cannot be read; null: it can. */
  async faultOf({ id, unreadable }: ProjectHead): Promise<string | null> {
    const body = await this.#around.store.body(id);
    const { document, problems } = validateDocument(body?.document);
    return document === null ? (unreadable ?? problems.map(({ message }) => message).join(' ')) : null;
  }

  versions(project: string): Promise<Version[]> {
    return this.#around.store.versions(project);
  }

  /** Keeps a network as a named version of a project. */
  async saveVersion(project: string, name: string, document: NetworkDocument): Promise<void> {
    const { store, now, newId } = this.#around;
    const { neurons, thumbnail } = factsOf(document);
    await store.writeVersion({ project, id: newId(), name, created: now(), neurons, thumbnail, document });
  }

  removeVersion(version: Version): Promise<void> {
    return this.#around.store.removeVersion(version);
  }

  /** Brings back a version that was removed. */
  restoreVersion(version: Version): Promise<void> {
    return this.#around.store.writeVersion(version);
  }

  /** All projects but the deleted, for one file. */
  async filed(): Promise<FiledProject[]> {
    const heads = (await this.all()).filter(({ deleted }) => deleted === null);
    return Promise.all(
      heads.map(async ({ id, name, created, modified }) => {
        const versions = (await this.versions(id)).map((version) => ({
          name: version.name,
          created: version.created,
          document: version.document,
        }));
        return { name, created, modified, document: await this.document(id), versions };
      }),
    );
  }

  /** Adds the projects of a file; one that is called as another is a copy. Gives how many, and what could not be read. */
  async addFile(text: string): Promise<{ readonly added: number; readonly faults: readonly string[] }> {
    const { now, newId, store } = this.#around;
    const { projects, faults } = readProjectsFile(text, now());
    const names = await this.#names();
    for (const { created, modified, document, versions, name } of projects) {
      const id = newId();
      const isDouble = names.includes(name);
      const base = isDouble ? { ...document, name: copyName(name, names) } : document;
      names.push(base.name);
      const head = { ...newHead(id, base, created), modified, untouched: false };
      await this.#write(head, { base, past: [], future: [] });
      for (const version of versions) {
        const { neurons, thumbnail } = factsOf(version.document);
        await store.writeVersion({ ...version, project: id, id: newId(), neurons, thumbnail });
      }
    }
    return { added: projects.length, faults };
  }

  async #head(id: string): Promise<ProjectHead> {
    const head = await this.#around.store.head(id);
    if (head === undefined) throw new Refused('The browser does not have this project any more.');
    return head;
  }

  async #names(): Promise<string[]> {
    const heads = await this.#around.store.heads();
    return heads.filter(({ deleted }) => deleted === null).map(({ name }) => name);
  }

  async #read(head: ProjectHead): Promise<{ readonly history: History; readonly steps: number }> {
    const body = await this.#around.store.body(head.id);
    const read = readProject(head, body ?? NOTHING, this.#around.journal.of(head.id));
    if ('unreadable' in read) throw new Refused(`“${head.name}” cannot be read. ${read.unreadable}`);
    return read;
  }

  async #write(head: ProjectHead, history: History): Promise<void> {
    await this.#expect(this.#around.store.write(head, bodyOf(history)), head);
  }

  async #expect(written: Promise<ProjectHead | null>, { name }: ProjectHead): Promise<void> {
    if ((await written) === null) throw new Refused(`“${name}” was changed in another tab in the meantime.`);
  }

  /** Does something with a project that no other tab may have. */
  async #having(id: string, work: (head: ProjectHead) => Promise<void>): Promise<void> {
    const { tabs } = this.#around;
    const head = await this.#head(id);
    if (!(await tabs.take(id))) throw new Refused(`“${head.name}” is open in another tab; close it there first.`);
    try {
      await work(head);
    } finally {
      if (id !== this.#keeper.state.project) await tabs.release(id);
    }
  }
}

const NOTHING = { document: null, past: [], future: [] };
