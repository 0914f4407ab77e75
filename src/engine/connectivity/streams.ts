import type { Partition } from '../memory/partition.ts';
import { paddedTargets } from './memory.ts';
import type { Connectivity } from './reference.ts';

/** Visits the synapses (positions in the reference) of one source and stretch, in the order of its row. */
type VisitRow = (source: number, stretch: number, synapses: readonly number[]) => void;

/** So many synapses are put into the order of their delays at once, since a number of synapses has 16 bits. */
const MOST_SORTED = 65535;

/** Visits all sources, and of each the stretches of the partition in turn. */
export function forEachRow({ starts, targets }: Connectivity, partition: Partition, visit: VisitRow): void {
  const stretches = partition.starts.length - 1;
  for (let source = 0; source + 1 < starts.length; source++) {
    const rows: number[][] = Array.from({ length: stretches }, () => []);
    for (let k = starts[source] ?? 0; k < (starts[source + 1] ?? 0); k++) {
      rows[stretchOf(partition, targets[k] ?? 0)]?.push(k);
    }
    rows.forEach((synapses, stretch) => {
      visit(source, stretch, synapses);
    });
  }
}

function stretchOf({ starts }: Partition, target: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= target) low = middle;
    else high = middle;
  }
  return low;
}

/** The segments of a row, which are synapses of the same delay, in the order in which they are kept. */
export function segmentsOf(connectivity: Connectivity, synapses: readonly number[]): number[][] {
  const segments: number[][] = [];
  for (let first = 0; first < synapses.length; first += MOST_SORTED) {
    const sorted = synapses
      .slice(first, first + MOST_SORTED)
      .sort((a, b) => delayOf(connectivity, a) - delayOf(connectivity, b));
    let segment: number[] = [];
    for (const k of sorted) {
      if (segment[0] === undefined || delayOf(connectivity, k) !== delayOf(connectivity, segment[0])) {
        segment = [];
        segments.push(segment);
      }
      segment.push(k);
    }
  }
  return segments;
}

export const delayOf = ({ delays }: Connectivity, k: number): number =>
  'constant' in delays ? delays.constant : (delays.each[k] ?? 0);

/** How many bytes all segments take: headers, padded targets and weights. */
export function streamBytes(connectivity: Connectivity, partition: Partition, weightBytes: number): number {
  let bytes = 0;
  forEachRow(connectivity, partition, (_source, _stretch, synapses) => {
    for (const { length } of segmentsOf(connectivity, synapses))
      bytes += 4 + paddedTargets(length) + length * weightBytes;
  });
  return bytes;
}
