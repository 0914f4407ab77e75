import type { Emitter, MomentsBlock, RecorderConfig, RecorderResult, SpikeBlock } from '../contract/index.ts';
import { type Collector, nextMultiple } from './collector.ts';
import { clearMoments, recordedSize, rewind } from './initial.ts';
import type { EmitterMemory } from './memory/emitter.ts';
import { item } from './memory/item.ts';
import { PARTITION_UNIT } from './memory/partition.ts';
import type { Views } from './memory/views.ts';
import type { Plan, RecorderMemory } from './plan.ts';
import { plasticCollector } from './plasticity/record.ts';

type Trace = Extract<RecorderConfig, { readonly kind: 'trace' }>;
type Moments = Extract<RecorderConfig, { readonly kind: 'moments' }>;
type TraceMemory = Extract<RecorderMemory, { readonly kind: 'trace' }>;
type MomentsMemory = Extract<RecorderMemory, { readonly kind: 'moments' }>;

/** Moves what recorders have left in the linear memory into results, before it overflows. */
export class Drain {
  private readonly collectors: readonly Collector[];

  constructor(plan: Plan, views: Views) {
    const logs = new Map<EmitterMemory, SpikePieces>();
    this.collectors = plan.config.recorders.map((recorder, k) => collectorOf(recorder, k, plan, views, logs));
  }

  roomUntil(step: number): number {
    return this.collectors.reduce(
      (least, collector) => Math.min(least, collector.roomUntil(step)),
      Number.POSITIVE_INFINITY,
    );
  }

  collect(from: number, to: number): void {
    for (const collector of this.collectors) collector.collect(from, to);
  }

  sample(step: number): void {
    for (const collector of this.collectors) collector.sample?.(step);
  }

  take(firstStep: number): RecorderResult[] {
    return this.collectors.map((collector) => collector.take(firstStep));
  }
}

function collectorOf(
  recorder: RecorderConfig,
  k: number,
  plan: Plan,
  views: Views,
  logs: Map<EmitterMemory, SpikePieces>,
): Collector {
  const memory = item(plan.recorders, k);
  if (recorder.kind === 'trace' && memory.kind === 'trace') return traceCollector(recorder, memory, views);
  if (recorder.kind === 'moments' && memory.kind === 'moments')
    return momentsCollector(recorder, memory, views, recordedSize(plan, k));
  if (recorder.kind === 'synapses' || recorder.kind === 'weights') return plasticCollector(recorder, plan, views);
  if (recorder.kind !== 'spikes') throw new RangeError(`recorder ${k} has no memory`);
  return spikeCollector(emitterMemory(plan, recorder.of), views, plan.threads, logs);
}

const emitterMemory = (plan: Plan, { of, index }: Emitter): EmitterMemory =>
  of === 'group' ? item(plan.groups, index).emitter : item(plan.sources, index).emitter;

interface SpikePieces {
  blocks: SpikeBlock[];
  /** Recorders of this emitter that have not yet taken what was gathered. */
  readers: number;
  waiting: number;
}

/** Several recorders of one emitter share its log: the first to collect empties it, each takes a copy. */
function spikeCollector(
  memory: EmitterMemory,
  views: Views,
  threads: number,
  logs: Map<EmitterMemory, SpikePieces>,
): Collector {
  const { log } = memory;
  if (!log) throw new RangeError('a recorded emitter has no log');
  const pieces = logs.get(memory) ?? { blocks: [], readers: 0, waiting: 0 };
  pieces.readers++;
  logs.set(memory, pieces);
  return {
    roomUntil: () => Number.POSITIVE_INFINITY,
    collect: () => {
      const shares = Array.from({ length: threads }, (_, thread) => {
        const address = log.address + thread * log.threadBytes;
        const logged = views.integers(address, 1);
        const entries = views.integers(address + 64, 2 * (logged[0] ?? 0));
        logged[0] = 0;
        return entries;
      });
      const block = merged(shares);
      if (block.steps.length > 0) pieces.blocks.push(block);
    },
    take: () => {
      const block = joined(pieces.blocks);
      pieces.waiting = (pieces.waiting + 1) % pieces.readers;
      if (pieces.waiting === 0) pieces.blocks = [];
      return { kind: 'spikes', block };
    },
  };
}

