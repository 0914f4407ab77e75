/** A pure function that keeps its latest results by a key; callers must not change what they are given. */
export function remembered<A, R>(
  keyOf: (argument: A) => string,
  most: number,
  make: (argument: A) => R,
): (argument: A) => R {
  const known = new Map<string, R>();
  return (argument) => {
    const key = keyOf(argument);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(argument);
    const oldest = known.size < most ? undefined : known.keys().next().value;
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, made);
    return made;
  };
}
