import { openDB } from 'idb';

/** What is kept of a run: what it is, and its results in stretches. What they are is nobody's business here. */
export interface KeptParts {
  readonly head: unknown;
  readonly stretches: readonly unknown[];
}

const HEADS = 'heads';
const STRETCHES = 'stretches';

/** Every key that begins with these. */
const under = (...beginning: readonly (string | number)[]): IDBKeyRange =>
  IDBKeyRange.bound([...beginning], [...beginning, []], false, true);

const opened = () =>
  openDB('entrain-runs', 1, {
    upgrade(db) {
      for (const name of [HEADS, STRETCHES]) db.createObjectStore(name);
    },
  });

let connection: ReturnType<typeof opened> | null = null;

async function connected() {
  connection ??= opened();
  try {
    return await connection;
  } catch (fault) {
    connection = null;
    throw fault;
  }
}

/** Runs of projects in the browser's database, by the id of the project and a name in it. Each call may be refused. */
export const runsDatabase = {
  /** Puts a head in place of the one before, and a stretch (null: none) as the one of number `count - 1`; none comes after it. */
  async write(project: string, run: string, head: unknown, count: number, stretch: unknown): Promise<void> {
    const db = await connected();
    const transaction = db.transaction([HEADS, STRETCHES], 'readwrite', { durability: 'relaxed' });
    const stretches = transaction.objectStore(STRETCHES);
    const place = stretch === null ? count : count - 1;
    const work = [
      transaction.objectStore(HEADS).put(head, [project, run]),
      stretches.delete(IDBKeyRange.bound([project, run, place], [project, run, []], false, true)),
      ...(stretch === null ? [] : [stretches.put(stretch, [project, run, place])]),
      transaction.done,
    ];
    await Promise.all(work);
  },

  async load(project: string): Promise<KeptParts[]> {
    const db = await connected();
    const keys = (await db.getAllKeys(HEADS, under(project))) as [string, string][];
    return Promise.all(
      keys.map(async (key) => ({
        head: (await db.get(HEADS, key)) as unknown,
        stretches: (await db.getAll(STRETCHES, under(...key))) as unknown[],
      })),
    );
  },

  async copy(from: string, to: string): Promise<void> {
    const db = await connected();
    const transaction = db.transaction([HEADS, STRETCHES], 'readwrite', { durability: 'relaxed' });
    for (const name of [HEADS, STRETCHES]) {
      const store = transaction.objectStore(name);
      for (const key of (await store.getAllKeys(under(from))) as [string, ...(string | number)[]][])
        await store.put(await store.get(key), [to, ...key.slice(1)]);
    }
    await transaction.done;
  },

  /** `runs`: their names; without them, all of the project. */
  async remove(project: string, runs?: readonly string[]): Promise<void> {
    const db = await connected();
    const transaction = db.transaction([HEADS, STRETCHES], 'readwrite', { durability: 'relaxed' });
    for (const name of [HEADS, STRETCHES])
      for (const range of runs?.map((run) => under(project, run)) ?? [under(project)])
        await transaction.objectStore(name).delete(range);
    await transaction.done;
  },
};

export type RunsDatabase = typeof runsDatabase;
