import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';
import type { Pictures } from '../contract/index.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PRESETS = fileURLToPath(new URL('../../presets', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/pictures', import.meta.url));

/** Modules of pictures, by the function that makes them: run when the module is first asked for, in a build or in development. */
const MODULES: Readonly<Record<string, Maker>> = {
  'virtual:library-pictures': 'libraryPictures',
  'virtual:preset-pictures': 'presetPictures',
};

type Maker = 'libraryPictures' | 'presetPictures';
type Makers = Readonly<Record<Maker, () => Promise<Pictures>>>;

/**
 * Pictures of what the palette and the gallery show, drawn by running it: the compiler and the engine run in Node while the
 * app is built, so that no view needs either and no picture can be older than what it shows.
 */
export function pictures(): Plugin {
  return {
    name: 'pictures',
    resolveId: (id) => (id in MODULES ? `\0${id}` : null),
    async load(id) {
      const maker = MODULES[id.slice(1)];
      if (!id.startsWith('\0') || maker === undefined) return null;
      const { json, files } = await keptPictures(maker);
      // In development a changed model is drawn anew.
      for (const file of files) this.addWatchFile(file);
      return `export default JSON.parse(${JSON.stringify(json)});`;
    },
  };
}

/** Pictures as JSON, drawn unless they are kept from an earlier build or test, and the files that they depend on. */
export async function keptPictures(
  maker: Maker,
): Promise<{ readonly json: string; readonly files: readonly string[] }> {
  const { module, dependencies } = await runnerImport<Makers>(`${HERE}index.ts`, {
    configFile: false,
    logLevel: 'error',
  });
  const files = [...dependencies, ...presetFiles()];
  const json = await kept(`${maker}-${digestOf(files)}`, async () => JSON.stringify(await module[maker]()));
  return { json, files };
}

/** Presets, and the blocks in the folder among them. */
const presetFiles = (): string[] =>
  readdirSync(PRESETS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => `${PRESETS}/${file}`);

/** Of all that a picture depends on: the sources of library, compiler and engine, and the presets. */
function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 32);
}

/** What was made of the same files before, or else is made now and kept for the next build. */
async function kept(name: string, make: () => Promise<string>): Promise<string> {
  const path = `${CACHE}/${name}.json`;
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const made = await make();
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(path, made);
  return made;
}
