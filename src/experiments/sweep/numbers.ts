/** Shortest text of a number to 12 digits. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}
