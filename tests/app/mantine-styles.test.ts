import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const CORE = resolve('node_modules/@mantine/core');
const read = (path: string) => readFileSync(path, 'utf8');
const within = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));

/** What is imported from Mantine's core, by us and by its own other packages. */
const users = [
  ...within('src', /\.tsx?$/),
  ...within('node_modules/@mantine/notifications/esm', /\.mjs$/),
  ...within('node_modules/@mantine/spotlight/esm', /\.mjs$/),
];
const imported = users.flatMap((file) =>
  [...read(file).matchAll(/import \{([^}]*)\} from ['"]@mantine\/core['"]/g)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/ as .*/, ''))
      .filter((name) => name !== '' && !name.startsWith('type ')),
  ),
);

/** The file of the core that declares each of its exports. */
const declaredIn = new Map(
  [...read(join(CORE, 'esm/index.mjs')).matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)].flatMap(
    ([, names = '', file = '']) => names.split(',').map((name) => [name.trim(), join(CORE, 'esm', file)] as const),
  ),
);

/** The style sheets that files of the core, and what these import, take their classes from. */
function stylesOf(files: readonly string[]): Set<string> {
  const [seen, styles] = [new Set(files), new Set<string>()];
  for (const file of seen) {
    for (const [, target = ''] of read(file).matchAll(/from "(\.[^"]+)"/g)) {
      const path = join(dirname(file), target);
      const style = /\/(\w+)\.module\.mjs$/.exec(path)?.[1];
      if (style !== undefined) styles.add(style);
      else if (existsSync(path)) seen.add(path);
    }
  }
  return styles;
}

test('the style sheets of Mantine are those of the components that are used', () => {
  const listed = [...read('src/app/mantine-styles.ts').matchAll(/core\/styles\/([\w-]+)\.css/g)].map(
    ([, name]) => name,
  );
  const used = stylesOf(imported.flatMap((name) => declaredIn.get(name) ?? []));
  expect(used.size).toBeGreaterThan(10);
  const everywhere = ['baseline', 'default-css-variables', 'global'];
  expect([...listed].sort()).toEqual([...everywhere, ...used].sort());
});
