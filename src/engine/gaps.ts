import type { EngineConfig, GapConfig, Values } from '../contract/index.ts';
import { type Connectivity, connect } from './connectivity/reference.ts';
import type { Layout } from './memory.ts';
import type { Views } from './views.ts';

/** Where the rows of a gap coupling are: u32 targets by source. */
export interface GapMemory {
  readonly connectivity: Connectivity;
  readonly rows: number;
  readonly targets: number;
  /** Address of the conductances, f64 each; 0: one for all. */
  readonly weights: number;
}

export function placeGap(layout: Layout, config: EngineConfig, gap: GapConfig): GapMemory {
  const { name, key, source, target, rule, conductance } = gap;
  const { seed, dtMs, groups } = config;
  const sizeOf = (index: number): number => groups[index]?.size ?? 0;
  const ends = { sources: sizeOf(source), targets: sizeOf(target), same: source === target };
  const delayMs: Values = { kind: 'constant', value: 0 };
  const connectivity = connect({ name, seed, key, dtMs, rule, ends, weight: conductance, delayMs });
  const { starts, targets, weights } = connectivity;
  return {
    connectivity,
    rows: layout.reserve(starts.byteLength),
    targets: layout.reserve(targets.byteLength),
    weights: 'each' in weights ? layout.reserve(weights.each.byteLength) : 0,
  };
}

export function writeGap(views: Views, { connectivity, rows, targets, weights }: GapMemory): void {
  const { starts } = connectivity;
  const addresses = views.words(rows, starts.length);
  for (let i = 0; i < starts.length; i++) addresses[i] = targets + 4 * (starts[i] ?? 0);
  views.words(targets, connectivity.targets.length).set(connectivity.targets);
  if ('each' in connectivity.weights)
    views.doubles(weights, connectivity.weights.each.length).set(connectivity.weights.each);
}
