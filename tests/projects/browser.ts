import { changesBetween } from '../../src/document/changes.ts';
import type { History, Step } from '../../src/document/history.ts';
import { stepped } from '../../src/document/history.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { Journal, type TextStore } from '../../src/projects/journal.ts';
import { Keeper, type News, type Surroundings } from '../../src/projects/keeper.ts';
import { Pointers } from '../../src/projects/pointers.ts';
import { Shelf } from '../../src/projects/shelf.ts';
import { memoryStore, type ProjectPart, type ProjectStore } from '../../src/projects/store.ts';
import { BrowserTabs } from '../../src/projects/tabs.ts';

/** Texts in memory; `room`: characters that it takes. */
function textStore(room = Number.POSITIVE_INFINITY): TextStore {
  const texts = new Map<string, string>();
  return {
    keys: () => [...texts.keys()],
    get: (key) => texts.get(key) ?? null,
    set(key, text) {
      if ([...texts.values(), text].join('').length > room) throw new DOMException('Full.', 'QuotaExceededError');
      texts.set(key, text);
    },
    remove: (key) => void texts.delete(key),
  };
}

interface Held {
  readonly reject: (fault: unknown) => void;
  readonly released: Promise<unknown>;
}

/** Web Locks as the specification has them, of the parts that Entrain uses: exclusive, `ifAvailable`, `signal`, `steal`. */
function lockManager(): LockManager {
  const held = new Map<string, Held>();
  const request = async (name: string, options: LockOptions, work: LockGrantedCallback<unknown>): Promise<unknown> => {
    if (options.steal) {
      held.get(name)?.reject(new DOMException('Stolen.', 'AbortError'));
      held.delete(name);
    }
    if (options.ifAvailable && held.has(name)) return work(null);
    const late = new Promise<never>((_, reject) =>
      options.signal?.addEventListener('abort', () => reject(new DOMException('Late.', 'TimeoutError'))),
    );
    late.catch(() => undefined);
    while (held.has(name)) await Promise.race([held.get(name)?.released, late]);
    return new Promise((resolve, reject) => {
      const released = Promise.resolve(work({ name, mode: 'exclusive' }));
      const entry = { reject, released };
      held.set(name, entry);
      void released.then((value) => {
        if (held.get(name) === entry) held.delete(name);
        resolve(value);
      });
    });
  };
  return {
    request,
    query: async () => ({ held: [...held.keys()].map((name) => ({ name })), pending: [] }),
  } as unknown as LockManager;
}

/** What the tabs of one browser share. */
export class Browser {
  readonly texts: TextStore;
  readonly locks = lockManager();
  readonly store: ProjectStore;
  readonly #channels: { onmessage: ((event: MessageEvent) => void) | null }[] = [];
  #ids = 0;
  clock = 1_800_000_000_000;

  constructor({ autosaved, room }: { autosaved?: unknown; room?: number } = {}) {
    this.store = memoryStore(autosaved);
    this.texts = textStore(room);
  }

  /** `guarded`: it has Web Locks. `answers`: it gets the messages of other tabs. */
  tab({ guarded = true, answers = true, store = this.store, parts = [] as readonly ProjectPart[] } = {}): Tab {
    const name = `tab-${++this.#ids}`;
    const channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        for (const other of this.#channels) if (other !== channel) other.onmessage?.({ data } as MessageEvent);
      },
    };
    if (answers) this.#channels.push(channel);
    const tabs = new BrowserTabs(guarded ? this.locks : undefined, channel);
    return new Tab({
      store,
      parts,
      journal: new Journal(this.texts, name),
      tabs,
      pointers: new Pointers(textStore(), this.texts),
      now: () => ++this.clock,
      newId: () => `project-${++this.#ids}`,
    });
  }
}

type Shared = Pick<Surroundings, 'store' | 'parts' | 'journal' | 'tabs' | 'pointers' | 'now' | 'newId'>;

/** A tab with an editor: what it shows, and edits of it. */
export class Tab {
  readonly keeper: Keeper;
  readonly shelf: Shelf;
  readonly around: Shared;
  readonly news: News[] = [];
  history: History | null = null;
  readOnly = false;
  /** What waits for an idle moment. */
  idle: (() => void)[] = [];

  constructor(around: Shared) {
    this.around = around;
    const all: Surroundings = {
      ...around,
      whenIdle: (work) => this.idle.push(work),
      editor: {
        show: (history) => {
          this.history = history;
        },
        setReadOnly: (readOnly) => {
          this.readOnly = readOnly;
        },
      },
      onChange: () => undefined,
      tell: (news) => this.news.push(news),
    };
    this.keeper = new Keeper(all);
    this.shelf = new Shelf(all, this.keeper);
  }

  get base(): NetworkDocument {
    if (this.history === null) throw new Error('Nothing is open.');
    return this.history.base;
  }

  get project(): string {
    return this.keeper.state.project ?? '';
  }

  do(step: Step): void {
    if (this.readOnly || this.history === null) return;
    const next = stepped(this.history, step);
    if (next === null) throw new Error('The step does not fit.');
    this.history = next;
    this.keeper.step(step, next);
  }

  edit(changes: Partial<NetworkDocument>, label = 'Edit'): void {
    const found = changesBetween(this.base, { ...this.base, ...changes });
    this.do({ kind: 'edit', label, key: null, changes: found, merges: false });
  }
}
