/** Element of a list that the config promises to exist. */
export function item<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined)
    throw new RangeError(`the configuration refers to entry ${index} of a list of ${list.length}`);
  return entry;
}
