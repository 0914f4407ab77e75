import { ownValue } from './schema-words.ts';

const TITLES: ReadonlyMap<unknown, string> = new Map([
  ['population', 'Population'],
  ['stimulus', 'Stimulus'],
  ['probe', 'Probe'],
  ['synapse', 'Synapse'],
  ['injection', 'Injection'],
  ['tap', 'Tap'],
]);

/** What a sentence calls a node, edge or group: `Population "E"`; of no known kind it is called by the fallback. */
export const titleOf = (element: unknown, fallback: string, called: string): string =>
  `${TITLES.get(ownValue(element, 'kind')) ?? fallback} "${called}"`;
