import type { RunView } from './types.ts';

/** Said of results after their network was changed. */
export const OUTDATED = 'of the network before the change';

/** Which runs are of a network that was changed since: all of them, some by their labels, or none (null). */
export function outdatedOf(runs: readonly RunView[]): string | null {
  const labels = runs.flatMap(({ outdated, label }) => (outdated ? [label] : []));
  if (labels.length === 0) return null;
  return labels.length === runs.length ? 'all' : labels.join(', ');
}

/** What is said of results some of whose runs (see `outdatedOf`) are of a network that was changed since. */
export const outdatedNote = (labels: string): string => (labels === 'all' ? OUTDATED : `${labels}: ${OUTDATED}`);
