import { extent, mean } from 'd3-array';
import type { Graph } from './graph.ts';

/** Synapses that each source sends. */
export function outDegrees({ sources, starts }: Graph): Uint32Array {
  return Uint32Array.from({ length: sources }, (_, i) => (starts[i + 1] ?? 0) - (starts[i] ?? 0));
}

/** Synapses that each target receives. */
export function inDegrees({ size, targets }: Graph): Uint32Array {
  const degrees = new Uint32Array(size);
  for (const target of targets) degrees[target] = (degrees[target] ?? 0) + 1;
  return degrees;
}

/** Numbers of nodes in classes of degrees: class k holds [first + k width, first + (k + 1) width). */
export interface DegreeHistogram {
  readonly first: number;
  readonly width: number;
  readonly counts: readonly number[];
  readonly mean: number;
  /** Of the population: divided by n. */
  readonly sd: number;
}

export function degreeHistogram(degrees: Uint32Array, mostClasses = 40): DegreeHistogram {
  const [least = 0, most = 0] = extent(degrees);
  const width = Math.ceil((most - least + 1) / mostClasses);
  const counts = new Array<number>(Math.floor((most - least) / width) + 1).fill(0);
  for (const degree of degrees) {
    const k = Math.floor((degree - least) / width);
    counts[k] = (counts[k] ?? 0) + 1;
  }
  const middle = mean(degrees) ?? 0;
  const sd = Math.sqrt(mean(degrees, (k) => (k - middle) ** 2) ?? 0);
  return { first: least, width, counts, mean: middle, sd };
}
