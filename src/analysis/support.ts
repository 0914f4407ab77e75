import type { Measured, Support } from './trains.ts';

/** `over 12 % of the time, 3.2 of 100 neurons; chance 0.49`. */
export function supportText({ neurons, of, timeShare, chance }: Support): string {
  const time = timeShare === undefined ? '' : `${percent(timeShare)} of the time, `;
  const expected = chance === undefined ? '' : `; chance ${chance.toFixed(2)}`;
  return `over ${time}${count(neurons)} of ${of} neuron${of === 1 ? '' : 's'}${expected}`;
}

/** All that goes with a value, as a phrase; empty where there is nothing to be said. */
export const remarkOf = (measured: Measured | undefined): string =>
  measured === undefined || measured.value === null
    ? ''
    : [...(measured.support === undefined ? [] : [supportText(measured.support)]), measured.note ?? '']
        .filter((part) => part !== '')
        .join('; ');

/** Of several values of one measure, such as those of seeds; null: none of them says. */
export function meanSupport(all: readonly Support[]): Support | null {
  const [first] = all;
  if (first === undefined) return null;
  const mean = (of: (support: Support) => number): number => all.reduce((sum, one) => sum + of(one), 0) / all.length;
  return {
    neurons: mean(({ neurons }) => neurons),
    of: first.of,
    ...(first.timeShare === undefined ? {} : { timeShare: mean(({ timeShare = 0 }) => timeShare) }),
    ...(first.chance === undefined ? {} : { chance: mean(({ chance = 0 }) => chance) }),
  };
}

/** Not the whole window, or not all neurons: then a table says so beside the number. */
export const isPartial = ({ neurons, of, timeShare = 1 }: Support): boolean =>
  timeShare < 0.995 || neurons < 0.995 * of;

/** `12 % of time, 3.2 of 100`: where there is little room. */
export function shortSupport({ neurons, of, timeShare = 1 }: Support): string {
  const time = timeShare < 0.995 ? `${percent(timeShare)} of time, ` : '';
  return `${time}${count(neurons)} of ${of}`;
}

const percent = (share: number): string =>
  `${share > 0 && share < 0.095 ? Number((100 * share).toPrecision(1)) : Math.round(100 * share)} %`;

const count = (neurons: number): string => (neurons < 10 ? String(Number(neurons.toFixed(1))) : neurons.toFixed(0));
