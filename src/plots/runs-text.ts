import type { ProbeNode } from '../document/schema.ts';
import { observedPopulations } from './runs.ts';
import type { RunView } from './types.ts';

/** What a probe observes, in a few words: "E, I · A, B". */
export function subtitleOf(probe: ProbeNode, runs: readonly RunView[]): string {
  const [first] = runs;
  if (first === undefined) return '';
  const traces = first.map.probes[probe.id]?.traces ?? [];
  const names = observedPopulations(first, probe.id).map(({ name }) => name);
  const variables = [...new Set(traces.map(({ variable }) => variable))];
  const labels = runs.map(({ label }) => label).filter((label) => label !== '');
  return [names, variables, labels]
    .filter((part) => part.length > 0)
    .map((part) => part.join(', '))
    .join(' · ');
}
