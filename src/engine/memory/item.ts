/** An entry of a list that the config promises to exist; throws RangeError where it does not. */
export function item<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined)
    throw new RangeError(`the configuration refers to entry ${index} of a list of ${list.length}`);
  return entry;
}
