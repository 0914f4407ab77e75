import type { ConnectionRule, Values } from '../../contract/index.ts';
import { LONGEST_DELAY_STEPS } from '../../library/topologies/extent.ts';
import { abilitiesOf, type Ends, groupBySource, type Wiring, wiringOf } from '../../library/topologies/index.ts';
import { Draws, Purpose } from '../random/draws.ts';
import { drawSynapses, type SynapseValues } from '../random/values.ts';
import { delaySteps } from './delays.ts';

/**
 * Compressed rows by source. The targets of source i stand from `starts[i]` up to `starts[i + 1]` in `targets`, and ascend; those
 * of a list keep its order.
 */
interface Rows {
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
}

/** Rows, and the weights and delays of their synapses, which are one number where all have the same. */
export interface Connectivity extends Rows {
  readonly weights: SynapseValues<Float64Array>;
  /** In steps. */
  readonly delays: SynapseValues<Uint16Array>;
}

/** All that the synapses of a projection depend on. */
export interface WiringRequest {
  readonly name: string;
  readonly seed: number;
  readonly key: number;
  readonly rule: ConnectionRule;
  readonly ends: Ends;
  readonly weight: Values;
  readonly delayMs: Values;
  readonly dtMs: number;
}

/** Rows that were made to see how much room they take, until they are written. */
const keptRows = new WeakMap<WiringRequest, Connectivity>();

/** Makes the rows, and keeps them until they are taken. */
export function connectAndKeep(request: WiringRequest): Connectivity {
  const connectivity = keptRows.get(request) ?? connect(request);
  keptRows.set(request, connectivity);
  return connectivity;
}

/** Takes the rows that are kept, or makes them. */
export function connectOrTake(request: WiringRequest): Connectivity {
  const connectivity = keptRows.get(request) ?? connect(request);
  keptRows.delete(request);
  return connectivity;
}

/**
 * Makes the synapses of a projection, which depend on nothing but the request. Throws RangeError with a sentence where the rule
 * does not fit the sizes, or a delay is not a number of steps that can be kept.
 */
export function connect(request: WiringRequest): Connectivity {
  const wiring = wiringOf(request.rule, request.ends);
  if (wiring.fault !== null) throw new RangeError(`${request.name}: ${wiring.fault}`);
  const rows = makeRows(wiring, request);
  const { pairs } = abilitiesOf(request.rule);
  const order = pairs && groupBySource(pairs.pre, request.ends.sources).order;
  const draw = (values: Values, purpose: Purpose) =>
    drawSynapses(values, { ...rows, order, seed: request.seed, purpose });
  const weights = draw(request.weight, Purpose.weights);
  return {
    ...rows,
    weights:
      request.weight.kind === 'array' || 'constant' in weights ? weights : { each: weights.each.map(Math.fround) },
    delays: toSteps(draw(request.delayMs, Purpose.delays), request),
  };
}

function toSteps(delays: SynapseValues<Float64Array>, { name, dtMs }: WiringRequest): SynapseValues<Uint16Array> {
  const checked = (delayMs: number): number => {
    const steps = delaySteps(delayMs, dtMs);
    if (steps >= 0 && steps <= LONGEST_DELAY_STEPS) return steps;
    throw new RangeError(
      `${name}: a delay of ${delayMs} ms is ${steps} steps; possible are 0 to ${LONGEST_DELAY_STEPS}`,
    );
  };
  if ('constant' in delays) return { constant: checked(delays.constant) };
  return { each: Uint16Array.from(delays.each, checked) };
}

/** Writes row after row: of sources, or of targets where the rule draws the sources of each target. */
function makeRows(wiring: Wiring, { ends, seed, key }: WiringRequest): Rows {
  const write = wiring.rows(new Draws(seed, key, Purpose.graph).at(0));
  const random = new Draws(seed, key, Purpose.rows);
  const row = new Uint32Array(wiring.longestRow);
  const count = wiring.by === 'source' ? ends.sources : ends.targets;
  const starts = new Uint32Array(count + 1);
  let others = new Uint32Array(Math.ceil(wiring.expected + 6 * Math.sqrt(wiring.expected)) + 16);
  let filled = 0;
  for (let i = 0; i < count; i++) {
    const length = write(i, random.at(i), row);
    if (filled + length > others.length) others = grown(others, filled + length);
    if (length === row.length) others.set(row, filled);
    else for (let k = 0; k < length; k++) others[filled + k] = row[k] ?? 0;
    filled += length;
    starts[i + 1] = filled;
  }
  const rows = { starts, targets: others.subarray(0, filled) };
  return wiring.by === 'source' ? rows : transposed(rows, ends.sources);
}

function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}

/** Turns rows of targets into rows of sources, by a counting sort. */
function transposed(byTarget: Rows, sources: number): Rows {
  const starts = new Uint32Array(sources + 1);
  const sourcesOfTargets = byTarget.targets;
  for (let k = 0; k < sourcesOfTargets.length; k++) {
    const source = (sourcesOfTargets[k] ?? 0) + 1;
    starts[source] = (starts[source] ?? 0) + 1;
  }
  for (let i = 0; i < sources; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const targets = new Uint32Array(sourcesOfTargets.length);
  for (let target = 0; target + 1 < byTarget.starts.length; target++) {
    const end = byTarget.starts[target + 1] ?? 0;
    for (let k = byTarget.starts[target] ?? 0; k < end; k++) {
      const source = sourcesOfTargets[k] ?? 0;
      const slot = next[source] ?? 0;
      targets[slot] = target;
      next[source] = slot + 1;
    }
  }
  return { starts, targets };
}
