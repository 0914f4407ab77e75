import type { Emitter, RecorderConfig } from '../../contract/index.ts';
import type { Column, GroupMemory } from '../memory/group.ts';
import { item } from '../memory/item.ts';
import { type Layout, padded, THREAD_STRIDE } from '../memory/layout.ts';
import { PARTITION_UNIT, rangeOf } from '../memory/partition.ts';
import type { Views } from '../memory/views.ts';

/** The part of a trace that a thread samples: the recorded elements that it computes, and where their samples go. */
interface TraceShare {
  /** Places of these elements in the list of the recorder. */
  readonly places: readonly number[];
  /** Address of these elements (i32). */
  readonly elements: number;
  /** Address of their samples (f64). */
  readonly buffer: number;
}

/** What a recorder has in memory. */
export type RecorderMemory =
  | { readonly kind: 'spikes'; readonly of: Emitter }
  /** Weights, and states of plastic synapses, are read between two steps and need no memory of their own. */
  | { readonly kind: 'plastic' }
  | {
      readonly kind: 'trace';
      readonly column: Column;
      readonly shares: readonly TraceShare[];
      /** Three i32 for each thread, THREAD_STRIDE apart: address and number of its elements, and the place of the next sample. */
      readonly cursors: number;
      /** Samples that there is room for. */
      readonly capacity: number;
    }
  /**
   * Addresses (f64): sums of the values of each element and of their squares, and `parts`, for each sample of a block the sums
   * over every PARTITION_UNIT elements.
   */
  | {
      readonly kind: 'moments';
      /** Number of elements of the group. */
      readonly size: number;
      readonly sums: number;
      readonly squares: number;
      readonly parts: number;
    };

/** Bytes of the samples of a trace that there is room for, of all threads. */
const TRACE_BUFFER_BYTES = 1 << 21;

export function placeRecorder(
  layout: Layout,
  threads: number,
  recorder: RecorderConfig,
  groups: readonly GroupMemory[],
): RecorderMemory {
  if (recorder.kind === 'spikes') return { kind: 'spikes', of: recorder.of };
  if (recorder.kind === 'synapses' || recorder.kind === 'weights') return { kind: 'plastic' };
  const group = item(groups, recorder.group);
  const { size } = group.config;
  if (recorder.kind === 'moments') {
    const samples = Math.ceil(recorder.blockSteps / recorder.everySteps) + 1;
    const bytes = padded(size) * 8;
    const parts = layout.reserve(samples * Math.ceil(size / PARTITION_UNIT) * 8);
    return { kind: 'moments', size, sums: layout.reserve(bytes), squares: layout.reserve(bytes), parts };
  }
  const capacity = Math.max(1, Math.floor(TRACE_BUFFER_BYTES / Math.max(8, recorder.elements.length * 8)));
  const shares = Array.from({ length: threads }, (_, thread): TraceShare => {
    const range = group.replicated ? { from: 0, to: thread === 0 ? size : 0 } : rangeOf(group.partition, thread);
    const places = Array.from(recorder.elements.keys()).filter((place) => {
      const element = recorder.elements[place] ?? -1;
      return element >= range.from && element < range.to;
    });
    return {
      places,
      elements: layout.reserve(places.length * 4),
      buffer: layout.reserve(capacity * places.length * 8),
    };
  });
  const cursors = layout.reserve(threads * THREAD_STRIDE);
  return { kind: 'trace', column: columnOf(group, recorder.of, recorder.index), shares, cursors, capacity };
}

function columnOf(group: GroupMemory, of: 'state' | 'input' | 'output', index: number): Column {
  if (of === 'input') return item(group.inputs, index);
  return { address: item(of === 'state' ? group.states : group.outputs, index), uniform: false };
}

export type TraceMemory = Extract<RecorderMemory, { readonly kind: 'trace' }>;
export type MomentsMemory = Extract<RecorderMemory, { readonly kind: 'moments' }>;

/** Writes which elements each thread samples. */
export function writeTraceElements(views: Views, { shares, cursors }: TraceMemory, recorded: ArrayLike<number>): void {
  shares.forEach(({ places, elements }, thread) => {
    views.integers(elements, places.length).set(places.map((place) => recorded[place] ?? 0));
    views.integers(cursors + thread * THREAD_STRIDE, 2).set([elements, places.length]);
  });
}

/** Has the next sample of a trace go to the start of its buffers. */
export function rewind(views: Views, { shares, cursors }: TraceMemory): void {
  shares.forEach(({ buffer }, thread) => {
    views.integers(cursors + thread * THREAD_STRIDE + 8, 1)[0] = buffer;
  });
}

export function clearMoments(views: Views, { sums, squares, size }: MomentsMemory): void {
  views.doubles(sums, size).fill(0);
  views.doubles(squares, size).fill(0);
}
