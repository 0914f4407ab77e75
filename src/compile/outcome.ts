import type { Problem } from '../contract/index.ts';
import { type ProblemInput, problem } from '../document/problems.ts';

/** What a part of the compiler makes of the document, and what is wrong there; null is what a problem keeps from being made. */
export interface Outcome<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

export const outcome = <T>(value: T): Outcome<T> => ({ value, problems: [] });

/** Nothing, for this reason. */
export const refused = (input: ProblemInput): Outcome<null> => ({ value: null, problems: [problem(input)] });

interface Gathering {
  /** The value of a part, whose problems are kept. */
  readonly take: <T>(part: Outcome<T>) => T;
  readonly tell: (problems: readonly Problem[]) => void;
}

/** What is made of several parts, with the problems of all that are taken, in that order. */
export function gather<T>(make: (gathering: Gathering) => T): Outcome<T> {
  const problems: Problem[] = [];
  const tell = (told: readonly Problem[]): void => {
    for (const problem of told) problems.push(problem);
  };
  const value = make({
    take: (part) => {
      tell(part.problems);
      return part.value;
    },
    tell,
  });
  return { value, problems };
}

export const hasError = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** Each problem once: what is wrong with a stimulus, say, is found on the way of each of its edges. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const told = new Set<string>();
  return problems.filter(({ message, node, field }) => {
    const about = JSON.stringify([message, node, field]);
    const isNew = !told.has(about);
    told.add(about);
    return isNew;
  });
}
