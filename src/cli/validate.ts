import { problemsOfAll } from '../compile/index.ts';
import type { Problem } from '../contract/index.ts';
import { sweepProblems } from '../experiments/sweep/problems.ts';
import { counted, problemLine, readNetwork, sentence } from './files.ts';

/** Prints every problem of the file, of its network, of each variant and of each sweep; returns the exit status. */
export async function validateFile(file: string): Promise<number> {
  try {
    const lines = new Set((await problemsOf(file)).map(problemLine));
    for (const line of lines) console.log(line);
    console.log(lines.size === 0 ? `${file}: no problems` : `${file}: ${counted(lines.size, 'problem')}`);
    return lines.size > 0 ? 1 : 0;
  } catch (fault) {
    console.error(sentence(fault));
    return 1;
  }
}

async function problemsOf(file: string): Promise<readonly Problem[]> {
  const { document, problems } = await readNetwork(file);
  if (document === null) return problems;
  return [...problems, ...problemsOfAll(document), ...sweepProblems(document)];
}
