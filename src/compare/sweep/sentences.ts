import { shortNumber } from '../../plots/axes.ts';
import type { SweepAxis } from './axis.ts';
import { formatNumber } from './numbers.ts';
import type { SweepParameter } from './parameters.ts';
import type { Transition } from './transition.ts';

/** The axis of a plot: `tau_m (ms), Excitatory`. */
export function axisLabel({ unit }: SweepAxis, parameter: SweepParameter | undefined, fallback: string): string {
  if (parameter === undefined) return fallback;
  return `${parameter.name}${unit === '' ? '' : ` (${unit})`} · ${parameter.owner}`;
}

/** `g = 4.6`, `tau_m = 12 ms`. */
export function valueText({ numbers, unit }: SweepAxis, index: number, name: string): string {
  return `${name} = ${formatNumber(numbers[index] ?? Number.NaN)}${unit === '' ? '' : ` ${unit}`}`;
}

const measured = (value: number, unit: string): string => `${shortNumber(value)}${unit === '' ? '' : ` ${unit}`}`;

/** Where the transition is, in words. */
export function transitionSentence(
  { kind, at, low, high }: Transition,
  measure: string,
  name: string,
  unit: string,
): string {
  const interval = `(95 % interval ${shortNumber(low)} to ${measured(high, unit)})`;
  return kind === 'onset'
    ? `${measure} sets in at ${name} = ${measured(at, unit)} ${interval}, and grows from there as a square root.`
    : `${measure} changes fastest at ${name} = ${measured(at, unit)} ${interval}.`;
}
