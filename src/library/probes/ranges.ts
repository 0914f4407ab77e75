/** Indices from the first up to the last, both of them. */
export interface IndexRange {
  readonly from: number;
  readonly to: number;
}

/** "1, 5, 10-20" as ranges; an empty text has none. Null: it cannot be read. */
export function readRanges(text: string): readonly IndexRange[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const ranges = parts.map((part): IndexRange | null => {
    const [, first, last = first] = /^(\d{1,9})(?:[-–](\d{1,9}))?$/.exec(part) ?? [];
    const range = { from: Number(first), to: Number(last) };
    return first === undefined || range.to < range.from ? null : range;
  });
  return ranges.every((range) => range !== null) ? ranges : null;
}

/** Indices below a number that are in ranges, each once, ascending. */
export function indicesIn(ranges: readonly IndexRange[], size: number): number[] {
  const chosen = new Uint8Array(size);
  for (const { from, to } of ranges) chosen.fill(1, Math.min(size, from), Math.min(size, to + 1));
  return Array.from(chosen.keys()).filter((index) => chosen[index] === 1);
}
