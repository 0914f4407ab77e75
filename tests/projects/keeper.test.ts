import { describe, expect, it } from 'vitest';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { memoryStore, type ProjectStore } from '../../src/projects/store.ts';
import { network } from '../editor/networks.ts';
import { Browser } from './browser.ts';

const named = (name: string): NetworkDocument => ({ ...network(), name });
const run = (duration: string) => ({ run: { ...emptyNetwork().run, duration } });

/** A full disk: what is written is refused while `full`. */
function fullStore(): ProjectStore & { full: boolean } {
  const store = memoryStore();
  const disk = {
    ...store,
    full: false,
    write: async (...given: Parameters<ProjectStore['write']>) => {
      if (disk.full) throw new DOMException('Full.', 'QuotaExceededError');
      return store.write(...given);
    },
  };
  return disk;
}

describe('the open project', () => {
  it('has every edit, and what can be undone, after a page that closed at once', async () => {
    const browser = new Browser();
    const first = browser.tab({ guarded: false });
    await first.keeper.begin(named('Net'));
    first.edit(run('1 s'));
    first.edit(run('2 s'));
    first.do({ kind: 'undo' });
    first.edit(run('3 s'));
    // Nothing was written since it was begun: the tab is gone before an idle moment.
    expect((await browser.store.head(first.project))?.steps).toBe(0);
    const next = browser.tab({ guarded: false });
    await next.keeper.open(first.project);
    expect(next.base).toEqual(first.base);
    expect(next.base.run.duration).toBe('3 s');
    expect(next.history?.past.map(({ changes }) => changes)).toEqual(first.history?.past.map(({ changes }) => changes));
    next.do({ kind: 'undo' });
    next.do({ kind: 'undo' });
    expect(next.base.run.duration).toBe('500 ms');
    expect(next.news).toEqual([]);
  });

  it('makes one step of edits that merge, written or from the journal', async () => {
    const browser = new Browser();
    const first = browser.tab();
    await first.keeper.begin(named('Net'));
    for (const duration of ['1 s', '12 s', '123 s']) {
      const changes = [{ path: ['run', 'duration'], from: first.base.run.duration, to: duration }];
      first.do({ kind: 'edit', label: 'Duration', key: 'duration', changes, merges: duration !== '1 s' });
      if (duration === '12 s') await first.keeper.flush();
    }
    const next = browser.tab();
    await next.keeper.open(first.project);
    expect(next.base.run.duration).toBe('123 s');
    expect(next.history?.past).toHaveLength(1);
    expect(next.history?.past[0]?.changes).toEqual([{ path: ['run', 'duration'], from: '500 ms', to: '123 s' }]);
  });

  it('moves from the journal into the store when there is time', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.keeper.begin(named('Net'));
    for (const duration of ['1 s', '2 s', '3 s']) tab.edit(run(duration));
    expect(tab.around.journal.of(tab.project).map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(tab.idle).toHaveLength(1);
    tab.idle[0]?.();
    await tab.keeper.flush();
    expect(tab.around.journal.of(tab.project)).toEqual([]);
    expect(await browser.store.head(tab.project)).toMatchObject({ steps: 3, revision: 2, untouched: false });
    expect(await browser.store.body(tab.project)).toMatchObject({ document: { run: { duration: '3 s' } } });
  });

  it('stays whole when another is begun or opened, with its history', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.keeper.begin(named('First'));
    const first = tab.project;
    tab.edit(run('1 s'), 'Longer');
    await tab.keeper.begin(emptyNetwork(), { numbered: true });
    expect(tab.base.nodes).toEqual([]);
    tab.edit({ name: 'Second' });
    await tab.keeper.open(first);
    expect(tab.base).toEqual({ ...named('First'), ...run('1 s') });
    expect(tab.history?.past.map(({ label }) => label)).toEqual(['Longer']);
    expect((await browser.store.heads()).map(({ name }) => name)).toEqual(['First', 'Second']);
  });

  it('is an untouched one of the same network where there is one, and a numbered one where that was changed', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    const preset = named('Preset');
    await tab.keeper.begin(preset, { numbered: true });
    const first = tab.project;
    await tab.keeper.begin(emptyNetwork(), { numbered: true });
    await tab.keeper.begin(preset, { numbered: true });
    expect(tab.project).toBe(first);
    tab.edit(run('1 s'));
    await tab.keeper.begin(preset, { numbered: true });
    expect(tab.base.name).toBe('Preset 2');
    expect(tab.history?.past).toEqual([]);
    await tab.keeper.begin(preset, { numbered: true });
    expect((await browser.store.heads()).map(({ name }) => name)).toEqual(['Preset', 'Untitled network', 'Preset 2']);
    // A file that calls the same network otherwise is another one.
    await tab.keeper.begin({ ...preset, name: 'From disk' });
    expect(tab.base.name).toBe('From disk');
    await tab.keeper.begin(preset);
    expect(tab.base.name).toBe('Preset');
  });

  it('says that the disk is full, loses nothing, and is written when there is room again', async () => {
    const store = fullStore();
    const browser = new Browser();
    const tab = browser.tab({ store });
    await tab.keeper.begin(named('Net'));
    store.full = true;
    tab.edit(run('1 s'));
    await tab.keeper.flush();
    expect(tab.keeper.state.fault).toContain('storage is full');
    expect(tab.keeper.wouldLose).toBe(false);
    expect(tab.around.journal.of(tab.project)).toHaveLength(1);
    store.full = false;
    await tab.keeper.flush();
    expect(tab.keeper.state).toMatchObject({ fault: null });
    expect((await store.head(tab.project))?.steps).toBe(1);
  });

  it('is not left where neither store nor journal has room', async () => {
    const store = fullStore();
    const browser = new Browser({ room: 20 });
    const tab = browser.tab({ store });
    await tab.keeper.begin(named('Net'));
    const { project } = tab;
    store.full = true;
    tab.edit(run('1 s'));
    expect(tab.keeper.wouldLose).toBe(true);
    await expect(tab.keeper.begin(emptyNetwork())).rejects.toThrow('“Net” is not saved, and stays open.');
    expect(tab.project).toBe(project);
    store.full = false;
    await tab.keeper.begin(emptyNetwork());
    expect(tab.project).not.toBe(project);
    expect((await store.body(project))?.document).toMatchObject({ run: { duration: '1 s' } });
  });

  it('tells the steps of the journal that do not fit, and opens without them', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.keeper.begin(named('Net'));
    const step = { kind: 'edit', label: 'x', key: null, merges: false } as const;
    tab.around.journal.add(tab.project, 1, { ...step, changes: [{ path: ['name'], from: 'Another', to: 'Third' }] });
    const next = browser.tab({ guarded: false });
    await next.keeper.open(tab.project);
    expect(next.base.name).toBe('Net');
    expect(next.news).toMatchObject([{ kind: 'steps do not fit', name: 'Net', entries: [{ n: 1 }] }]);
  });
});

