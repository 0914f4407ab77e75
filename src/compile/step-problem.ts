import type { Problem } from '../contract/index.ts';
import { type ProblemInput, problem, type Subject } from '../document/problems.ts';

/** A figure in a sentence about the step. */
export const twoDigits = (value: number): string => String(Number(value.toPrecision(2)));

interface TooLong {
  readonly subject: Subject;
  readonly field: 'model' | 'integrator';
  readonly severity?: ProblemInput['severity'];
  /** The longest step that mends it, ms; null: no step is advised. */
  readonly stepMs: number | null;
  /** What is allowed, where that is more than the step that mends it. */
  readonly allowed?: string;
  readonly sentence: string;
}

/** Tells of a time step that is too long for what a node is, with the step that mends it. */
export function stepProblem(
  dtMs: number,
  { subject, field, severity = 'warning', stepMs, allowed = `at most ${stepMs} ms`, sentence }: TooLong,
): Problem {
  return problem({
    code: 'time-step',
    severity,
    subject,
    field,
    given: `${dtMs} ms`,
    allowed,
    sentence,
    ...(stepMs === null ? {} : { mend: { field: 'dt', value: `${stepMs} ms` } }),
  });
}
