/**
 * A fault as a value: drives the inspector's mark, the preflight panel, the command line's text and the tests. A `note` is no
 * fault: what a run has shown, and may be meant so.
 */
export interface Problem {
  /** Stable code, e.g. `quantity-dimension`; the table of codes and sentences is in document/problems.ts. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** Id of the variant that is at fault, where the network itself is not. */
  readonly variant?: string;
  /** Id of the node or edge at fault; null: the document as a whole. */
  readonly node: string | null;
  /** Path of the field inside it, e.g. `parameters.tau_m`; null: the node as a whole. */
  readonly field: string | null;
  /** Place in the field's text, where the field is a text of several parts. */
  readonly span?: { readonly from: number; readonly to: number };
  /** What was given, as the user typed it. */
  readonly given: string;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** The run setting that mends it, where one is obvious. */
  readonly mend?: { readonly field: 'dt' | 'from'; readonly value: string };
  /** The whole sentence for people, e.g. `Population "PV": membrane time constant is 0 ms; must be more than 0 ms. Try 10 ms.` */
  readonly message: string;
}
