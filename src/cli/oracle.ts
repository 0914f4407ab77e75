import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { EngineOptions } from '../engine/index.ts';
import type { CaseOutcome } from './oracle/run-case.ts';
import { runCase } from './oracle/run-case.ts';
import { startThread } from './threads.ts';

interface OracleOptions {
  readonly threads: number;
  /** Without SIMD. */
  readonly scalar?: boolean;
}

/** Prints a line a case and the totals; returns the exit status. */
export async function runOracle(files: readonly string[], { threads, scalar }: OracleOptions): Promise<number> {
  const options: EngineOptions = { threads, startThread, lanes: scalar ? 'one' : 'vector' };
  let failed = 0;
  for (const file of files) {
    const outcome = await outcomeOf(file, options);
    if (!outcome.passed) failed += 1;
    console.log(`${outcome.passed ? 'passed' : 'FAILED'}  ${outcome.name}  ${outcome.detail}`);
  }
  console.log(`${files.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function outcomeOf(file: string, options: EngineOptions): Promise<CaseOutcome> {
  try {
    return await runCase(JSON.parse(await readFile(file, 'utf8')), basename(file), options);
  } catch (fault) {
    return { name: basename(file), passed: false, detail: fault instanceof Error ? fault.message : String(fault) };
  }
}
