import type { EngineConfig, Estimate, ProjectionConfig } from '../contract/index.ts';
import { abilitiesOf } from '../library/topologies/index.ts';
import { estimate } from './estimate.ts';

/** A configuration that fits a memory, and what it will take there. */
export interface Fitted {
  readonly config: EngineConfig;
  readonly estimate: Estimate;
  /**
   * Whether rows of synapses are drawn again at each spike, which is slower, since there is no room to keep them. The synapses are
   * the same; sums of dense projections, otherwise counted from bitmaps, are rounded differently.
   */
  readonly regenerated: boolean;
}

/** The configuration itself where it fits; otherwise the same with all rows regenerated that can be. */
export function fitted(config: EngineConfig, budgetBytes: number): Fitted {
  const stored = estimate(config);
  if (stored.bytes <= budgetBytes) return { config, estimate: stored, regenerated: false };
  const smaller = { ...config, projections: config.projections.map(regeneratedIfPossible) };
  return { config: smaller, estimate: estimate(smaller), regenerated: true };
}

function regeneratedIfPossible(projection: ProjectionConfig): ProjectionConfig {
  const { rule, weight, delayMs, plasticity } = projection;
  const listed = [weight, delayMs].some(({ kind }) => kind === 'array' || kind === 'distance');
  const drawn = !listed && plasticity === undefined;
  const possible = abilitiesOf(rule).generated?.by === 'source' && drawn;
  return possible ? { ...projection, storage: 'regenerated' } : projection;
}
