import type { EngineConfig } from '../../contract/index.ts';
import type { ProjectionMemory } from '../connectivity/index.ts';
import type { Emitters } from '../memory/emitter.ts';
import type { GroupMemory } from '../memory/group.ts';
import type { PlasticityMemory } from '../plasticity/index.ts';
import type { RecorderMemory } from './memory.ts';

/** What recorders know of a network: its groups and emitters, its plastic synapses, and their own places. */
export interface RecordedNetwork extends Emitters {
  readonly groups: readonly GroupMemory[];
  readonly config: EngineConfig;
  readonly threads: number;
  readonly projections: readonly ProjectionMemory[];
  /** Of plastic projections, parallel to these. */
  readonly plasticity: readonly (PlasticityMemory | null)[];
  readonly recorders: readonly RecorderMemory[];
}
