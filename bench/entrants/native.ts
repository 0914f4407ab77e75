import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { z } from 'zod';
import type { Entrant, Precision } from '../types.ts';
import { lastLine, modelOf } from './program.ts';

const FOLDER = 'bench/.work/native';
/** Without -ffast-math g++ may not compute exponentials in wide words. */
export const FLAGS = {
  native: ['-std=c++17', '-O3', '-march=native'],
  'native -ffast-math': ['-std=c++17', '-O3', '-march=native', '-ffast-math'],
} as const;

const shape = z.object({
  simulatedSeconds: z.number(),
  wallSeconds: z.number(),
  rateHz: z.number(),
  events: z.number(),
  buildSeconds: z.number(),
  synapses: z.number(),
  bytes: z.number(),
});

const compiled = new Set<string>();

/** A C++ program for each network that does what the engine does, in one thread. */
export function nativeEntrant(compiler: string, engine: keyof typeof FLAGS, precision: Precision): Entrant {
  const programOf = (name: string) => `${FOLDER}/${modelOf(name)}${engine === 'native' ? '' : '-fast-math'}`;
  return {
    engine,
    precision,
    threads: 1,
    prepare: async ({ name }) => {
      const program = programOf(name);
      if (compiled.has(program)) return;
      mkdirSync(FOLDER, { recursive: true });
      execFileSync(compiler, [...FLAGS[engine], `bench/native/${modelOf(name)}.cpp`, '-o', program]);
      compiled.add(program);
    },
    measure: ({ name }, { stretchMs, leastSeconds }) =>
      lastLine(programOf(name), [precision, `${stretchMs / 1000}`, `${leastSeconds}`], shape),
  };
}
