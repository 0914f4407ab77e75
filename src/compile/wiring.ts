import type {
  BackgroundConfig,
  CouplingConfig,
  InjectionConfig,
  ProjectionConfig,
  SpikeSourceConfig,
} from '../contract/index.ts';
import type { CompiledGroup } from './groups.ts';
import type { PlasticMap } from './types.ts';

/** The groups and sources of a network, and where each node of the document went. */
export interface Placed {
  readonly groups: readonly CompiledGroup[];
  /** Group of each population, and of each current stimulus (its first one). */
  readonly groupOf: ReadonlyMap<string, number>;
  readonly sources: readonly SpikeSourceConfig[];
  readonly sourceOf: ReadonlyMap<string, number>;
}

/** What has been compiled of a network: what there is, and what joins it. */
export interface Assembly extends Placed {
  readonly projections: readonly ProjectionConfig[];
  readonly backgrounds: readonly BackgroundConfig[];
  readonly injections: readonly InjectionConfig[];
  readonly couplings: readonly CouplingConfig[];
  readonly plastic: readonly PlasticMap[];
}
