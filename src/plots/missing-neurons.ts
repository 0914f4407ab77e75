import { observedPopulations } from './runs.ts';
import type { RunView } from './types.ts';

/** The sentence on neurons that an observed population does not have; null: it has all of them. */
export function missingNeurons(runs: readonly RunView[], probe: string, neurons: readonly number[]): string | null {
  for (const run of runs) {
    const [first] = observedPopulations(run, probe);
    const missing = first === undefined ? [] : neurons.filter((neuron) => neuron >= first.size);
    if (first !== undefined && missing.length > 0) {
      const others = missing.length > 3 ? ' and others' : '';
      return `${first.kind === 'stimulus' ? 'Stimulus' : 'Population'} ${first.name} has no neuron ${missing.slice(0, 3).join(', ')}${others}.`;
    }
  }
  return null;
}
