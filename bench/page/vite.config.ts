import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page in which the benchmark runs in a browser. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('../../dist/bench-page', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
  },
  worker: { format: 'es' },
});
