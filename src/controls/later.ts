import { useEffect, useSyncExternalStore } from 'react';

/** How far a part has come. */
export type Arrival<T> =
  | { readonly is: 'away' }
  | { readonly is: 'here'; readonly value: T }
  /** It could not be fetched, as without a connection. */
  | { readonly is: 'failed' };

/** A part of the app that the first load does without. */
export interface Later<T> {
  /** Begins a sentence: "The presets". */
  readonly name: string;
  readonly arrival: () => Arrival<T>;
  /** Fetches the part unless it is here or on its way; after a failure, again. Rejects where it cannot be fetched. */
  readonly load: () => Promise<T>;
  /** Returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

const AWAY = { is: 'away' } as const;

/** All parts, in the order in which they were declared. */
const parts: Pick<Later<unknown>, 'load'>[] = [];

/** Declares a part that is fetched when it is first wanted, or when the page is idle. */
export function later<T>(name: string, fetchPart: () => Promise<T>): Later<T> {
  let arrival: Arrival<T> = AWAY;
  let onItsWay: Promise<T> | null = null;
  const listeners = new Set<() => void>();
  const become = (next: Arrival<T>): void => {
    arrival = next;
    for (const listener of listeners) listener();
  };
  const fetchNow = async (): Promise<T> => {
    if (arrival.is === 'failed') become(AWAY);
    try {
      const value = await fetchPart();
      become({ is: 'here', value });
      return value;
    } catch (fault) {
      onItsWay = null;
      become({ is: 'failed' });
      throw fault;
    }
  };
  const part: Later<T> = {
    name,
    arrival: () => arrival,
    load: () => {
      onItsWay ??= fetchNow();
      return onItsWay;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  parts.push(part);
  return part;
}

/** The sentence for a part that could not be fetched. */
export const unfetched = (part: Pick<Later<unknown>, 'name'>): string =>
  `${part.name} could not be fetched: is there a connection?`;

/** How far a part has come; it is fetched while it is wanted. */
export function useLater<T>(part: Later<T>, wanted = true): Arrival<T> {
  const arrival = useSyncExternalStore(part.subscribe, part.arrival, part.arrival);
  useEffect(() => {
    // What failed is shown where the part would stand.
    if (wanted) part.load().catch(() => undefined);
  }, [part, wanted]);
  return arrival;
}

/** Fetches all parts one after the other, each when the page has nothing else to do, so that they are here when they are wanted. */
export async function loadWhenIdle(idle: () => Promise<void>): Promise<void> {
  // Parts of parts are declared as these arrive, and follow at the end.
  for (const part of parts) {
    await idle();
    await part.load().catch(() => undefined);
  }
}
