import type { NetworkMap } from '../compile/index.ts';
import type { EngineConfig } from '../contract/index.ts';
import { fingerprint } from '../engine/fingerprint.ts';
import { jobOf, type Sweep } from './sweep/sweep.ts';

/** Grows where the engine or a measure gives other numbers than before: results that were kept are then of no use. */
const RESULTS = 3;

const nameless = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
  list.map((element) => ({ ...element, name: '' }));

/** All of a config that results depend on: messages name groups and projections, numbers do not depend on their names. */
const simulated = (config: EngineConfig): EngineConfig => ({
  ...config,
  groups: nameless(config.groups),
  sources: nameless(config.sources),
  projections: nameless(config.projections),
  backgrounds: nameless(config.backgrounds),
  injections: nameless(config.injections),
  couplings: nameless(config.couplings),
});

/** A short text that is another one where a run would give something else, or give it in another place. */
export const fingerprintOfRun = (config: EngineConfig, map: NetworkMap): string =>
  fingerprint([simulated(config), { ...map, populations: nameless(map.populations) }]);

/**
 * A short text that is another one where results of a sweep would be: of what is run at the corners of its range, the axes, the
 * seeds and the measures. What an end of one axis switches off (a strength of 0) is there at the other end.
 */
export function fingerprintOf(sweep: Sweep): string {
  const { axes, seeds, measures } = sweep;
  const corners = axes.reduce<number[][]>(
    (places, { numbers }) => places.flatMap((place) => [0, numbers.length - 1].map((end) => [...place, end])),
    [[]],
  );
  const runs = corners.map((place) => {
    const job = jobOf(sweep, { place, seed: seeds[0] ?? 0 }, 0);
    return 'fault' in job ? job : [simulated(job.config), job.plan, job.populations.map(({ id }) => id)];
  });
  return fingerprint([RESULTS, runs, axes, seeds, measures]);
}
