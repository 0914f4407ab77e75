import { readFile } from 'node:fs/promises';
import type { Problem } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { validateDocument } from '../document/validate.ts';

/** Reads and checks a network file. Throws, with a sentence, where it is no JSON text. */
export async function readNetwork(
  file: string,
): Promise<{ document: NetworkDocument | null; problems: readonly Problem[] }> {
  const text = await readFile(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    throw new Error(`${file} is not JSON: ${fault instanceof Error ? fault.message : fault}`);
  }
  return validateDocument(json);
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