/** From a log of (step, element) per thread to one by step; within a step, elements ascend with the threads. */
function merged(shares: readonly Int32Array[]): SpikeBlock {
  const length = shares.reduce((sum, share) => sum + share.length, 0) / 2;
  const steps = new Int32Array(length);
  const elements = new Int32Array(length);
  const cursors = shares.map(() => 0);
  for (let k = 0; k < length; ) {
    let step = Number.POSITIVE_INFINITY;
    shares.forEach((share, thread) => {
      step = Math.min(step, share[cursors[thread] ?? 0] ?? Number.POSITIVE_INFINITY);
    });
    shares.forEach((share, thread) => {
      let at = cursors[thread] ?? 0;
      for (; share[at] === step && at < share.length; at += 2, k++) {
        steps[k] = step;
        elements[k] = share[at + 1] ?? 0;
      }
      cursors[thread] = at;
    });
  }
  return { steps, elements };
}

function joined(blocks: readonly SpikeBlock[]): SpikeBlock {
  const length = blocks.reduce((sum, { steps }) => sum + steps.length, 0);
  const steps = new Int32Array(length);
  const elements = new Int32Array(length);
  let at = 0;
  for (const block of blocks) {
    steps.set(block.steps, at);
    elements.set(block.elements, at);
    at += block.steps.length;
  }
  return { steps, elements };
}

function traceCollector({ elements, everySteps }: Trace, memory: TraceMemory, views: Views): Collector {
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

/** Only whole blocks are given out; what is left of a run after the last one is not. */
function momentsCollector(
  { everySteps, blockSteps }: Moments,
  memory: MomentsMemory,
  views: Views,
  size: number,
): Collector {
  let blocks: MomentsBlock[] = [];
  const sums = new Slabs(2 * size);
  return {
    roomUntil: (step) => nextMultiple(step + 1, blockSteps),
    collect: (_from, to) => {
      if (to % blockSteps !== 0) return;
      const firstStep = to - blockSteps;
      const samples = Math.ceil((to - nextMultiple(firstStep, everySteps)) / everySteps);
      const both = sums.next();
      both.set(views.doubles(memory.sums, size));
      both.set(views.doubles(memory.squares, size), size);
      blocks.push({
        firstStep,
        endStep: to,
        samples,
        ...meanSums(views, memory.parts, samples, size),
        sums: both.subarray(0, size),
        squareSums: both.subarray(size),
      });
      clearMoments(views, memory, size);
    },
    take: () => {
      const result: RecorderResult = { kind: 'moments', blocks };
      blocks = [];
      sums.giveAway();
      return result;
    },
  };
}

/** Most bytes of a slab of several pieces. */
const SLAB_BYTES = 4 * 1024 * 1024;

/**
 * Arrays of one length, cut from buffers that hold as many as were last given away together. A buffer for each would be a
 * call of the system to get it and another to return it, for which all threads of the process are stopped.
 */
class Slabs {
  private slab = new Float64Array(0);
  private used = 0;
  private given = 0;
  private expected = 1;

  constructor(private readonly length: number) {}

  next(): Float64Array {
    const { length } = this;
    if (this.used + length > this.slab.length) {
      const most = Math.max(1, Math.floor(SLAB_BYTES / (8 * length)));
      this.slab = new Float64Array(length * Math.min(most, Math.max(1, this.expected - this.given)));
      this.used = 0;
    }
    this.used += length;
    this.given += 1;
    return this.slab.subarray(this.used - length, this.used);
  }

  /** What was cut so far belongs to others, buffers and all. */
  giveAway(): void {
    this.slab = new Float64Array(0);
    this.used = 0;
    this.expected = this.given;
    this.given = 0;
  }
}

/** Sums over the samples of a block of the population mean and of its square; each mean is a sum over parts in their order. */
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
