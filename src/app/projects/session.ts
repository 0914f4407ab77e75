import { create } from 'zustand';
import type { NetworkDocument } from '../../document/schema.ts';
import { refuse } from '../../editor/notify.ts';
import { useSimulation } from '../../editor/simulation.ts';
import { useEditor } from '../../editor/store.ts';
import { RIGHTS } from '../../projects/access.ts';
import { browserStore } from '../../projects/browser-store.ts';
import { storageSentence } from '../../projects/faults.ts';
import { Journal, type TextStore } from '../../projects/journal.ts';
import { Keeper, type KeeperState, type Surroundings, Unsaved } from '../../projects/keeper.ts';
import { Pointers } from '../../projects/pointers.ts';
import { runsInBrowser } from '../../projects/runs-client.ts';
import { Refused, Shelf } from '../../projects/shelf.ts';
import { memoryStore, type ProjectPart, type ProjectStore } from '../../projects/store.ts';
import { BrowserTabs } from '../../projects/tabs.ts';
import { keepRunsWithProjects } from './runs.ts';
import { tellNews } from './toasts.tsx';

/** Time that edits may wait in the journal until they are written, and for an idle moment, ms. */
const WRITE_AFTER_MS = 300;
const IDLE_LIMIT_MS = 1000;

/** The open project, and what holds for all of them. */
export const useProject = create<
  KeeperState & {
    /** Why the browser keeps no project; null: it does. */
    readonly denied: string | null;
    /** Whether the browser says which tab has a project. */
    readonly isGuarded: boolean;
  }
>()(() => ({
  project: null,
  access: 'own',
  savedAt: null,
  fault: null,
  denied: null,
  isGuarded: true,
}));

let keeper: Keeper | null = null;
let shelf: Shelf | null = null;

function started<T>(thing: T | null): T {
  if (thing === null) throw new Error('Projects are asked for before they are started.');
  return thing;
}

export const theShelf = (): Shelf => started(shelf);

/** A store of texts that may be denied: each call is then refused by itself. */
const textsIn = (storage: () => Storage): TextStore => ({
  keys: () => Object.keys(storage()),
  get: (key) => storage().getItem(key),
  set: (key, text) => storage().setItem(key, text),
  remove: (key) => storage().removeItem(key),
});

const newId = (): string => [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36)).join('');

function whenIdle(work: () => void): void {
  setTimeout(() => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: IDLE_LIMIT_MS });
    else work();
  }, WRITE_AFTER_MS);
}

function surroundings(store: ProjectStore, texts: TextStore, parts: readonly ProjectPart[]): Surroundings {
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('entrain.projects') : undefined;
  return {
    store,
    parts,
    journal: new Journal(texts, newId()),
    tabs: new BrowserTabs(navigator.locks, channel),
    pointers: new Pointers(
      textsIn(() => sessionStorage),
      textsIn(() => localStorage),
    ),
    now: Date.now,
    newId,
    whenIdle,
    editor: {
      show: (history) => useEditor.getState().load(history.base, history),
      setReadOnly: (readOnly) => useEditor.getState().setReadOnly(readOnly),
    },
    onChange: (state) => useProject.setState(state),
    tell: tellNews,
  };
}

/** Opens what was open last, or else a network to begin with; keeps each edit from then on. */
export async function startProjects(first: () => Promise<NetworkDocument>): Promise<void> {
  const texts = textsIn(() => localStorage);
  const runs = runsInBrowser();
  try {
    await startWith(await browserStore(), texts, first, [runs]);
    keepRunsWithProjects(runs, useProject);
  } catch (fault) {
    useProject.setState({ denied: storageSentence(fault) });
    await startWith(memoryStore(), texts, first, []);
  }
  useEditor.subscribe((state, previous) => {
    const { step, base, past, future } = state;
    if (step !== null && step !== previous.step) keeper?.step(step, { base, past, future });
    if (state.refused !== previous.refused) refuse(readOnlySentence() ?? '');
  });
  const flush = () => void keeper?.flush();
  window.addEventListener('pagehide', () => {
    // What is being typed is kept as it stands: a field writes it when it is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    flush();
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  window.addEventListener('beforeunload', (event) => {
    const isLost = useProject.getState().denied !== null && useEditor.getState().past.length > 0;
    if (isLost || keeper?.wouldLose) event.preventDefault();
  });
}

async function startWith(
  store: ProjectStore,
  texts: TextStore,
  first: () => Promise<NetworkDocument>,
  parts: readonly ProjectPart[],
): Promise<void> {
  const around = surroundings(store, texts, parts);
  keeper = new Keeper(around);
  shelf = new Shelf(around, keeper);
  useProject.setState({ isGuarded: around.tabs.guarded });
  for (const id of await shelf.prepare(around.pointers.last())) if ((await keeper.open(id)) === null) return;
  await keeper.begin(await first(), { numbered: true });
}

/** Why the open network cannot be changed; null: it can. */
function readOnlySentence(): string | null {
  const { access } = useProject.getState();
  return RIGHTS[access].sentence?.(useEditor.getState().base.name) ?? null;
}

/** Does what may be refused, and says so; false: it was. */
export async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (fault) {
    refuse(fault instanceof Unsaved || fault instanceof Refused ? fault.message : storageSentence(fault));
    return false;
  }
}

/** What runs is paused and kept, before another network is there. */
async function leaveRuns(): Promise<void> {
  const { setMode, leave } = useSimulation.getState();
  setMode('edit');
  await leave();
}

/** Begins a project with a network, beside the one that was open; `isNew`: its name gets a number where it is taken. */
export async function begin(document: NetworkDocument, isNew: boolean): Promise<boolean> {
  await leaveRuns();
  return tried(started(keeper).begin(document, { numbered: isNew }));
}

/** Opens a project; false, and it is said why, where it cannot be. */
export async function open(project: string): Promise<boolean> {
  await leaveRuns();
  let unreadable: string | null = null;
  const isOpen = await tried(
    started(keeper)
      .open(project)
      .then((fault) => {
        unreadable = fault;
      }),
  );
  if (unreadable !== null) refuse(`It cannot be read. ${unreadable}`);
  return isOpen && unreadable === null;
}

export const takeOver = (): Promise<boolean> => tried(started(keeper).takeOver());

export const openCopy = (): Promise<boolean> => tried(started(keeper).openCopy());
