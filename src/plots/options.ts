/** A positive number of a probe's options, or what else it is. */
export function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