describe('two tabs', () => {
  it('the second shows the project and cannot change it', async () => {
    const browser = new Browser();
    const [first, second] = [browser.tab(), browser.tab()];
    await first.keeper.begin(named('Net'));
    first.edit(run('1 s'));
    await second.keeper.open(first.project);
    expect(second.keeper.state.access).toBe('elsewhere');
    expect(second.readOnly).toBe(true);
    // It shows what the first has not written yet, and writes nothing of it.
    expect(second.base.run.duration).toBe('1 s');
    await second.keeper.flush();
    expect((await browser.store.head(first.project))?.revision).toBe(1);
    first.edit(run('2 s'));
    await first.keeper.flush();
    expect(first.keeper.state).toMatchObject({ access: 'own', fault: null });
  });

  it('take over from each other, with every edit', async () => {
    const browser = new Browser();
    const [first, second] = [browser.tab(), browser.tab()];
    await first.keeper.begin(named('Net'));
    await second.keeper.open(first.project);
    first.edit(run('1 s'));
    await second.keeper.takeOver();
    expect(first.keeper.state.access).toBe('taken');
    expect(first.readOnly).toBe(true);
    expect(second.keeper.state.access).toBe('own');
    expect(second.base.run.duration).toBe('1 s');
    second.edit(run('2 s'));
    await first.keeper.takeOver();
    expect([first.keeper.state.access, second.keeper.state.access]).toEqual(['own', 'taken']);
    expect(first.base.run.duration).toBe('2 s');
    first.do({ kind: 'undo' });
    first.do({ kind: 'undo' });
    expect(first.base.run.duration).toBe('500 ms');
    expect([...first.news, ...second.news]).toEqual([]);
  });

  it('the second goes on by itself when the first has another project', async () => {
    const browser = new Browser();
    const [first, second] = [browser.tab(), browser.tab()];
    await first.keeper.begin(named('Net'));
    await second.keeper.open(first.project);
    first.edit(run('1 s'));
    await first.keeper.begin(emptyNetwork());
    await expect.poll(() => second.keeper.state.access).toBe('own');
    expect(second.readOnly).toBe(false);
    expect(second.base.run.duration).toBe('1 s');
    await second.keeper.takeOver();
    expect((await second.around.tabs.taken()).size).toBe(2);
  });

  it('one that is not shown any more is not waited for', async () => {
    const browser = new Browser();
    const [first, second] = [browser.tab(), browser.tab()];
    await first.keeper.begin(named('Net'));
    const { project } = first;
    await second.keeper.open(project);
    await second.keeper.begin(emptyNetwork());
    await first.keeper.begin(named('Other'));
    await first.keeper.open(project);
    expect(first.keeper.state.access).toBe('own');
    expect(second.keeper.state.access).toBe('own');
  });

  it('one that does not answer is taken from by force, with what is in the journal', async () => {
    const browser = new Browser();
    const first = browser.tab({ answers: false });
    const second = browser.tab();
    await first.keeper.begin(named('Net'));
    await second.keeper.open(first.project);
    first.edit(run('1 s'));
    await second.keeper.takeOver();
    expect(first.keeper.state.access).toBe('taken');
    expect(second.base.run.duration).toBe('1 s');
    first.edit(run('9 s'));
    await first.keeper.flush();
    second.edit(run('2 s'));
    await second.keeper.flush();
    expect((await browser.store.body(second.project))?.document).toMatchObject({ run: { duration: '2 s' } });
    expect(await browser.store.heads()).toHaveLength(1);
  });

  it('open a copy of what the other has', async () => {
    const browser = new Browser();
    const copied: string[][] = [];
    const results = { copy: async (...ids: [string, string]) => void copied.push(ids), remove: async () => undefined };
    const [first, second] = [browser.tab(), browser.tab({ parts: [results] })];
    await first.keeper.begin(named('Net'));
    first.edit(run('1 s'), 'Longer');
    await second.keeper.open(first.project);
    expect(copied).toEqual([]);
    await second.keeper.openCopy();
    expect(second.base).toEqual({ ...first.base, name: 'Net, copy' });
    expect(copied).toEqual([[first.project, second.project]]);
    expect(second.keeper.state.access).toBe('own');
    second.do({ kind: 'undo' });
    second.do({ kind: 'undo' });
    expect(second.base.run.duration).toBe('500 ms');
    expect(first.keeper.state.access).toBe('own');
  });

  it('without Web Locks, the second to write goes on in a copy: neither is overwritten', async () => {
    const browser = new Browser();
    const [first, second] = [browser.tab({ guarded: false }), browser.tab({ guarded: false })];
    await first.keeper.begin(named('Net'));
    await second.keeper.open(first.project);
    expect(second.keeper.state.access).toBe('unguarded');
    first.edit(run('1 s'));
    second.edit(run('2 s'));
    await first.keeper.flush();
    await second.keeper.flush();
    expect(second.news).toEqual([{ kind: 'goes on in a copy', of: 'Net', copy: 'Net, copy' }]);
    second.edit(run('3 s'));
    await second.keeper.flush();
    const kept = await Promise.all(
      (await browser.store.heads()).map(async ({ id, name }) => [name, (await browser.store.body(id))?.document]),
    );
    expect(kept).toMatchObject([
      ['Net', { run: { duration: '1 s' } }],
      ['Net, copy', { run: { duration: '3 s' } }],
    ]);
    const third = browser.tab({ guarded: false });
    await third.keeper.open(first.project);
    expect(third.base.run.duration).toBe('1 s');
    expect(third.news).toEqual([]);
  });

  it('a file menu used twice in one moment leaves one project after the other', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await Promise.all([tab.keeper.begin(named('A')), tab.keeper.begin({ ...named('B'), edges: [], nodes: [] })]);
    expect(tab.base.name).toBe('B');
    expect([...(await tab.around.tabs.taken())]).toEqual([tab.project]);
  });
});
