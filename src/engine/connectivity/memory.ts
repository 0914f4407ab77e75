import type { Partition } from '../memory/partition.ts';
import type { WiringRequest } from './reference.ts';

export interface ProjectionRequest extends WiringRequest {
  readonly storage: 'stored' | 'regenerated';
  /** An expectation of the room is enough: rows that would have to be made to know it are not. */
  readonly rough?: boolean;
  /** Of the target group. */
  readonly partition: Partition;
  readonly threads: number;
  /** Of the states that deliveries reach. */
  readonly precision: 'f64' | 'f32';
  /** Where a constant weight stands (f64), so that it may change while the network runs. */
  readonly weightAddress: number;
}

/**
 * How rows come about: written by JavaScript from the reference; made by each thread for its share of the sources; made by
 * each thread for its targets; or not kept at all.
 */
export type Way = 'listed' | 'by-source' | 'by-target' | 'regenerated';

export type WeightFormat =
  | { readonly kind: 'constant'; readonly value: number; readonly address: number }
  | { readonly kind: 'f32' | 'f64' };

/** Sources [firstSource, endSource) have their rows in the bytes [from, to). */
export interface Share {
  readonly firstSource: number;
  readonly endSource: number;
  readonly from: number;
  readonly to: number;
}

/** Room of a thread while it builds (or regenerates) a row; addresses are those of the first thread. */
export interface RowScratch {
  readonly address: number;
  /** From a thread's to the next one's. */
  readonly threadBytes: number;
  /** Entries of a row. */
  readonly capacity: number;
  /** Offsets: targets (u16), delays (u16), weights (f32), place of the next synapse of each delay (8 bytes), marks of sources. */
  readonly delays: number;
  readonly weights: number;
  readonly cursors: number;
  readonly marks: number;
}

/** Thresholds (u32) and guide (u16) of geometric numbers. */
export interface GapTable {
  readonly thresholds: number;
  readonly guide: number;
  readonly length: number;
}

/**
 * Where a projection is. For source s and stretch p of the target group's partition, of which there are P:
 *
 *     rows + 4 (s (P + 1) + p)     address of its synapses; the next entry is where they end
 *
 * Plain, if all have the same delay: targets (u16, counted from the start of the stretch) one after the other; the weight
 * (f32 or f64, unless constant) of the target at address a is at weights + (a - targets) * 2 or * 4.
 *
 * Delayed: segments of synapses of the same delay, ascending (after 65,535 synapses they start again):
 *
 *     [delay in steps: u16][count: u16] [target: u16] x count  padding to 4 bytes  [weight: f32 or f64] x count
 */
export interface ProjectionMemory {
  readonly request: ProjectionRequest;
  readonly way: Way;
  readonly weight: WeightFormat;
  readonly delayed: boolean;
  readonly rows: number;
  readonly targets: number;
  readonly weights: number;
  /** u32: first element of each stretch, and the size. */
  readonly starts: number;
  /** u32: first stretch of each thread, and their number. */
  readonly firstOf: number;
  /** Four u32 per thread. */
  readonly shares: readonly Share[];
  readonly shareTable: number;
  /** Per thread, THREAD_STRIDE apart: synapses made (u32), and whether there was no room (u32). */
  readonly status: number;
  readonly scratch: RowScratch;
  readonly gaps: GapTable | null;
}

/** Number of stretches. */
export const stretchesOf = ({ starts }: Partition): number => starts.length - 1;

/** Bytes of a stored weight. */
export const weightBytes = ({ kind }: WeightFormat): 0 | 4 | 8 => (kind === 'constant' ? 0 : kind === 'f32' ? 4 : 8);

/** Bytes of the targets of a segment. */
export const paddedTargets = (count: number): number => Math.ceil(count / 2) * 4;
