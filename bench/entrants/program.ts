import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { z } from 'zod';

const execute = promisify(execFile);

/** Runs a program; the last line that it prints is JSON of the given shape. */
export async function lastLine<T>(program: string, words: readonly string[], shape: z.ZodType<T>): Promise<T> {
  const { stdout } = await execute(program, words, { maxBuffer: 2 ** 26 });
  return shape.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

/** By what name the Python and C++ programs know a network: `COBA 4000` is `coba`. */
export const modelOf = (name: string): string => name.toLowerCase().split(' ')[0] ?? '';
