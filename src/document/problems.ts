import type { Problem } from '../contract/index.ts';

/** What each code of a problem means. */
const PROBLEM_CODES = {
  'not-json': 'The text is not JSON.',
  'not-a-network': 'The file is not an Entrain network.',
  'not-a-model': 'The file is not an Entrain model.',
  'newer-version': 'The file was written by a newer Entrain.',
  schema: 'A field is missing, unknown or of the wrong kind.',
  'duplicate-id': 'Two nodes or edges have one id.',
  'dangling-edge': 'An edge begins or ends at a node that is not there.',
  'wrong-parent': 'A group is not there, or lies in itself.',
  'too-many-copies': 'Repeated groups make more copies than can be simulated.',
  'wrong-connection': 'An edge joins nodes that cannot be joined so.',
  'unknown-model': 'The model is not in the library.',
  'unknown-parameter': 'The model has no parameter of that name.',
  'unknown-field': 'There is no such field.',
  'unknown-element': 'There is no such node, edge or variant.',
  'quantity-syntax': 'The text is not a number with a unit.',
  'quantity-dimension': 'The unit does not fit the parameter.',
  'out-of-range': 'The value lies outside the allowed range.',
  'not-whole': 'The value must be a whole number.',
  'not-constant': 'The value cannot be drawn; it must be one number.',
  equations: 'The equations are at fault.',
  'learned-weights': 'The learned weights belong to other synapses.',
  'model-faults': 'An own model is at fault.',
  'spikes-by-level': 'Spikes are counted for as long as a condition holds.',
  'not-live': 'A variant that begins on the way sets what cannot change while the network runs.',
  'set-twice': 'A variant sets one field more than once.',
  sweep: 'A sweep does not fit the network.',
  probe: 'A probe has an option that it does not have, or of another kind.',
  rule: 'The connection rule does not fit the sizes.',
  'time-step': 'The time step is too large for a time constant.',
  truncated: 'Numbers that lie beyond what is allowed are drawn again, which changes their mean or spread noticeably.',
  rounded: 'The time is no whole number of steps, and is changed noticeably.',
  precision: 'Single precision is too coarse for the times.',
  silent: 'A population did not spike.',
  saturated: 'A population spikes as often as it can.',
  'no-synapse': 'A rule made no synapse.',
  'never-connected': 'Nothing reaches a population, or a stimulus or probe reaches nothing.',
  'never-acts': 'It has no effect in the time that was run.',
  'nothing-to-run': 'There is no population.',
} as const satisfies Record<string, string>;

type ProblemCode = keyof typeof PROBLEM_CODES;

/** What a fault is about, in words: `Population "E"`, `Synapse "EE"`. */
export interface Subject {
  readonly id: string | null;
  readonly title: string;
}

export interface ProblemInput {
  readonly code: ProblemCode;
  readonly subject: Subject;
  readonly field?: string;
  readonly span?: { readonly from: number; readonly to: number };
  readonly given?: string;
  readonly allowed?: string;
  readonly severity?: Problem['severity'];
  readonly mend?: Problem['mend'];
  /** What follows the subject in the sentence; made from field, given and allowed where absent. */
  readonly sentence?: string;
}

/** Makes a problem with its sentence: `Population "PV": tau_m is 0 ms; must be more than 0 ms.` */
export function problem(input: ProblemInput): Problem {
  const { code, subject, field = null, given = '', allowed = '', severity = 'error' } = input;
  const sentence = input.sentence ?? `${field ?? 'the value'} is ${given}; must be ${allowed}.`;
  return {
    code,
    severity,
    node: subject.id,
    field,
    ...(input.span === undefined ? {} : { span: input.span }),
    given,
    allowed,
    ...(input.mend === undefined ? {} : { mend: input.mend }),
    message: subject.title === '' ? sentence : `${subject.title}: ${sentence}`,
  };
}
