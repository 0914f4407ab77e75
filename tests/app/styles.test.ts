import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = resolve('src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((file) => join(SRC, file));
const named = (path: string) => relative(SRC, path);
const read = (path: string) => readFileSync(path, 'utf8');

const styles = files.filter((file) => file.endsWith('.css'));
const modules = styles.filter((file) => file.endsWith('.module.css'));
const views = files.filter((file) => file.endsWith('.tsx'));
const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => ({ file, text: read(file) }));

/** A text without its comments and texts in quotes, in which a colour would be no colour. */
const bare = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');

/** Classes that a module declares; those of libraries stand within `:global`. */
function declared(path: string): Set<string> {
  const own = bare(read(path)).replace(/:global\((?:[^()]|\([^()]*\))*\)/g, '');
  const selectors = [...own.matchAll(/([^{}]+)\{/g)].map(([, selector = '']) => selector);
  return new Set(selectors.flatMap((text) => [...text.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name)));
}

/** What files take from a module: names in full, and whether any is chosen by a value. */
function taken(path: string): { readonly names: Set<string>; readonly byValue: boolean; readonly importers: number } {
  const users = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/import (\w+) from '([^']+\.module\.css)';/g)]
      .filter(([, , target = '']) => resolve(dirname(file), target) === path)
      .map(([, variable = '']) => ({ variable, text })),
  );
  const names = users.flatMap(({ variable, text }) =>
    [...text.matchAll(new RegExp(`(?<![\\w.])${variable}\\.(\\w+)`, 'g'))].map(([, name = '']) => name),
  );
  const byValue = users.some(({ variable, text }) => new RegExp(`(?<![\\w.])${variable}\\[`).test(text));
  return { names: new Set(names), byValue, importers: users.length };
}

describe('colours and radii', () => {
  test.each(styles.filter((file) => !file.endsWith('tokens.css')).map(named))(
    'of %s are those of tokens.css',
    (file) => {
      const css = bare(read(join(SRC, file)));
      expect(css.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(/gi)).toBeNull();
      expect(css.match(/radius:[^;]*\d(?:px|rem|em)/g)).toBeNull();
    },
  );

  test('no view has one of its own', () => {
    const own = views.filter((file) => /['"`]#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|borderRadius/.test(read(file)));
    expect(own.map(named)).toEqual([]);
  });

  test('the tokens that are used are there', () => {
    const tokens = new Set([...read(join(SRC, 'app/tokens.css')).matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    const local = new Set(styles.flatMap((file) => [...read(file).matchAll(/(--[\w-]+):/g)].map(([, name]) => name)));
    const used = styles.flatMap((file) => [...bare(read(file)).matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    expect(used.filter((name) => !tokens.has(name) && !local.has(name))).toEqual([]);
  });
});

describe('styles', () => {
  test('stand beside their component; what is global is the tokens and the libraries', () => {
    const global = styles.filter((file) => !modules.includes(file)).map(named);
    expect(global.sort()).toEqual(['app/overrides.css', 'app/tokens.css']);
  });

  test('are named by their module, never by a text', () => {
    const texts = /className=(?:"|'|\{[`'"])|className=\{[^}]*\?[^}]*['"`](?:is-|\w)/;
    expect(views.filter((file) => texts.test(read(file))).map(named)).toEqual([]);
  });

  test.each(modules.map(named))('%s declares what is used, and nothing else', (file) => {
    const path = join(SRC, file);
    const { names, byValue, importers } = taken(path);
    expect(importers).toBeGreaterThan(0);
    const classes = declared(path);
    expect([...names].filter((name) => !classes.has(name))).toEqual([]);
    if (!byValue) expect([...classes].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('controls', () => {
  const outside = views.filter((file) => !named(file).startsWith('controls/'));

  test('no second select, text area or number field', () => {
    const own =
      /<(?:select|textarea)\b|\b(?:NumberInput|NativeSelect|Textarea|Checkbox)\b|import \{[^}]*\bSelect\b[^}]*\} from '@mantine/;
    expect(outside.filter((file) => own.test(read(file))).map(named)).toEqual([]);
  });

  test('no second field that keeps what is typed', () => {
    // A slider moves as it is dragged, and a search finds as one types: these keep nothing.
    const fields = outside.filter((file) => /<input\b(?![^>]*type="range")/.test(read(file)));
    expect(fields.map(named)).toEqual([]);
  });
});
