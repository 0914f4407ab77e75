import type { EngineConfig } from '../contract/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import { connect } from './connectivity/reference.ts';
import { connectivityOf, couplingSynapses } from './couplings/memory.ts';
import { item } from './memory/item.ts';
import { endsOf } from './plan/projections.ts';

/** The synapses of a projection as they will be built, by rows of sources. */
export interface Connections {
  readonly sources: number;
  readonly size: number;
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  /** Whether both ends are one group. */
  readonly same: boolean;
}

/** Names a projection, or a continuous coupling, by its index of the config. */
export interface ConnectionsOf {
  readonly of: 'projection' | 'coupling';
  readonly index: number;
}

/** More synapses would take longer than anyone waits for a picture. */
const MOST_SYNAPSES = 3e7;

/** The synapses of a projection or coupling. Throws RangeError with a sentence where they are too many to look at. */
export function connections(config: EngineConfig, { of, index }: ConnectionsOf): Connections {
  const { seed, dtMs } = config;
  const none = { kind: 'constant', value: 0 } as const;
  if (of === 'coupling') {
    const coupling = item(config.couplings, index);
    refuseTooMany(couplingSynapses(config, coupling));
    const { starts, targets } = connectivityOf(config, coupling);
    const [sources, size] = [item(config.groups, coupling.source).size, item(config.groups, coupling.target).size];
    return { sources, size, starts, targets, same: coupling.source === coupling.target };
  }
  const projection = item(config.projections, index);
  const { name, key, rule } = projection;
  const ends = endsOf(config, projection);
  refuseTooMany(wiringOf(rule, ends).expected);
  const { starts, targets } = connect({ name, seed, key, rule, ends, weight: none, delayMs: none, dtMs });
  return { sources: ends.sources, size: ends.targets, starts, targets, same: ends.same };
}

function refuseTooMany(expected: number): void {
  if (expected > MOST_SYNAPSES)
    throw new RangeError(`About ${Math.round(expected / 1e6)} million synapses are too many to look at before a run.`);
}
