import type { PopulationIndices } from '../analysis/indices.ts';

/** Indices of one configuration's largest population in the analysis window. */
export interface Side {
  readonly label: string;
  readonly name: string;
  readonly indices: PopulationIndices;
}

/** Below this, two values of chi are called the same. */
const NOTABLE = 0.1;

/** What the comparison found, in a sentence with its numbers; null where chi is undefined in one of them. */
export function finding(a: Side, b: Side, fromMs: number, toMs: number): string | null {
  const [first, second] = [a.indices.chi, b.indices.chi];
  if (first === null || second === null) return null;
  const window = `(${Math.round(fromMs)} to ${Math.round(toMs)} ms, one seed)`;
  const numbers = `χ is ${first.toFixed(2)} in A and ${second.toFixed(2)} in B (${b.name}) ${window}.`;
  if (Math.abs(first - second) < NOTABLE) return `The synchrony is about the same: ${numbers}`;
  const verb = second < first ? 'lowers' : 'raises';
  return `B ${verb} the synchrony: ${numbers}`;
}
