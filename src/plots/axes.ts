/** Ticks at 1, 2 or 5 times a power of ten, at most `most` of them, within [low, high]. */
export function niceTicks(low: number, high: number, most: number): number[] {
  if (!(high > low) || most < 1) return [];
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
    ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}

/** From here on times are labelled in seconds, ms. */
const LONG_MS = 10_000;

/** Labels of ticks; the last one carries the unit. Long times in ms are shown in s. */
export function tickLabels(ticks: readonly number[], unit: string): string[] {
  const inSeconds = unit === 'ms' && ticks.some((tick) => tick >= LONG_MS);
  const shownUnit = inSeconds ? 's' : unit;
  return ticks.map((tick, k) => {
    const text = String(inSeconds ? tick / 1000 : tick).replace('-', '−');
    return k === ticks.length - 1 && shownUnit !== '' && shownUnit !== '1' ? `${text} ${shownUnit}` : text;
  });
}

/** A number for a read-out: three significant digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
