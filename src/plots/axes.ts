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

/** Labels of ticks; the last one carries the unit. */
export function tickLabels(ticks: readonly number[], unit: string): string[] {
  return ticks.map((tick, k) => {
    const text = String(tick).replace('-', '−');
    return k === ticks.length - 1 && unit !== '' && unit !== '1' ? `${text} ${unit}` : text;
  });
}

/** A number for a read-out: three significant digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
