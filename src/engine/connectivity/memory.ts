import type { Partition } from '../memory/partition.ts';
import type { WiringRequest } from './reference.ts';

/** All that the place of a projection depends on. */
export interface ProjectionRequest extends WiringRequest {
  readonly storage: 'stored' | 'regenerated';
  /** Whether an estimate of the room is enough, so that no rows are made to know it. */
  readonly rough?: boolean;
  /** Partition of the target group. */
  readonly partition: Partition;
  readonly threads: number;
  /** Precision of the states that deliveries reach. */
  readonly precision: 'f64' | 'f32';
  /** The address of a constant weight (f64), which may change while the network runs. */
  readonly weightAddress: number;
}

/**
 * How rows come about: JavaScript writes them from the reference (`listed`), each thread makes those of its share of the sources
 * (`by-source`) or those onto its targets (`by-target`), or they are not kept at all (`regenerated`).
 */
export type Way = 'listed' | 'by-source' | 'by-target' | 'regenerated';

/** How weights are kept: one for all synapses at an address, or one for each. */
export type WeightFormat =
  | { readonly kind: 'constant'; readonly value: number; readonly address: number }
  | { readonly kind: 'f32' | 'f64' };

/** The share of a thread: the rows of sources from `firstSource` up to `endSource` lie in the bytes from `from` up to `to`. */
export interface Share {
  readonly firstSource: number;
  readonly endSource: number;
  readonly from: number;
  readonly to: number;
}

/** The room in which a thread builds or regenerates a row; addresses are those of the first thread. */
export interface RowScratch {
  readonly address: number;
  /** Bytes from the room of a thread to that of the next one. */
  readonly threadBytes: number;
  /** Synapses of a row that there is room for. */
  readonly capacity: number;
  /**
   * Offsets behind the targets (u16): of delays (u16), weights (f32), the places where the next target and weight of each delay go
   * (8 bytes), and the marks of sources (u32).
   */
  readonly delays: number;
  readonly weights: number;
  readonly cursors: number;
  readonly marks: number;
}

/** Addresses of the thresholds (u32) and the guide (u16) of geometric numbers, and how many thresholds there are. */
export interface GapTable {
  readonly thresholds: number;
  readonly guide: number;
  readonly length: number;
}

/**
 * Where a projection is. The table of rows has an entry for each source s and stretch p of the P stretches of the target group:
 *
 *     rows + 4 (s (P + 1) + p)     address of its synapses; the next entry is where they end
 *
 * Where all synapses have the same delay, their targets (u16, counted from the start of the stretch) stand one after the other.
 * The weight (f32 or f64, unless constant) of the target at address a is at weights + (a - targets) * 2 or * 4.
 *
 * Where delays differ, there are segments of synapses of the same delay, which ascend and after 65,535 synapses start again:
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
  /** Address of the first element of each stretch (u32), followed by the size of the group. */
  readonly starts: number;
  /** Address of the first stretch of each thread (u32), followed by the number of stretches. */
  readonly firstOf: number;
  readonly shares: readonly Share[];
  /** Address of the shares, four u32 for each thread. */
  readonly shareTable: number;
  /** Address of how many synapses each thread made (u32) and whether it had no room (u32), THREAD_STRIDE apart. */
  readonly status: number;
  readonly scratch: RowScratch;
  readonly gaps: GapTable | null;
}

/** The number of stretches of a partition. */
export const stretchesOf = ({ starts }: Partition): number => starts.length - 1;

/** How many bytes the weight of a synapse takes. */
export const weightBytes = ({ kind }: WeightFormat): 0 | 4 | 8 => (kind === 'constant' ? 0 : kind === 'f32' ? 4 : 8);

/** How many bytes the targets of a segment take, with their padding. */
export const paddedTargets = (count: number): number => Math.ceil(count / 2) * 4;
