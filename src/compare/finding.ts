import type { Measured } from '../analysis/trains.ts';

/** Indices of one configuration's largest population in the analysis window. */
export interface Side {
  readonly label: string;
  readonly name: string;
  /** By the ids of the measures. */
  readonly indices: Readonly<Record<string, Measured>>;
}

/** Below this, two values of chi are called the same. */
const NOTABLE = 0.1;

/** What the runs with one seed found, in a sentence with its numbers; null where chi is undefined in one of them. */
export function finding(sides: readonly Side[], fromMs: number, toMs: number): string | null {
  const values = sides.map(({ indices }) => indices.chi?.value ?? null);
  const [first] = values;
  if (first === undefined || sides.length < 2) return null;
  if (values.some((value) => value === null)) return null;
  const window = `(${Math.round(fromMs)} to ${Math.round(toMs)} ms, one seed)`;
  const named = sides.map(({ label, name }, k) => `${(values[k] ?? 0).toFixed(2)} in ${label} (${name})`);
  const numbers = `χ is ${named.slice(0, -1).join(', ')} and ${named.at(-1)} ${window}.`;
  const changed = (by: (change: number) => boolean): string[] =>
    sides.flatMap(({ label }, k) => (by((values[k] ?? 0) - (first ?? 0)) ? [label] : []));
  const verdicts = [
    verdict(
      changed((change) => change <= -NOTABLE),
      'lower',
    ),
    verdict(
      changed((change) => change >= NOTABLE),
      'raise',
    ),
  ].filter((text) => text !== null);
  if (verdicts.length === 0) return `The synchrony is about the same: ${numbers}`;
  return `${verdicts.join(', ')} the synchrony: ${numbers}`;
}

/** `B lowers`, `B and C lower`. */
function verdict(labels: readonly string[], verb: string): string | null {
  if (labels.length === 0) return null;
  if (labels.length === 1) return `${labels[0]} ${verb}s`;
  return `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)} ${verb}`;
}
