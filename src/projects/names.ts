import type { ProjectHead } from './project.ts';

/** A name that none has: the name, or with the first free number from 2 on. */
export function numbered(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let k = 2; ; k++) if (!taken.includes(`${name} ${k}`)) return `${name} ${k}`;
}

/** What a copy is called: "Net, copy", "Net, copy 2"; a copy of a copy is one of the same. */
export function copyName(name: string, taken: readonly string[]): string {
  return numbered(`${name.replace(/, copy( \d+)?$/, '')}, copy`, taken);
}

export type Order = 'modified' | 'name' | 'size';

/** Projects whose name holds every word typed, in an order; the newest or largest first. */
export function foundProjects(heads: readonly ProjectHead[], typed: string, order: Order): ProjectHead[] {
  const words = typed.trim().toLowerCase().split(/\s+/);
  const compare = {
    modified: (a: ProjectHead, b: ProjectHead) => b.modified - a.modified,
    name: (a: ProjectHead, b: ProjectHead) => a.name.localeCompare(b.name, 'en', { numeric: true }),
    size: (a: ProjectHead, b: ProjectHead) => b.neurons - a.neurons,
  }[order];
  return heads.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word))).toSorted(compare);
}

/** How long ago: "just now", "5 min ago", "3 h ago", then the day. */
export function ageText(time: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - time) / 60_000));
  if (minutes === 0) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return new Date(time).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "2,500 neurons", "1 neuron". */
export const neuronsText = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'neuron' : 'neurons'}`;

/** "512 B", "34 kB", "1.2 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
