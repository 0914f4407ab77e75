import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CaseOutcome } from './oracle/run-case.ts';
import { runCase } from './oracle/run-case.ts';

/** Prints a line a case and the totals; returns the exit status. */
export async function runOracle(files: readonly string[]): Promise<number> {
  let failed = 0;
  for (const file of files) {
    const outcome = await outcomeOf(file);
    if (!outcome.passed) failed += 1;
    console.log(`${outcome.passed ? 'passed' : 'FAILED'}  ${outcome.name}  ${outcome.detail}`);
  }
  console.log(`${files.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function outcomeOf(file: string): Promise<CaseOutcome> {
  try {
    return await runCase(JSON.parse(await readFile(file, 'utf8')), basename(file));
  } catch (fault) {
    return { name: basename(file), passed: false, detail: fault instanceof Error ? fault.message : String(fault) };
  }
}
