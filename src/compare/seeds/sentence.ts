import type { Interval } from '../../analysis/resampling.ts';
import { type ArmSummary, type Contrast, contrastsOf, SIGNIFICANCE } from '../../experiments/seeds/summary.ts';

/** Mean and interval with as many digits as the interval's width is told by: `0.692 [0.685, 0.699]`. */
export function intervalText({ mean, low, high }: Interval): string {
  const width = high - low > 1e-9 * Math.abs(mean) ? high - low : 0;
  const digits = Math.min(
    6,
    Math.max(0, width > 0 ? digitsOf(width) : 2 - Math.floor(Math.log10(Math.abs(mean) || 1))),
  );
  const text = (value: number): string => value.toFixed(digits).replace('-', '−');
  return width > 0 ? `${text(mean)} [${text(low)}, ${text(high)}]` : text(mean);
}

/** Decimals that tell one digit of a number, or two where the first is 1 or 2. */
function digitsOf(width: number): number {
  const first = Math.ceil(-Math.log10(width));
  return first + (width * 10 ** first < 3 ? 1 : 0);
}

/** `p = 0.0002`, `p < 0.0001`. */
export function pText(p: number): string {
  if (p < 0.0001) return 'p < 0.0001';
  return `p = ${Number(p.toPrecision(p < 0.001 ? 1 : 2))}`;
}

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** `8 seeds`, or where the index is not always defined, of how many. */
function seedsText(summaries: readonly ArmSummary[]): string {
  const runs = Math.max(...summaries.map(({ seeds }) => seeds));
  const text = runs === 1 ? '1 seed' : `${runs} seeds`;
  const partly = summaries.filter(({ values, seeds }) => values.length < seeds);
  if (partly.length === 0) return text;
  return `${text}; ${partly
    .map(({ label, values, seeds, reasons }) => {
      const why = reasons[0] === undefined ? '' : `, because ${reasons[0]}`;
      return `defined at ${values.length} of ${seeds} in ${label}${why}`;
    })
    .join('; ')}`;
}

const said = ({ p, differs }: Contrast): string =>
  p === null ? 'not tested' : `${differs ? 'differs' : 'no difference shown'} (${pText(p)})`;

/** What the index says of the configurations, with its interval and test; null before there is a value. */
export function experimentSentence(
  summaries: readonly ArmSummary[],
  measure: string,
  population: string,
): string | null {
  const [first] = summaries;
  if (first === undefined || summaries.every(({ seeds }) => seeds === 0)) return null;
  const subject = `${measure} of ${population}`;
  if (summaries.every(({ interval }) => interval === null)) return `${subject} is undefined: ${seedsText(summaries)}.`;
  const values = summaries.map(
    ({ label, name, interval }) => `${interval === null ? 'undefined' : intervalText(interval)} in ${label} (${name})`,
  );
  const { contrasts, adjusted, least } = contrastsOf(summaries);
  const [only] = contrasts;
  const numbers = `${subject} is ${joined(values)}`;
  if (only === undefined) return `${numbers} (${seedsText(summaries)}).`;
  if (contrasts.every(({ p }) => p === null)) return `${numbers}: too few values to compare (${seedsText(summaries)}).`;
  const hint =
    least > SIGNIFICANCE
      ? ` So few seeds cannot show a difference: p is never below ${Number(least.toPrecision(2))}.`
      : '';
  if (contrasts.length === 1 && only.p !== null) {
    const verdict = only.differs ? 'they differ' : 'no difference shown';
    return `${numbers}: ${verdict} (${pText(only.p)}, permutation test, ${seedsText(summaries)}).${hint}`;
  }
  const against = contrasts.map((contrast) => `${contrast.label} ${said(contrast)}`).join(', ');
  const test = adjusted ? 'permutation tests with Holm’s correction' : 'permutation test';
  return `${numbers}. Against ${first.label}: ${against}; ${test}, ${seedsText(summaries)}.${hint}`;
}
