import { abilitiesOf, wiringOf } from '../../library/topologies/index.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import type { Views } from '../memory/views.ts';
import { geometricTable } from '../random/geometric.ts';
import { type ProjectionMemory, paddedTargets, stretchesOf, weightBytes } from './memory.ts';
import { type Connectivity, connectOrTake } from './reference.ts';
import { delayOf, forEachRow, segmentsOf } from './streams.ts';

/** Writes what the functions read that make rows, and the rows themselves where no such function makes them. */
export function writeProjection(views: Views, memory: ProjectionMemory): void {
  const { partition, rule, threads } = memory.request;
  views.words(memory.starts, partition.starts.length).set(partition.starts);
  views.words(memory.firstOf, threads + 1).set(partition.firstOf);
  memory.shares.forEach(({ firstSource, endSource, from, to }, thread) => {
    views.words(memory.shareTable + 16 * thread, 4).set([firstSource, endSource, from, to]);
  });
  const { generated } = abilitiesOf(rule);
  if (memory.gaps !== null && generated?.by === 'source') {
    const { thresholds, guide } = geometricTable(generated.probability);
    views.words(memory.gaps.thresholds, thresholds.length).set(thresholds);
    views.halves(memory.gaps.guide, guide.length).set(guide);
  }
  if (memory.way !== 'listed') return;
  const connectivity = connectOrTake(memory.request);
  if (memory.delayed) writeStreams(views, memory, connectivity);
  else writeRows(views, memory, connectivity);
  views.words(memory.status, 1)[0] = connectivity.targets.length;
}

/** Writes the weight that all synapses share, where they do. */
export function writeWeight(views: Views, { weight }: ProjectionMemory, value: number): void {
  if (weight.kind === 'constant') views.doubles(weight.address, 1)[0] = value;
}

/** How many synapses were made; of regenerated ones, which nobody has counted, how many are expected. */
export function synapsesOf(views: Views, { request, status, way }: ProjectionMemory): number {
  if (way === 'regenerated') return Math.round(wiringOf(request.rule, request.ends).expected);
  return statuses(views, status, request.threads).reduce((sum, { made }) => sum + made, 0);
}

/** Whether chance brought more synapses than there is room for. */
export function overflowed(views: Views, { request, status }: ProjectionMemory): boolean {
  return statuses(views, status, request.threads).some(({ failed }) => failed);
}

const statuses = (views: Views, status: number, threads: number) =>
  Array.from({ length: threads }, (_, thread) => {
    const [made = 0, failed = 0] = views.words(status + thread * THREAD_STRIDE, 2);
    return { made, failed: failed !== 0 };
  });

function writeRows(views: Views, memory: ProjectionMemory, connectivity: Connectivity): void {
  const { partition, ends } = memory.request;
  const stretches = stretchesOf(partition);
  const { length } = connectivity.targets;
  const table = views.words(memory.rows, ends.sources * (stretches + 1));
  const targets = views.halves(memory.targets, length);
  const weights = weightView(views, memory, length);
  let filled = 0;
  forEachRow(connectivity, partition, (source, stretch, synapses) => {
    const start = partition.starts[stretch] ?? 0;
    table[source * (stretches + 1) + stretch] = memory.targets + 2 * filled;
    for (const k of synapses) {
      targets[filled] = (connectivity.targets[k] ?? 0) - start;
      if (weights !== null && 'each' in connectivity.weights) weights[filled] = connectivity.weights.each[k] ?? 0;
      filled++;
    }
    table[source * (stretches + 1) + stretch + 1] = memory.targets + 2 * filled;
  });
}

function weightView(views: Views, { weight, weights }: ProjectionMemory, length: number) {
  if (weight.kind === 'constant') return null;
  return views.numbers(weight.kind, weights, length);
}

function writeStreams(views: Views, memory: ProjectionMemory, connectivity: Connectivity): void {
  const { partition, ends } = memory.request;
  const stretches = stretchesOf(partition);
  const table = views.words(memory.rows, ends.sources * (stretches + 1));
  let at = memory.targets;
  forEachRow(connectivity, partition, (source, stretch, synapses) => {
    table[source * (stretches + 1) + stretch] = at;
    for (const segment of segmentsOf(connectivity, synapses)) {
      writeSegment(views, memory, connectivity, partition.starts[stretch] ?? 0, segment, at);
      at += 4 + paddedTargets(segment.length) + segment.length * weightBytes(memory.weight);
    }
    table[source * (stretches + 1) + stretch + 1] = at;
  });
}

function writeSegment(
  views: Views,
  { weight }: ProjectionMemory,
  connectivity: Connectivity,
  start: number,
  segment: readonly number[],
  at: number,
): void {
  views.halves(at, 2).set([delayOf(connectivity, segment[0] ?? 0), segment.length]);
  views.halves(at + 4, segment.length).set(segment.map((k) => (connectivity.targets[k] ?? 0) - start));
  const { weights } = connectivity;
  if (weight.kind === 'constant' || 'constant' in weights) return;
  const bytes = weightBytes(weight);
  const first = at + 4 + paddedTargets(segment.length);
  // A DataView is used since a double need not lie at a multiple of 8 here.
  const place = new DataView(views.buffer, first, segment.length * bytes);
  segment.forEach((k, n) => {
    const value = weights.each[k] ?? 0;
    if (bytes === 4) place.setFloat32(4 * n, value, true);
    else place.setFloat64(8 * n, value, true);
  });
}
