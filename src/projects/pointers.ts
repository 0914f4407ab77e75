import type { TextStore } from './journal.ts';

const KEY = 'entrain.open';

/** Which project was open last: in this tab, or else in any. */
export class Pointers {
  readonly #stores: readonly TextStore[];

  /** The tab's own store, then that of all tabs. */
  constructor(...stores: TextStore[]) {
    this.#stores = stores;
  }

  last(): string[] {
    return this.#stores.flatMap((store) => {
      try {
        return store.get(KEY) ?? [];
      } catch {
        return [];
      }
    });
  }

  remember(project: string): void {
    for (const store of this.#stores) {
      try {
        store.set(KEY, project);
      } catch {
        // The next visit opens the project that was changed last.
      }
    }
  }
}
