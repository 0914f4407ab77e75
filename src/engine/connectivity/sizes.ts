import type { ConnectionRule } from '../../contract/index.ts';
import { abilitiesOf, type Ends, wiringOf } from '../../library/topologies/index.ts';
import { delayDistribution, longestDelaySteps, shortestDelaySteps } from './delays.ts';
import type { ProjectionMemory, ProjectionRequest } from './memory.ts';
import { weightBytes } from './memory.ts';
import { connectAndKeep } from './reference.ts';
import { streamBytes } from './streams.ts';

/** The share of a thread in the rows: its sources, and how many bytes their targets or segments take. */
export interface Amount {
  readonly firstSource: number;
  readonly endSource: number;
  readonly bytes: number;
}

/** A room is larger than expected by so many standard deviations, more where it is one of many rows, and by some entries. */
const SHARE_DEVIATIONS = 6;
const ROW_DEVIATIONS = 8;
const SPARE = 64;
/** Most bytes that the header and the padding of a segment take. */
const SEGMENT_BYTES = 6;

/** A probability that stands for 1 where a logarithm must be finite. */
const ALMOST_CERTAIN = 1 - 1e-9;

/** A pair of source and target has `trials` chances of a synapse, of this probability each. */
interface Chance {
  readonly trials: number;
  readonly probability: number;
}

function chanceOf(rule: ConnectionRule, { sources, same }: Ends): Chance {
  const { generated } = abilitiesOf(rule);
  if (generated === null) return { trials: 1, probability: 1 };
  if (generated.by === 'source') return { trials: 1, probability: generated.probability };
  const available = Math.max(1, sources - (same && !generated.autapses ? 1 : 0));
  return generated.multapses
    ? { trials: generated.inDegree, probability: 1 / available }
    : { trials: 1, probability: Math.min(1, generated.inDegree / available) };
}

export function shareOf(
  memory: Pick<ProjectionMemory, 'request' | 'way' | 'weight' | 'delayed'>,
  thread: number,
): Amount {
  const { request, way, delayed } = memory;
  const { ends, threads } = request;
  const firstSource = Math.floor((thread * ends.sources) / threads);
  const endSource = Math.floor(((thread + 1) * ends.sources) / threads);
  if (way === 'listed') {
    const bytes = thread === 0 ? listedBytes(memory) : 0;
    return { firstSource: thread === 0 ? 0 : ends.sources, endSource: ends.sources, bytes };
  }
  const sources = endSource - firstSource;
  const { trials, probability } = chanceOf(request.rule, ends);
  const expected = sources * ends.targets * trials * probability;
  const synapses = enough(expected, SHARE_DEVIATIONS, probability);
  if (!delayed) return { firstSource, endSource, bytes: 2 * synapses };
  const segments = Math.min(expected, sources * segmentsOfRow(request));
  const bytes =
    synapses * (2 + weightBytes(memory.weight)) + SEGMENT_BYTES * enough(segments, SHARE_DEVIATIONS, 0) + SPARE;
  return { firstSource, endSource, bytes: Math.ceil(bytes / 64) * 64 };
}

/** Room for an expected number of synapses and some deviations, in whole cache lines; no chance needs no deviations. */
const enough = (expected: number, deviations: number, probability: number): number =>
  Math.ceil((expected + (probability < 1 ? deviations * Math.sqrt(expected) : 0) + SPARE) / 32) * 32;

/** A number of synapses that the row of a source can be expected never to exceed. */
export function rowCapacity({ rule, ends }: ProjectionRequest): number {
  const { trials, probability } = chanceOf(rule, ends);
  const likely = enough(ends.targets * trials * probability, ROW_DEVIATIONS, probability);
  return trials === 1 ? Math.min(likely, ends.targets + SPARE) : likely;
}

/** The expected number of segments of a source, which is that of the delays that occur in each stretch. */
function segmentsOfRow({ rule, ends, delayMs, dtMs, partition }: ProjectionRequest): number {
  const { trials, probability } = chanceOf(rule, ends);
  const delays = delayDistribution(delayMs, dtMs);
  return partition.starts.slice(1).reduce((sum, end, stretch) => {
    const chances = trials * (end - (partition.starts[stretch] ?? 0));
    return delays.reduce(
      (all, q) => all - Math.expm1(chances * Math.log1p(-Math.min(ALMOST_CERTAIN, probability * q))),
      sum,
    );
  }, 0);
}

function listedBytes(memory: Pick<ProjectionMemory, 'request' | 'weight' | 'delayed'>): number {
  const { request, weight, delayed } = memory;
  const { rule, ends, weight: weights } = request;
  if (request.rough) return expectedBytes(memory);
  if (delayed) return streamBytes(connectAndKeep(request), request.partition, weightBytes(weight));
  const wiring = wiringOf(rule, ends);
  if (wiring.certain) return 2 * wiring.expected;
  return 2 * (weights.kind === 'array' ? weights.values.length : (connectAndKeep(request).starts.at(-1) ?? 0));
}

/** The expected number of bytes, as if each delay were as likely as any other. */
function expectedBytes({ request, weight, delayed }: Pick<ProjectionMemory, 'request' | 'weight' | 'delayed'>): number {
  const { rule, ends, delayMs, dtMs } = request;
  const synapses = wiringOf(rule, ends).expected;
  if (!delayed) return 2 * Math.ceil(synapses);
  const delays = longestDelaySteps(delayMs, dtMs) - shortestDelaySteps(delayMs, dtMs) + 1;
  const segments = ends.sources * delays * -Math.expm1((synapses / ends.sources) * Math.log1p(-1 / (delays + 1)));
  return Math.ceil(synapses * (2 + weightBytes(weight)) + SEGMENT_BYTES * Math.min(segments, synapses));
}
