import { type IDBPDatabase, openDB } from 'idb';
import { answered } from './faults.ts';
import type { ProjectBody, ProjectHead, Version } from './project.ts';
import type { ProjectStore } from './store.ts';

/** Version 1 had one network, under one key. */
const VERSION = 2;
const AUTOSAVE = { store: 'networks', key: 'open' };
const HEADS = 'heads';
const BODIES = 'bodies';
const VERSIONS = 'versions';

/** A database that has not answered by then will not: another tab blocks it, or the disk is gone. */
const LIMIT_MS = 5000;

const versionsOf = (project: string): IDBKeyRange => IDBKeyRange.bound([project], [project, '\uffff']);

/** Projects in the browser's database; refused where there is none, or it does not answer. */
export async function browserStore(): Promise<ProjectStore> {
  const db = await answered(open(), LIMIT_MS);
  const timely = <T>(work: Promise<T>): Promise<T> => answered(work, LIMIT_MS);
  return {
    heads: () => timely(db.getAll(HEADS) as Promise<ProjectHead[]>),
    head: (id) => timely(db.get(HEADS, id) as Promise<ProjectHead | undefined>),
    body: (id) => timely(db.get(BODIES, id) as Promise<ProjectBody | undefined>),
    write: (head, body) => timely(write(db, head, body)),
    remove: (id) => timely(remove(db, id)),
    versions: (project) => timely(db.getAll(VERSIONS, versionsOf(project)) as Promise<Version[]>),
    writeVersion: async (version) => void (await timely(db.put(VERSIONS, version, [version.project, version.id]))),
    removeVersion: ({ project, id }) => timely(db.delete(VERSIONS, [project, id])),
    autosaved: () => timely(db.get(AUTOSAVE.store, AUTOSAVE.key) as Promise<unknown>),
    forgetAutosaved: () => timely(db.delete(AUTOSAVE.store, AUTOSAVE.key)),
  };
}

const open = () =>
  openDB('entrain', VERSION, {
    upgrade(db, from) {
      if (from < 1) db.createObjectStore(AUTOSAVE.store);
      for (const name of [HEADS, BODIES, VERSIONS]) db.createObjectStore(name);
    },
    blocking(_current, _wanted, event) {
      // A newer Entrain in another tab needs another shape; what is edited here stays in the journal.
      (event.target as IDBDatabase).close();
    },
  });

/** Reading the revision and writing the next one is one transaction: no other tab's write falls between. */
async function write(db: IDBPDatabase, head: ProjectHead, body: ProjectBody | null): Promise<ProjectHead | null> {
  const transaction = db.transaction([HEADS, BODIES], 'readwrite', { durability: 'relaxed' });
  const finished = transaction.done.then(
    () => null,
    (fault: unknown) => fault ?? new DOMException('The transaction was aborted.', 'AbortError'),
  );
  const kept = (await transaction.objectStore(HEADS).get(head.id)) as ProjectHead | undefined;
  const isExpected = (kept?.revision ?? 0) === head.revision;
  const written = { ...head, revision: head.revision + 1 };
  if (isExpected) {
    const puts = [transaction.objectStore(HEADS).put(written, head.id)];
    if (body !== null) puts.push(transaction.objectStore(BODIES).put(body, head.id));
    await Promise.allSettled(puts);
  }
  const fault = await finished;
  if (fault !== null) throw fault;
  return isExpected ? written : null;
}

async function remove(db: IDBPDatabase, id: string): Promise<void> {
  const transaction = db.transaction([HEADS, BODIES, VERSIONS], 'readwrite');
  await Promise.all([
    transaction.objectStore(HEADS).delete(id),
    transaction.objectStore(BODIES).delete(id),
    transaction.objectStore(VERSIONS).delete(versionsOf(id)),
    transaction.done,
  ]);
}
