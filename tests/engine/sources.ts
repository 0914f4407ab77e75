import { startThread } from '../../src/cli/threads.ts';
import type { SpikeBlock, SpikeSourceConfig } from '../../src/contract/index.ts';
import { createEngine } from '../../src/engine/index.ts';
import { empty } from './configs.ts';

export interface SourceRun {
  readonly dtMs?: number;
  readonly seed?: number;
  readonly steps: number;
  readonly threads?: number;
  /** Steps at a time. */
  readonly chunk?: number;
}

/** All spikes of a source, as an engine emits them. */
export async function spikesOfSource(source: SpikeSourceConfig, run: SourceRun): Promise<SpikeBlock> {
  const { dtMs = 0.1, seed = 1, steps, threads = 1, chunk = steps } = run;
  const recorders = [{ kind: 'spikes', of: { of: 'source', index: 0 } }] as const;
  const engine = await createEngine({ ...empty, dtMs, seed, sources: [source], recorders }, { threads, startThread });
  const found: SpikeBlock[] = [];
  for (let step = 0; step < steps; step += chunk) {
    const [result] = engine.advance(Math.min(chunk, steps - step)).recorders;
    if (result?.kind === 'spikes') found.push(result.block);
  }
  engine.dispose();
  return {
    steps: Int32Array.from(found.flatMap((block) => Array.from(block.steps))),
    elements: Int32Array.from(found.flatMap((block) => Array.from(block.elements))),
  };
}

/** Steps of each element's spikes. */
export function trainsOf({ steps, elements }: SpikeBlock, size: number): number[][] {
  const trains: number[][] = Array.from({ length: size }, () => []);
  steps.forEach((step, k) => {
    trains[elements[k] ?? 0]?.push(step);
  });
  return trains;
}

export const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;

export const variance = (list: readonly number[]): number => {
  const centre = mean(list);
  return list.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (list.length - 1);
};

/** Largest distance between the empirical distribution of a sample and a cumulative distribution function. */
export function kolmogorovSmirnov(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted.reduce((most, x, k) => {
    const expected = cdf(x);
    return Math.max(most, expected - k / sorted.length, (k + 1) / sorted.length - expected);
  }, 0);
}

/** Whether two blocks list the same spikes in the same order; quick for millions. */
export const sameSpikes = (a: SpikeBlock, b: SpikeBlock): boolean =>
  a.steps.length === b.steps.length &&
  a.steps.every((step, k) => step === b.steps[k] && a.elements[k] === b.elements[k]);
