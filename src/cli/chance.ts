import { InvalidArgumentError } from 'commander';
import { type Chance, chanceText, SURROGATES, scoreOf } from '../analysis/chance.ts';
import type { Measure } from '../analysis/measures/index.ts';
import { DITHER_MS, type Surrogates, surrogatesText } from '../analysis/surrogates.ts';
import type { Measured } from '../analysis/trains.ts';

/** What `--json` prints of chance; `z`: how many sd the value lies above the mean; `n`: surrogates, 0 of a formula. */
export type ChanceReport =
  | { readonly mean: number; readonly sd: number | null; readonly n: number; readonly z: number | null }
  | { readonly mean: null; readonly reason: string };

const ALLOWED = 'It must be shuffle, dither or dither:WIDTH, with a width in ms above 0, such as dither:20.';

/** Throws, with a sentence, what is no kind of surrogates. */
export function surrogatesNamed(text: string): Surrogates {
  if (text === 'shuffle') return { kind: 'shuffle' };
  const [match, width = String(DITHER_MS)] = /^dither(?::(\d+(?:\.\d+)?)(?: ?ms)?)?$/.exec(text) ?? [];
  if (match === undefined || !(Number(width) > 0)) throw new InvalidArgumentError(ALLOWED);
  return { kind: 'dither', widthMs: Number(width) };
}

export const surrogatesLine = (surrogates: Surrogates): string =>
  `chance: mean ± standard deviation of ${SURROGATES} surrogates, ${surrogatesText(surrogates)}`;

/** By the ids of the measures. */
export const chanceReports = (
  asks: readonly Measure[],
  values: readonly Measured[],
  chances: readonly Chance[],
): Readonly<Record<string, ChanceReport>> =>
  Object.fromEntries(
    asks.flatMap(({ id }, k): [string, ChanceReport][] => {
      const [chance, value] = [chances[k], values[k]?.value ?? null];
      if (chance === undefined) return [];
      if (chance.mean === null) return [[id, chance]];
      const { mean, sd, count: n } = chance;
      return [[id, { mean, sd, n, z: value === null ? null : scoreOf(value, chance) }]];
    }),
  );

/** In the decimals of tables and one more. */
export const chanceCell = (chance: ChanceReport | undefined, { digits }: Measure): string =>
  chance === undefined || chance.mean === null ? '' : chanceText(chance, digits + 1);
