/** An id that is not taken: the stem, or the stem with the first free number. */
export function freeId(taken: ReadonlySet<string>, stem: string): string {
  const clean = stem.replace(/[^\w-]/g, '').replace(/^[^A-Za-z]+/, '') || 'n';
  if (!taken.has(clean)) return clean;
  for (let k = 2; ; k++) if (!taken.has(`${clean}${k}`)) return `${clean}${k}`;
}
