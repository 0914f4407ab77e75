import type { Emitter, MomentsBlock, RecorderConfig, RecorderResult } from '../contract/index.ts';
import { clearMoments, recordedSize, type Views } from './initial.ts';
import type { EmitterMemory } from './memory.ts';
import { item, type Plan, type RecorderMemory } from './plan.ts';

type Trace = Extract<RecorderConfig, { readonly kind: 'trace' }>;
type Moments = Extract<RecorderConfig, { readonly kind: 'moments' }>;
type MomentsMemory = Extract<RecorderMemory, { readonly kind: 'moments' }>;

/** Gathers in pieces, emptied by `take`, what one recorder leaves in memory. */
interface Collector {
  /** First step that must not be run before the next `collect`. */
  roomUntil(step: number): number;
  collect(from: number, to: number): void;
  take(firstStep: number): RecorderResult;
}

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
  if (recorder.kind !== 'spikes') throw new RangeError(`recorder ${k} has no memory`);
  return spikeCollector(emitterMemory(plan, recorder.of), views, logs);
}

const emitterMemory = (plan: Plan, { of, index }: Emitter): EmitterMemory =>
  of === 'group' ? item(plan.groups, index).emitter : item(plan.sources, index).emitter;

interface SpikePieces {
  steps: Int32Array[];
  elements: Int32Array[];
  /** Recorders of this emitter that have not yet taken what was gathered. */
  readers: number;
  waiting: number;
}

/** Several recorders of one emitter share its log: the first to collect empties it, each takes a copy. */
function spikeCollector(memory: EmitterMemory, views: Views, logs: Map<EmitterMemory, SpikePieces>): Collector {
  const { log } = memory;
  if (!log) throw new RangeError('a recorded emitter has no log');
  const pieces = logs.get(memory) ?? { steps: [], elements: [], readers: 0, waiting: 0 };
  pieces.readers++;
  logs.set(memory, pieces);
  return {
    roomUntil: () => Number.POSITIVE_INFINITY,
    collect: () => {
      const logged = views.integers(log.logged, 1);
      const count = logged[0] ?? 0;
      if (count === 0) return;
      pieces.steps.push(views.integers(log.steps, count).slice());
      pieces.elements.push(views.integers(log.elements, count).slice());
      logged[0] = 0;
    },
    take: () => {
      const block = { steps: joined(pieces.steps), elements: joined(pieces.elements) };
      pieces.waiting = (pieces.waiting + 1) % pieces.readers;
      if (pieces.waiting === 0) {
        pieces.steps = [];
        pieces.elements = [];
      }
      return { kind: 'spikes', block };
    },
  };
}

function joined(pieces: readonly Int32Array[]): Int32Array<ArrayBuffer> {
  const whole = new Int32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const nextMultiple = (step: number, of: number): number => Math.ceil(step / of) * of;

function traceCollector(
  { elements, everySteps }: Trace,
  { buffer, taken, capacity }: { buffer: number; taken: number; capacity: number },
  views: Views,
): Collector {
  const count = elements.length;
  let pieces: Float64Array[] = [];
  let samples = 0;
  return {
    roomUntil: (step) => nextMultiple(step, everySteps) + capacity * everySteps,
    collect: (from, to) => {
      const fresh = Math.max(0, Math.ceil((to - nextMultiple(from, everySteps)) / everySteps));
      pieces.push(views.doubles(buffer, fresh * count).slice());
      samples += fresh;
      views.integers(taken, 1).fill(0);
    },
    take: (firstStep) => {
      const block = {
        firstStep: nextMultiple(firstStep, everySteps),
        everySteps,
        samples,
        values: byElement(pieces, count, samples),
      };
      pieces = [];
      samples = 0;
      return { kind: 'trace', block };
    },
  };
}

/** From rows by sample into rows by element. */
function byElement(pieces: readonly Float64Array[], elements: number, samples: number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(elements * samples);
  let first = 0;
  for (const piece of pieces) {
    const count = elements === 0 ? 0 : piece.length / elements;
    for (let s = 0; s < count; s++) {
      for (let e = 0; e < elements; e++) values[e * samples + first + s] = piece[s * elements + e] ?? 0;
    }
    first += count;
  }
  return values;
}

/** Only whole blocks are given out; what is left of a run after the last one is not. */
function momentsCollector(
  { everySteps, blockSteps }: Moments,
  memory: MomentsMemory,
  views: Views,
  size: number,
): Collector {
  let blocks: MomentsBlock[] = [];
  return {
    roomUntil: (step) => nextMultiple(step + 1, blockSteps),
    collect: (_from, to) => {
      if (to % blockSteps !== 0) return;
      const firstStep = to - blockSteps;
      const [meanSum = 0, meanSquareSum = 0] = views.doubles(memory.totals, 2);
      blocks.push({
        firstStep,
        endStep: to,
        samples: Math.ceil((to - nextMultiple(firstStep, everySteps)) / everySteps),
        meanSum,
        meanSquareSum,
        sums: views.doubles(memory.sums, size).slice(),
        squareSums: views.doubles(memory.squares, size).slice(),
      });
      clearMoments(views, memory, size);
    },
    take: () => {
      const result: RecorderResult = { kind: 'moments', blocks };
      blocks = [];
      return result;
    },
  };
}
