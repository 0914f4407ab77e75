import type { Spill } from './spill.ts';

/**
 * For the results of all runs of a page: what its plots are made of, where files take what does not fit and where not, and what the
 * analysis measures. With what comes and goes, a page stays below 512 MB. Bytes.
 */
export const RECORDINGS_BYTES = { beforeFiles: 96 * 1024 * 1024, alone: 160 * 1024 * 1024 };
export const ANALYSIS_BYTES = 176 * 1024 * 1024;

/** What holds exact results, of which it can let the oldest go. */
export interface Held {
  readonly bytes: number;
  /** Lets a part of the oldest exact results go, of which summaries remain; false: there is none that it may spare. */
  fold(): boolean;
}

/** A bound on the memory of all results that are held in one place: beyond it, whatever takes most lets its oldest go. */
export class Budget {
  private readonly all = new Set<Held>();

  /** `spill`: where it goes what is let go; null: nowhere. */
  constructor(
    readonly mostBytes: number,
    readonly spill: Spill | null = null,
  ) {}

  get bytes(): number {
    let sum = 0;
    for (const { bytes } of this.all) sum += bytes;
    return sum;
  }

  join(held: Held): void {
    this.all.add(held);
  }

  leave(held: Held): void {
    this.all.delete(held);
  }

  /** Folds until the bound is kept, or nothing more can be spared. */
  keep(): void {
    const spent = new Set<Held>();
    while (this.bytes > this.mostBytes) {
      let largest: Held | null = null;
      for (const held of this.all) if (!spent.has(held) && held.bytes > (largest?.bytes ?? 0)) largest = held;
      if (largest === null) return;
      if (!largest.fold()) spent.add(largest);
    }
  }
}

/** Nothing is ever folded: of runs whose indices need every spike. */
export const unbounded = (): Budget => new Budget(Number.POSITIVE_INFINITY);
