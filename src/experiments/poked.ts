import type { TimedPoke } from '../contract/index.ts';

/** What was done to a population of a run from outside, in the document's terms. */
export interface Poked extends TimedPoke {
  /** Of the population, with its name then. */
  readonly id: string;
  readonly name: string;
  /** What was done, with its units: "0.5 nA, 20 ms"; "v held at −70 mV, 100 ms". */
  readonly said: string;
}

/** What a mark on an axis of time says: "poked Excitatory, 0.5 nA, 20 ms at 312.4 ms". */
export function pokeSentence({ poke, name, said, firstStep }: Poked, dtMs: number): string {
  const verb = poke.kind === 'push' ? 'poked' : 'silenced';
  return `${verb} ${name}, ${said} at ${Number((firstStep * dtMs).toFixed(4))} ms`;
}

/** Said of the results of runs of which some were poked: they are not the document's alone. */
export const POKED = 'poked while it ran';

/** A run, as far as it says what was done to it. */
export interface PokedRun {
  readonly label: string;
  readonly pokes?: readonly Poked[];
  readonly map: { readonly dtMs: number };
}

/** All that was done to runs, in sentences; empty: nothing was. */
export const sentencesOf = (runs: readonly PokedRun[]): string[] =>
  runs.flatMap(({ label, pokes = [], map }) =>
    pokes.map((poked) => `${label === '' ? '' : `${label}: `}${pokeSentence(poked, map.dtMs)}`),
  );
