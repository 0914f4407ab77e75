import { bisectRight } from 'd3-array';
import type { SweepAxis } from '../../experiments/sweep/axis.ts';
import type { Transition } from '../../experiments/sweep/critical-value.ts';
import { formatNumber } from '../../experiments/sweep/numbers.ts';
import type { SweepParameter } from '../../experiments/sweep/parameters.ts';
import { shortNumber } from '../../plots/axes.ts';
import type { Fitted } from './use-fits.ts';

/** The axis of a plot: `tau_m (ms), Excitatory`. */
export function axisLabel(
  { unit, also = [] }: SweepAxis,
  parameter: SweepParameter | undefined,
  fallback: string,
): string {
  if (parameter === undefined) return fallback;
  const more = also.length === 0 ? '' : ` and ${also.length} more`;
  return `${parameter.name}${unit === '' ? '' : ` (${unit})`} · ${parameter.owner}${more}`;
}

/** `g = 4.6`, `tau_m = 12 ms`. */
export function valueText({ numbers, unit }: SweepAxis, index: number, name: string): string {
  return `${name} = ${formatNumber(numbers[index] ?? Number.NaN)}${unit === '' ? '' : ` ${unit}`}`;
}

/** Numbers with as many digits as tell them apart, three at least. */
function apart(...values: readonly number[]): string[] {
  for (let digits = 3; digits < 6; digits++) {
    const texts = values.map((value) => String(Number(value.toPrecision(digits))).replace('-', '−'));
    if (new Set(texts).size === values.length) return texts;
  }
  return values.map(shortNumber);
}

const measured = (value: number, unit: string): string => `${shortNumber(value)}${unit === '' ? '' : ` ${unit}`}`;

/** What is said where there is no transition (evidence.ts). */
export const NO_TRANSITION =
  'No transition in this range: no step stands out from a straight line. More values or seeds could show a small one.';

/** What is said while curves are fitted, or where one could not be; null: all are. */
export function fitSentence({ answers, fault }: Fitted<unknown>): string | null {
  const known = answers.filter((answer) => answer !== undefined).length;
  if (known === answers.length) return null;
  if (fault !== null) return `No transition could be looked for: ${fault}`;
  return answers.length === 1
    ? 'Fitting the transition…'
    : `Fitting the transition of each row: ${known} of ${answers.length}…`;
}

/** Where the transition is, in words. `step`: the distance of the values between which it lies. */
export function transitionSentence(
  { kind, at, low, high, rises }: Transition,
  measure: string,
  name: string,
  unit: string,
  step: number,
): string {
  const [from = '', to = ''] = apart(low, high);
  // One seed, or seeds that agree, give no interval.
  const interval = low === high ? '' : ` (95 % interval ${from} to ${to}${unit === '' ? '' : ` ${unit}`})`;
  const place = `${name} = ${measured(at, unit)}${interval}`;
  if (kind === 'onset')
    return rises
      ? `${measure} sets in at ${place}, and grows from there as a square root.`
      : `${measure} is lost at ${place}, falling as a square root before it.`;
  // Seeds may agree on the stretch and say nothing of where within it.
  const coarse = high - low < step / 2 ? ` Values are ${measured(step, unit)} apart: more of them say it better.` : '';
  return `${measure} ${rises ? 'rises' : 'falls'} from one level to another at ${place}.${coarse}`;
}

/** The distance of the two values around a place. */
export function stepAround(numbers: readonly number[], at: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const k = Math.min(sorted.length - 1, Math.max(1, bisectRight(sorted, at)));
  return (sorted[k] ?? 0) - (sorted[k - 1] ?? 0);
}
