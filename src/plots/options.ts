/** A positive number of a probe's options, or what else it is. */
export function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}

/** Indices of a probe's options; what is none is left out. */
export function indices(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => Number.isInteger(one) && one >= 0) : [];
}
