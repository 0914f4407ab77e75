import type { CouplingConfig, EngineConfig, Values } from '../../contract/index.ts';
import { abilitiesOf, wiringOf } from '../../library/topologies/index.ts';
import { type Connectivity, connect } from '../connectivity/reference.ts';
import { turnedRound, withBothDirections } from '../connectivity/turned.ts';
import type { Layout } from '../memory/layout.ts';
import type { Views } from '../memory/views.ts';

/** Where the rows of a coupling are: the addresses of its rows (u32, one for each source) and of their targets (u32). */
interface CouplingRows {
  readonly connectivity: Connectivity;
  readonly rows: number;
  readonly targets: number;
  /** Address of the weights (f64 each); 0 where one weight serves all. */
  readonly weights: number;
}

/** Where a continuous coupling is. */
export interface CouplingMemory {
  readonly config: CouplingConfig;
  /** Null where all sources reach all targets with one weight. */
  readonly rows: CouplingRows | null;
  /** Address of the weight that all synapses share (f64). */
  readonly weight: number;
  readonly synapses: number;
}

/** Whether one sum over all sources serves every target, so that the work grows with the number of elements, not of synapses. */
export const isDense = ({ rule, weight }: CouplingConfig): boolean =>
  abilitiesOf(rule).everyPair !== null && weight.kind === 'constant';

/** Of a dense coupling: whether each element receives from all but itself. */
export const leavesOutSelf = ({ rule, source, target }: CouplingConfig): boolean =>
  source === target && abilitiesOf(rule).everyPair?.autapses === false;

const endsOf = ({ groups }: EngineConfig, { source, target }: CouplingConfig) => ({
  sources: groups[source]?.size ?? 0,
  targets: groups[target]?.size ?? 0,
  same: source === target,
});

/** The expected number of synapses of a coupling. */
export const couplingSynapses = (config: EngineConfig, coupling: CouplingConfig): number =>
  wiringOf(coupling.rule, endsOf(config, coupling)).expected *
  (coupling.direction === 'both' && abilitiesOf(coupling.rule).everyPair === null ? 2 : 1);

/** The synapses of a coupling; those in both directions where it acts both ways. */
export function connectivityOf(config: EngineConfig, coupling: CouplingConfig): Connectivity {
  const { name, key, rule, weight, direction } = coupling;
  const { seed, dtMs } = config;
  const delayMs: Values = { kind: 'constant', value: 0 };
  const ends = endsOf(config, coupling);
  const drawn = (from: typeof ends) => connect({ name, seed, key, dtMs, rule, ends: from, weight, delayMs });
  if (direction === 'given') return drawn(ends);
  if (direction === 'both') return withBothDirections(drawn(ends));
  return turnedRound(drawn({ sources: ends.targets, targets: ends.sources, same: ends.same }), ends.sources);
}

/** Gives a coupling its place; `weight` is the address of the weight that all synapses share, which a live change may write. */
export function placeCoupling(
  layout: Layout,
  config: EngineConfig,
  coupling: CouplingConfig,
  weight: number,
): CouplingMemory {
  if (isDense(coupling)) return { config: coupling, rows: null, weight, synapses: couplingSynapses(config, coupling) };
  const connectivity = connectivityOf(config, coupling);
  const { starts, targets, weights } = connectivity;
  const rows: CouplingRows = {
    connectivity,
    rows: layout.reserve(starts.byteLength),
    targets: layout.reserve(targets.byteLength),
    weights: 'each' in weights ? layout.reserve(weights.each.byteLength) : 0,
  };
  return { config: coupling, rows, weight, synapses: targets.length };
}

/** Writes the rows of a coupling, where it has any. */
export function writeCoupling(views: Views, { rows: memory }: CouplingMemory): void {
  if (memory === null) return;
  const { connectivity, rows, targets, weights } = memory;
  const { starts } = connectivity;
  const addresses = views.words(rows, starts.length);
  for (let i = 0; i < starts.length; i++) addresses[i] = targets + 4 * (starts[i] ?? 0);
  views.words(targets, connectivity.targets.length).set(connectivity.targets);
  if ('each' in connectivity.weights)
    views.doubles(weights, connectivity.weights.each.length).set(connectivity.weights.each);
}

/** Adds to the number of incoming synapses of each target, or to the sum of their weights; `weight` is that of all synapses. */
export function addTotals(
  { config, rows }: CouplingMemory,
  of: 'degree' | 'total',
  weight: number,
  sources: number,
  totals: Float64Array,
): void {
  if (rows === null) {
    const amount = (sources - (leavesOutSelf(config) ? 1 : 0)) * (of === 'degree' ? 1 : weight);
    for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + amount;
    return;
  }
  const { targets, weights } = rows.connectivity;
  targets.forEach((j, k) => {
    const amount = of === 'degree' ? 1 : 'each' in weights ? (weights.each[k] ?? 0) : weight;
    totals[j] = (totals[j] ?? 0) + amount;
  });
}
