import { daido } from '../analysis/measures/daido.ts';
import { type Measure, measures } from '../analysis/measures/index.ts';
import { kuramoto } from '../analysis/measures/kuramoto.ts';

/** As the order parameter of spike phases. */
const twoClusters: Measure = { ...kuramoto, name: `${daido.name}, m = 2`, source: daido.source };

/** What an index of a population is: its name, its range and when it is undefined; empty where none is declared. */
export function helpOf(id: string): string {
  const measure = measures.find((one) => one.id === id) ?? (id === 'R2' ? twoClusters : undefined);
  return measure === undefined
    ? ''
    : `${measure.name}. ${capital(measure.range)}. Undefined where ${measure.undefinedWhen}. ${measure.source}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
