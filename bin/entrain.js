#!/usr/bin/env node
// The command line is bundled from src/cli/main.ts when the package is installed.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error('Entrain is not built yet: run `npm ci` (or `npm run prepare`) in its folder first.');
  process.exitCode = 1;
}
