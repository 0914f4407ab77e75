import type { Setting } from '../measure.ts';
import type { Request, Sample } from '../types.ts';

/** From the page to its worker. */
export interface Question {
  readonly network: string;
  readonly setting: Setting;
  readonly request: Request;
}

export type Answer = { readonly sample: Sample } | { readonly fault: string };

declare global {
  interface Window {
    /** Called from outside, by the program that drives the browser. */
    ask(question: Question): Promise<Answer>;
  }
}
