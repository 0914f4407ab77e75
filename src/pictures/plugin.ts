import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';
import type { Pictures } from '../contract/index.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Modules of pictures, by the function that makes them: run when the module is first asked for, in a build or in development. */
const MODULES: Readonly<Record<string, 'libraryPictures' | 'presetPictures'>> = {
  'virtual:library-pictures': 'libraryPictures',
  'virtual:preset-pictures': 'presetPictures',
};

type Makers = Readonly<Record<'libraryPictures' | 'presetPictures', () => Promise<Pictures>>>;

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
      const { module, dependencies } = await runnerImport<Makers>(`${HERE}index.ts`, {
        configFile: false,
        logLevel: 'error',
      });
      // In development a changed model is drawn anew.
      for (const file of dependencies) this.addWatchFile(file);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(await module[maker]()))});`;
    },
  };
}
