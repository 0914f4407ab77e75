import type { SpikeSourceConfig } from '../../contract/index.ts';
import type { EmitterMemory } from '../memory/emitter.ts';
import type { Layout } from '../memory/layout.ts';
import { gammaCounts } from './gamma.ts';
import { poissonPlaces, sharesRate } from './poisson.ts';
import { profileTable } from './profile.ts';

export interface SourceMemory {
  readonly config: SpikeSourceConfig;
  readonly emitter: EmitterMemory;
  /** What a run changes. poisson: see poissonPlaces. given: cursor. gamma: see GAMMA. profile: nothing. */
  readonly data: number;
  /** What it does not. given: steps, elements. profile: its table. */
  readonly tables: readonly number[];
}

/** Bytes of what a run changes. */
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

/** Room for what a run does not change: see `tables` of SourceMemory. */
export function placeTables(layout: Layout, source: SpikeSourceConfig): number[] {
  if (source.kind === 'profile') return [layout.reserve(profileTable(source).length * 8)];
  if (source.kind === 'given')
    return [source.steps, source.indices].map(({ byteLength }) => layout.reserve(byteLength));
  return [];
}
