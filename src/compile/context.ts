import type { Problem } from '../contract/index.ts';
import { type ProblemInput, problem } from '../document/problems.ts';
import type { Context as Shared } from './resolve.ts';

export { titleOf } from './resolve.ts';

/** What probes and recorders are compiled in: with the problems found so far. */
export interface Context extends Shared {
  readonly problems: Problem[];
}

/** Adds a problem. */
export function report(context: Context, input: ProblemInput): null {
  context.problems.push(problem(input));
  return null;
}
