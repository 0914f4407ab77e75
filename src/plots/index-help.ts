import { measures } from '../analysis/measures/index.ts';

/** What an index of a population is: its name, its range and when it is undefined; empty where none is declared. */
export function helpOf(id: string): string {
  const measure = measures.find((one) => one.id === id);
  return measure === undefined
    ? ''
    : `${measure.name}. ${capital(measure.range)}. Undefined where ${measure.undefinedWhen}. ${measure.source}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
