import { createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { HEADERS } from './bin/headers.js';
import { pictures } from './src/pictures/plugin.ts';

const { dependencies, version } = createRequire(import.meta.url)('./package.json') as {
  dependencies: Record<string, string>;
  version: string;
};

/** `vite build` makes the app; `vite build --mode cli` bundles the command line for Node. */
export default defineConfig(({ mode }) =>
  mode === 'cli'
    ? {
        build: {
          ssr: 'src/cli/main.ts',
          outDir: 'dist/cli',
          target: 'node20',
          rollupOptions: { external: Object.keys(dependencies) },
        },
      }
    : {
        plugins: [react(), pictures()],
        define: { __VERSION__: JSON.stringify(version) },
        build: {
          outDir: 'dist/app',
          target: 'es2023',
          chunkSizeWarningLimit: 1500,
          // Most of a build's time is that of the pictures.
          rollupOptions: {
            checks: { pluginTimings: false },
            // What the page needs at once is one file, however it is shared by what is fetched later.
            output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
          },
        },
        worker: { format: 'es' as const, rollupOptions: { checks: { pluginTimings: false } } },
        server: { headers: { ...HEADERS, 'Content-Security-Policy': '' } },
        // As many workers as cores: by default one core stays idle, which of two is half.
        test: {
          include: ['tests/**/*.test.{ts,tsx}'],
          environment: 'node',
          testTimeout: 120_000,
          // What is waited for comes later on a machine that does other things as well.
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: '100%',
          // Modules hold no state that one test file leaves to the next, so that a worker loads them once.
          isolate: false,
        },
      },
);
