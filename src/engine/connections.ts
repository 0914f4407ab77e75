import type { EngineConfig } from '../contract/index.ts';
import { wiringOf } from '../library/topologies/index.ts';
import { connect } from './connectivity/reference.ts';
import { emitterSize, item } from './plan.ts';

/** The synapses of a projection as they will be built, by rows of sources. */
export interface Connections {
  readonly sources: number;
  readonly size: number;
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  /** Whether both ends are one group. */
  readonly same: boolean;
}

/** Which synapses: of a projection, or of a gap coupling. */
export interface ConnectionsOf {
  readonly of: 'projection' | 'gap';
  readonly index: number;
}

/** More would take longer than anyone waits for a picture. */
const MOST_SYNAPSES = 3e7;

export function connections(config: EngineConfig, { of, index }: ConnectionsOf): Connections {
  const { seed, dtMs } = config;
  const none = { kind: 'constant', value: 0 } as const;
  const { name, key, rule, target, source } =
    of === 'projection' ? item(config.projections, index) : item(config.gaps, index);
  const emitter = typeof source === 'number' ? { of: 'group' as const, index: source } : source;
  const same = emitter.of === 'group' && emitter.index === target;
  const ends = { sources: emitterSize(config, emitter), targets: item(config.groups, target).size, same };
  const { expected } = wiringOf(rule, ends);
  if (expected > MOST_SYNAPSES)
    throw new RangeError(`About ${Math.round(expected / 1e6)} million synapses are too many to look at before a run.`);
  const { starts, targets } = connect({ name, seed, key, rule, ends, weight: none, delayMs: none, dtMs });
  return { sources: ends.sources, size: ends.targets, starts, targets, same };
}
