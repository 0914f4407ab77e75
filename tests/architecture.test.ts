import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const exists = (path: string): boolean => existsSync(new URL(`../${path}`, import.meta.url));
const filesOf = (folder: string): string[] =>
  readdirSync(new URL(`../${folder}`, import.meta.url), { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );

const text = read('ARCHITECTURE.md');

/** Cells of the rows of a table by the first cell of its heading. */
function tableOf(heading: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** An entry says its id; what says none is a helper of several. */
const entriesOf = (folder: string): string[] =>
  filesOf(folder).filter((file) =>
    /^export const [a-z]\w*: [^\n]*\{\n {2}(id|kind|name): '|declareProbe\(\{/m.test(read(`${folder}${file}`)),
  );

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner);

describe('the table of folders', () => {
  const rows = tableOf('folder');
  const folders = rows.map(([cell = '']) => quoted(cell)[0] ?? '');

  test('lists the folders of src', () => {
    const present = readdirSync(new URL('../src', import.meta.url), { withFileTypes: true });
    expect([...folders].sort()).toEqual(present.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort());
  });

  test('says of the lower folders what the linter checks', () => {
    const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
      readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
    };
    for (const [cell = '', , allowed = ''] of rows) {
      const folder = quoted(cell)[0] ?? '';
      if (/ all below|\bmay\b|anything/.test(allowed)) continue;
      const comment = forbidden.find(({ name }) => name === `${folder}-imports`)?.comment ?? '';
      const [, checked = ''] = /may import only (.*)\.$/.exec(comment) ?? [];
      const listed = allowed === 'nothing' ? [] : allowed.split(', ');
      expect([folder, ...listed].sort(), folder).toEqual(checked.split(', ').sort());
    }
  });
});

describe('the table of what may be added', () => {
  const rows = tableOf('to add a');

  test.each(rows)('a new %s has its place, and the index lists every one that is there', (_, write, list) => {
    const places = quoted(write).filter((path) => path.includes('NAME'));
    for (const place of places) {
      const [folder = '', ending = ''] = place.split('NAME');
      const entries = filesOf(folder).filter((file) => file.endsWith(ending));
      expect(entries.length, folder).toBeGreaterThan(1);
    }
    for (const index of quoted(list)) {
      expect(exists(index), index).toBe(true);
      const folder = index.replace('index.ts', '');
      // A view has the name of the declaration of its probe.
      const entries =
        folder === 'src/plots/'
          ? entriesOf('src/library/probes/').map((file) => file.replace('.ts', '.tsx'))
          : entriesOf(folder);
      expect(entries.length, index).toBeGreaterThan(1);
      const source = read(index);
      for (const file of entries) expect(source, `${index} lists ${file}`).toContain(`'./${file}'`);
    }
  });

  test('holds as many kinds as there are registries', () => {
    expect(rows.map(([kind]) => kind)).toEqual([
      'neuron model',
      'parameter set',
      'stimulus',
      'synapse',
      'plasticity rule',
      'connection rule',
      'integrator',
      'measure',
      'probe',
      'preset',
      'block',
    ]);
  });
});
