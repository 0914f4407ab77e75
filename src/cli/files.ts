import { readFile } from 'node:fs/promises';
import { freeze } from 'immer';
import type { Problem } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { validateDocument } from '../document/validate.ts';
import { entryOf } from '../units/index.ts';

/** Reads and checks a network file, which does not change any more. Throws, with a sentence, where it cannot be read or is no JSON text. */
export async function readNetwork(
  file: string,
): Promise<{ document: NetworkDocument | null; problems: readonly Problem[] }> {
  const text = await textOf(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    throw new Error(`${file} is not JSON${placeOf(text, sentence(fault))}.`);
  }
  return freeze(validateDocument(json), true);
}

const REFUSALS: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no file ${file}.`,
  EISDIR: (file) => `${file} is a folder, not a network file.`,
  EACCES: (file) => `${file} may not be read.`,
};

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
    const refusal = entryOf(REFUSALS, code);
    throw refusal === undefined ? fault : new Error(refusal(file));
  }
}

/** `: line 3, column 7`, from what the parser says; empty where it does not tell a place. */
function placeOf(text: string, said: string): string {
  if (/end of JSON/u.test(said)) return ': it ends too early';
  const position = /position (\d+)/u.exec(said)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return `: line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

/** A problem on one line: `error  E  parameters.tau_m  sentence`. */
export function problemLine(problem: Problem): string {
  const where = [problem.node, problem.field].filter((part) => part !== null).join('.');
  return [problem.severity, where, problem.message].filter((part) => part !== '').join('  ');
}

export const isError = (problem: Problem) => problem.severity === 'error';

/** A sentence for people from whatever was thrown. */
export function sentence(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** `1 run`, `2 runs`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
