import type { MomentsBlock, RecorderConfig, RecorderResult } from '../../contract/index.ts';
import { PARTITION_UNIT } from '../memory/partition.ts';
import type { Views } from '../memory/views.ts';
import { type Collector, nextMultiple } from './collector.ts';
import { clearMoments, type MomentsMemory } from './memory.ts';
import { Slabs } from './slabs.ts';

type Moments = Extract<RecorderConfig, { readonly kind: 'moments' }>;

/** Gives out whole blocks only: what a run leaves after the last one is dropped. */
export function momentsCollector({ everySteps, blockSteps }: Moments, memory: MomentsMemory, views: Views): Collector {
  const { size } = memory;
  let blocks: MomentsBlock[] = [];
  const sums = new Slabs(2 * size);
  return {
    roomUntil: (step) => nextMultiple(step + 1, blockSteps),
    collect: (_from, to) => {
      if (to % blockSteps !== 0) return;
      const firstStep = to - blockSteps;
      const samples = Math.ceil((to - nextMultiple(firstStep, everySteps)) / everySteps);
      const pair = sums.next();
      pair.set(views.doubles(memory.sums, size));
      pair.set(views.doubles(memory.squares, size), size);
      blocks.push({
        firstStep,
        endStep: to,
        samples,
        ...meanSums(views, memory.parts, samples, size),
        sums: pair.subarray(0, size),
        squareSums: pair.subarray(size),
      });
      clearMoments(views, memory);
    },
    take: () => {
      const result: RecorderResult = { kind: 'moments', blocks };
      blocks = [];
      sums.giveAway();
      return result;
    },
  };
}

/**
 * Sums, over the samples of a block, of the mean over the population and of its square. Each mean is summed over parts in their
 * order, so that it does not depend on threads.
 */
function meanSums(
  views: Views,
  address: number,
  samples: number,
  size: number,
): { readonly meanSum: number; readonly meanSquareSum: number } {
  const count = Math.ceil(size / PARTITION_UNIT);
  const parts = views.doubles(address, samples * count);
  let meanSum = 0;
  let meanSquareSum = 0;
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += parts[sample * count + k] ?? 0;
    const mean = sum / size;
    meanSum += mean;
    meanSquareSum += mean * mean;
  }
  return { meanSum, meanSquareSum };
}
