import type { EngineConfig } from '../../contract/index.ts';
import { type BitmapMemory, placeBitmap } from '../connectivity/bitmap.ts';
import { type ProjectionMemory, placeProjection } from '../connectivity/index.ts';
import { placeRings, type RingMemory } from '../connectivity/rings.ts';
import { type CouplingMemory, placeCoupling } from '../couplings/memory.ts';
import type { GroupMemory } from '../memory/group.ts';
import { item } from '../memory/item.ts';
import { Layout } from '../memory/layout.ts';
import { type PlasticityMemory, placeChanging, placeIncoming } from '../plasticity/index.ts';
import type { PoissonTable } from '../random/poisson.ts';
import { placeRecorder, type RecorderMemory } from '../recorders/memory.ts';
import { type BackgroundMemory, backgroundTable, placeBackground } from '../sources/backgrounds.ts';
import { placeTables, type SourceMemory } from '../sources/memory.ts';
import type { PlanContext } from './context.ts';
import { placeSource } from './emitters.ts';
import { placeGroup } from './groups.ts';
import { requestOf } from './projections.ts';
import { windowOf } from './window.ts';

/** Everything of a config that has a place in memory. */
export interface Plan {
  readonly config: EngineConfig;
  readonly threads: number;
  readonly layout: Layout;
  readonly groups: readonly GroupMemory[];
  readonly sources: readonly SourceMemory[];
  readonly projections: readonly ProjectionMemory[];
  /** Of dense projections, parallel to these. */
  readonly bitmaps: readonly (BitmapMemory | null)[];
  /** Of plastic projections, parallel to these. */
  readonly plasticity: readonly (PlasticityMemory | null)[];
  readonly rings: readonly RingMemory[];
  readonly couplings: readonly CouplingMemory[];
  readonly recorders: readonly RecorderMemory[];
  readonly backgrounds: readonly BackgroundMemory[];
  /** Per thread, of each group (bytes within a column) and each source (elements): first and end, i32. */
  readonly ranges: number;
  /** Steps that threads compute between two meetings; 0: they meet within each step, before spikes are delivered. */
  readonly windowSteps: number;
}

/**
 * Gives every part of a network its place: first what a run changes, which is what a snapshot holds, then what stays as it is.
 * `tables`: of the backgrounds. Throws RangeError where that takes more than `mostBytes`; without a bound (Infinity), rows
 * that only their making would count are estimated.
 */
export function plan(config: EngineConfig, tables: readonly PoissonTable[], threads: number, mostBytes?: number): Plan {
  const layout = new Layout(threads, mostBytes);
  const windowSteps = windowOf(config, threads);
  const rough = mostBytes === Number.POSITIVE_INFINITY;
  const context: PlanContext = { layout, config, threads, windowSteps, rough };
  const groups = config.groups.map((group, index) => placeGroup(context, group, index));
  const emitting = config.sources.map((source, index) => placeSource(context, source, index));
  const rings = placeRings(layout, config);
  const recorders = config.recorders.map((recorder) => placeRecorder(layout, threads, recorder, groups));
  const backgrounds = tables.map((table, k) => placeBackground(layout, [table, ...scheduledTables(config, k)]));
  const weights = config.projections.map(({ weight }) => (weight.kind === 'constant' ? layout.reserve(8) : 0));
  const couplingWeights = config.couplings.map(() => layout.reserve(8));
  const requests = config.projections.map((projection, k) => requestOf(context, projection, item(weights, k)));
  const changing = config.projections.map(({ plasticity }, k) =>
    plasticity ? placeChanging(layout, plasticity, item(requests, k)) : null,
  );
  layout.beginConstant();
  const sources = emitting.map((source) => ({ ...source, tables: placeTables(layout, source.config) }));
  const ranges = layout.reserve(threads * (config.groups.length + config.sources.length) * 8);
  const projections = requests.map((request) => placeProjection(layout, request));
  const bitmaps = projections.map((projection, k) => (changing[k] ? null : placeBitmap(layout, projection)));
  const plasticity = changing.map((part) => part && placeIncoming(layout, part));
  const couplings = config.couplings.map((coupling, k) =>
    placeCoupling(layout, config, coupling, item(couplingWeights, k)),
  );
  return {
    config,
    threads,
    layout,
    groups,
    sources,
    projections,
    bitmaps,
    couplings,
    plasticity,
    rings,
    recorders,
    backgrounds,
    ranges,
    windowSteps,
  };
}

/** Tables that a background is changed to on the way. */
const scheduledTables = (config: EngineConfig, background: number): readonly PoissonTable[] =>
  (config.changes ?? []).flatMap(({ changes }) =>
    changes.flatMap((change) =>
      change.kind === 'background' && change.background === background ? [backgroundTable(change, config)] : [],
    ),
  );
