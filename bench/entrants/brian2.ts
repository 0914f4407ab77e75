import { z } from 'zod';
import type { Entrant, Request } from '../types.ts';
import { lastLine, modelOf } from './program.ts';

const built = z.object({ compileSeconds: z.number() });
const ran = z.object({
  simulatedSeconds: z.number(),
  wallSeconds: z.number(),
  setUpSeconds: z.number(),
  rateHz: z.number(),
  events: z.number(),
});

/** Brian2's C++ standalone programs: serial with one thread, otherwise OpenMP. They are compiled once for a network. */
export function brian2Entrant(python: string, threads: number): Entrant {
  const compileSeconds = new Map<string, number>();
  const words = (name: string, { stretchMs }: Request, what: 'build' | 'run') => {
    const model = modelOf(name);
    const openMp = threads > 1 ? threads : 0;
    const folder = `bench/.work/brian2/${model}-${openMp}-${stretchMs}ms`;
    return ['-W', 'ignore', 'bench/brian2/bench.py', model, `${openMp}`, `${stretchMs / 1000}`, folder, what];
  };
  return {
    engine: 'brian2',
    precision: 'f64',
    threads,
    prepare: async ({ name }, request) => {
      const { compileSeconds: seconds } = await lastLine(python, words(name, request, 'build'), built);
      compileSeconds.set(name, seconds);
    },
    measure: async ({ name }, request) => {
      const { setUpSeconds, ...sample } = await lastLine(python, words(name, request, 'run'), ran);
      return { ...sample, buildSeconds: (compileSeconds.get(name) ?? 0) + setUpSeconds, synapses: null, bytes: null };
    },
  };
}
