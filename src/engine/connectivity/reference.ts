import type { ConnectionRule, Values } from '../../contract/index.ts';
import { LONGEST_DELAY_STEPS } from '../../library/topologies/extent.ts';
import { abilitiesOf, type Ends, groupBySource, type Wiring, wiringOf } from '../../library/topologies/index.ts';
import { Draws, Purpose } from '../random.ts';
import { drawSynapses, type SynapseValues } from '../values.ts';
import { delaySteps } from './delays.ts';

/**
 * Compressed rows by source: targets of source i are `targets[starts[i] .. starts[i + 1])`, ascending (a list keeps its order).
 */
interface Rows {
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
}

/** Rows and what each synapse carries, constant where all carry the same. */
export interface Connectivity extends Rows {
  readonly weights: SynapseValues<Float64Array>;
  /** In steps. */
  readonly delays: SynapseValues<Uint16Array>;
}

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

/** What has been made to see how much room it takes, until it is written. */
const kept = new WeakMap<WiringRequest, Connectivity>();

export function connectAndKeep(request: WiringRequest): Connectivity {
  const made = kept.get(request) ?? connect(request);
  kept.set(request, made);
  return made;
}

export function connectOrTake(request: WiringRequest): Connectivity {
  const made = kept.get(request) ?? connect(request);
  kept.delete(request);
  return made;
}

/** A function of (seed, key, rule, sizes) only. */
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

function makeRows(wiring: Wiring, { ends, seed, key }: WiringRequest): Rows {
  const write = wiring.rows(new Draws(seed, key, Purpose.graph).at(0));
  const random = new Draws(seed, key, Purpose.rows);
  const row = new Uint32Array(wiring.longestRow);
  const count = wiring.by === 'source' ? ends.sources : ends.targets;
  const starts = new Uint32Array(count + 1);
  let far = new Uint32Array(Math.ceil(wiring.expected + 6 * Math.sqrt(wiring.expected)) + 16);
  let filled = 0;
  for (let i = 0; i < count; i++) {
    const length = write(i, random.at(i), row);
    if (filled + length > far.length) far = grown(far, filled + length);
    if (length === row.length) far.set(row, filled);
    else for (let k = 0; k < length; k++) far[filled + k] = row[k] ?? 0;
    filled += length;
    starts[i + 1] = filled;
  }
  const byNear = { starts, targets: far.subarray(0, filled) };
  if (wiring.by === 'source') return byNear;
  return transposed(byNear, ends.sources);
}

function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}

/** Rows of targets into rows of sources, by a counting sort. */
function transposed(byTarget: Rows, sources: number): Rows {
  const starts = new Uint32Array(sources + 1);
  const far = byTarget.targets;
  for (let k = 0; k < far.length; k++) {
    const source = (far[k] ?? 0) + 1;
    starts[source] = (starts[source] ?? 0) + 1;
  }
  for (let i = 0; i < sources; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const targets = new Uint32Array(far.length);
  for (let target = 0; target + 1 < byTarget.starts.length; target++) {
    const end = byTarget.starts[target + 1] ?? 0;
    for (let k = byTarget.starts[target] ?? 0; k < end; k++) {
      const source = far[k] ?? 0;
      const slot = next[source] ?? 0;
      targets[slot] = target;
      next[source] = slot + 1;
    }
  }
  return { starts, targets };
}
