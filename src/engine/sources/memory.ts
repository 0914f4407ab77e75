import type { SpikeSourceConfig } from '../../contract/index.ts';
import type { EmitterMemory } from '../memory/emitter.ts';
import type { Layout } from '../memory/layout.ts';
import { gammaCounts } from './gamma.ts';
import { poissonPlaces, sharesRate } from './poisson.ts';
import { profileTable } from './profile.ts';

/** Where a spike source is. */
export interface SourceMemory {
  readonly config: SpikeSourceConfig;
  readonly emitter: EmitterMemory;
  /**
   * Address of what a run changes: the rates of a Poisson source (see poissonPlaces), the cursor of a given one (i32), the
   * processes of a gamma source (see GAMMA). A profile has nothing of the kind.
   */
  readonly data: number;
  /** Addresses of what a run does not change: steps and elements of given spikes (i32), or the table of a profile (f64). */
  readonly tables: readonly number[];
}

/** How many bytes of a source a run changes. */
export function sourceBytes(source: SpikeSourceConfig): number {
  switch (source.kind) {
    case 'poisson':
      return sharesRate(source) ? 8 : poissonPlaces(source).several + source.size * 4;
    case 'gamma':
      return gammaCounts(source.size) + source.size * 4;
    case 'given':
      return 4;
    case 'profile':
      return 0;
  }
}

/** Reserves room for what a run does not change: `tables` of SourceMemory. */
export function placeTables(layout: Layout, source: SpikeSourceConfig): number[] {
  if (source.kind === 'profile') return [layout.reserve(profileTable(source).length * 8)];
  if (source.kind === 'given')
    return [source.steps, source.indices].map(({ byteLength }) => layout.reserve(byteLength));
  return [];
}
