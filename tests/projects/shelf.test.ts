import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyNetwork, type NetworkDocument } from '../../src/document/schema.ts';
import { isProjectsFile, projectsFile, readProjectsFile } from '../../src/projects/file.ts';
import { network } from '../editor/networks.ts';
import { Browser } from './browser.ts';

const named = (name: string): NetworkDocument => ({ ...network(), name });
const run = (duration: string) => ({ run: { ...emptyNetwork().run, duration } });

async function begun(...names: string[]) {
  const browser = new Browser();
  const tab = browser.tab();
  const ids: string[] = [];
  for (const name of names) {
    await tab.keeper.begin(named(name));
    tab.edit(run(`${ids.length + 1} s`));
    ids.push(tab.project);
  }
  return { browser, tab, ids };
}

const names = async ({ shelf }: Awaited<ReturnType<typeof begun>>['tab']) =>
  (await shelf.all()).filter(({ deleted }) => deleted === null).map(({ name }) => name);

describe('the shelf of projects', () => {
  it('renames one that is not open as a step that can be undone', async () => {
    const { tab, ids } = await begun('First', 'Second');
    await tab.shelf.rename(ids[0] ?? '', 'Renamed');
    expect(await names(tab)).toEqual(['Renamed', 'Second']);
    await tab.keeper.open(ids[0] ?? '');
    expect(tab.base.name).toBe('Renamed');
    tab.do({ kind: 'undo' });
    expect(tab.base.name).toBe('First');
  });

  it('duplicates a project with its history, its versions and what else is kept of it', async () => {
    const browser = new Browser();
    const calls: string[][] = [];
    const part = {
      copy: async (from: string, to: string) => void calls.push(['copy', from, to]),
      remove: async (id: string) => void calls.push(['remove', id]),
    };
    const tab = browser.tab({ parts: [part] });
    await tab.keeper.begin(named('Net'));
    tab.edit(run('1 s'), 'Longer');
    const { project } = tab;
    await tab.shelf.saveVersion(project, 'Submitted', tab.base);
    expect(await tab.shelf.duplicate(project)).toBe('Net, copy');
    expect(await tab.shelf.duplicate(project)).toBe('Net, copy 2');
    const copy = (await tab.shelf.all()).find(({ name }) => name === 'Net, copy')?.id ?? '';
    expect(await tab.shelf.versions(copy)).toMatchObject([
      { name: 'Submitted', document: { run: { duration: '1 s' } } },
    ]);
    expect(calls[0]).toEqual(['copy', project, copy]);
    await tab.keeper.open(copy);
    tab.do({ kind: 'undo' });
    tab.do({ kind: 'undo' });
    expect(tab.base.run.duration).toBe('500 ms');
    await tab.shelf.remove(project);
    expect(calls.at(-1)).toEqual(['remove', project]);
    expect(await tab.shelf.versions(project)).toEqual([]);
  });

  it('deletes so that it can be undone for thirty days', async () => {
    const { browser, tab, ids } = await begun('First', 'Second');
    await tab.shelf.setDeleted(ids[0] ?? '', true);
    expect(await names(tab)).toEqual(['Second']);
    await tab.shelf.setDeleted(ids[0] ?? '', false);
    await tab.keeper.open(ids[0] ?? '');
    expect(tab.history?.past).toHaveLength(1);
    await tab.keeper.open(ids[1] ?? '');
    await tab.shelf.setDeleted(ids[0] ?? '', true);
    browser.clock += 29 * 24 * 3600 * 1000;
    await tab.shelf.prepare([]);
    expect(await tab.shelf.all()).toHaveLength(2);
    browser.clock += 2 * 24 * 3600 * 1000;
    expect(await tab.shelf.prepare([])).toEqual([ids[1]]);
    expect(await tab.shelf.all()).toHaveLength(1);
  });

  it('leaves a project alone that another tab has', async () => {
    const { browser, tab, ids } = await begun('First', 'Second');
    const other = browser.tab();
    await other.keeper.open(ids[0] ?? '');
    await expect(tab.shelf.rename(ids[0] ?? '', 'x')).rejects.toThrow('“First” is open in another tab');
    await expect(tab.shelf.setDeleted(ids[0] ?? '', true)).rejects.toThrow('“First” is open in another tab');
  });

  it('takes the network that was autosaved before there were projects as the first one, once', async () => {
    const saved: unknown = JSON.parse(readFileSync(new URL('../document/version-1.json', import.meta.url), 'utf8'));
    const browser = new Browser({ autosaved: saved });
    const tab = browser.tab();
    const [id = ''] = await tab.shelf.prepare([]);
    expect(await tab.keeper.open(id)).toBeNull();
    expect(tab.base).toMatchObject({ version: 2, name: Reflect.get(Object(saved), 'name') });
    expect(await tab.shelf.prepare([id])).toEqual([id, id]);
    expect(await tab.shelf.all()).toHaveLength(1);
  });

  it('shows one that cannot be read as such, and gives its text', async () => {
    const saved = { ...named('Broken'), nodes: [{ id: 'E', kind: 'population' }] };
    const browser = new Browser({ autosaved: saved });
    const tab = browser.tab();
    expect(await tab.shelf.prepare([])).toHaveLength(1);
    const [head] = await tab.shelf.all();
    expect(head).toMatchObject({ name: 'Broken', deleted: null });
    expect(head?.unreadable).toContain('E');
    expect(await tab.keeper.open(head?.id ?? '')).toBe(head?.unreadable);
    expect(await tab.shelf.document(head?.id ?? '')).toEqual(saved);
    await expect(tab.shelf.rename(head?.id ?? '', 'x')).rejects.toThrow('“Broken” cannot be read.');
    // Nor is it lost when it was read before.
    await tab.keeper.begin(named('Net'));
    const good = (await browser.store.head(tab.project)) as never;
    await browser.store.write(good, { document: { format: 'entrain-network', version: 99 }, past: [], future: [] });
    const [, second] = await tab.shelf.all();
    expect(second !== undefined && (await tab.shelf.faultOf(second))).toContain('version 99');
  });

  it('goes out as one file and comes in again, doubles as copies', async () => {
    const { tab, ids } = await begun('First', 'Second');
    await tab.shelf.saveVersion(ids[0] ?? '', 'Submitted', named('First'));
    const text = projectsFile(await tab.shelf.filed(), 1_800_000_000_000);
    expect(isProjectsFile(text)).toBe(true);
    expect(await tab.shelf.addFile(text)).toEqual({ added: 2, faults: [] });
    expect(await names(tab)).toEqual(['First', 'Second', 'First, copy', 'Second, copy']);
    const copy = (await tab.shelf.all()).find(({ name }) => name === 'First, copy');
    expect(await tab.shelf.versions(copy?.id ?? '')).toMatchObject([{ name: 'Submitted' }]);
    const elsewhere = new Browser().tab();
    await elsewhere.shelf.addFile(text);
    expect(await names(elsewhere)).toEqual(['First', 'Second']);
    const [first] = await elsewhere.shelf.all();
    await elsewhere.keeper.open(first?.id ?? '');
    expect(elsewhere.base).toEqual({ ...named('First'), ...run('1 s') });
  });

  it('a file with a project at fault gives the others, and says what is wrong with it', () => {
    const projects = [
      { name: 'Good', created: 1, modified: 2, document: named('Good'), versions: [] },
      { name: 'Bad', created: 1, modified: 2, document: { ...named('Bad'), nodes: 3 }, versions: [] },
      { name: 'Half', created: -1, modified: 1e99, document: named('Half'), versions: [{ name: 'v', document: null }] },
      null,
    ];
    const { projects: read, faults } = readProjectsFile(projectsFile(projects as never, 0), 1000);
    expect(read.map(({ name, created, modified }) => [name, created, modified])).toEqual([
      ['Good', 1, 2],
      ['Half', 1000, 1000],
    ]);
    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain('Project 2 (“Bad”)');
    expect(faults[1]).toContain('version “v”');
    expect(faults[2]).toContain('Project 4');
  });

  it.each([
    ['{', 'This is not JSON'],
    ['[]', 'must be "entrain-projects"'],
    ['{"format":"entrain-projects","version":2}', 'reads up to version 1'],
    ['{"format":"entrain-projects","version":1,"projects":{}}', 'must be a list'],
  ])('the file %s is refused in a sentence', (text, sentence) => {
    const { projects, faults } = readProjectsFile(text, 0);
    expect(projects).toEqual([]);
    expect(faults[0]).toContain(sentence);
  });
});
