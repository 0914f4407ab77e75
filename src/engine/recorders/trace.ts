import type { RecorderConfig } from '../../contract/index.ts';
import type { Views } from '../memory/views.ts';
import { type Collector, nextMultiple } from './collector.ts';
import { rewind, type TraceMemory } from './memory.ts';

type Trace = Extract<RecorderConfig, { readonly kind: 'trace' }>;

/** Takes the samples of all threads out of their buffers, and gives them out by element. */
export function traceCollector({ elements, everySteps }: Trace, memory: TraceMemory, views: Views): Collector {
  const { shares, capacity } = memory;
  let pieces: { readonly samples: number; readonly shares: readonly Float64Array[] }[] = [];
  let samples = 0;
  return {
    roomUntil: (step) => nextMultiple(step, everySteps) + capacity * everySteps,
    collect: (from, to) => {
      const fresh = Math.max(0, Math.ceil((to - nextMultiple(from, everySteps)) / everySteps));
      if (fresh === 0) return;
      pieces.push({
        samples: fresh,
        shares: shares.map(({ places, buffer }) => views.doubles(buffer, fresh * places.length).slice()),
      });
      samples += fresh;
      rewind(views, memory);
    },
    take: (firstStep) => {
      const values = new Float64Array(elements.length * samples);
      let first = 0;
      for (const piece of pieces) {
        piece.shares.forEach((share, thread) => {
          const places = shares[thread]?.places ?? [];
          places.forEach((place, k) => {
            const row = place * samples + first;
            for (let s = 0; s < piece.samples; s++) values[row + s] = share[s * places.length + k] ?? 0;
          });
        });
        first += piece.samples;
      }
      const block = { firstStep: nextMultiple(firstStep, everySteps), everySteps, samples, values };
      pieces = [];
      samples = 0;
      return { kind: 'trace', block };
    },
  };
}
