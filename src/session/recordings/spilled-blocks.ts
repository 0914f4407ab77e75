import type { Drawer, Place } from './spill.ts';

/** What a block holds: spikes or samples of [from, end), in steps or samples; the first of them has a number. */
interface Span {
  readonly from: number;
  readonly end: number;
  readonly first: number;
  readonly length: number;
}

/** A block, and where it is. */
interface Entry<B> extends Span {
  readonly place: Place;
  /** Of the bytes that were read back. */
  readonly make: (buffer: ArrayBuffer) => B;
  read: { readonly block: B; readonly bytes: number } | null;
  /** Resolves when it was read, or cannot be; null: it is not being read. */
  reading: Promise<void> | null;
}

/** Blocks that are read back at the same time. */
const MOST_READ = 6;

/**
 * Blocks that a store has let go into files, in order, a few of them read back. Neighbours may share a step. What is missing in
 * between ends what is known: all from `reach` on is in files.
 */
export class SpilledBlocks<B> {
  private entries: Entry<B>[] = [];
  private lostUntil = 0;
  /** Those that were read, the one that was used last at the end. */
  private readonly used: Entry<B>[] = [];

  constructor(private readonly drawer: Drawer | null) {}

  /** What was read back, in memory. */
  get bytes(): number {
    return this.used.reduce((sum, { read }) => sum + (read?.bytes ?? 0), 0);
  }

  /** Number of the first spike or sample that is in a file, and how many there are. */
  get first(): number | null {
    return this.settled()[0]?.first ?? null;
  }

  get length(): number {
    return this.settled().reduce((sum, { length }) => sum + length, 0);
  }

  /** From here on nothing was lost. */
  get reach(): number {
    this.settled();
    return this.lostUntil;
  }

  /** The next block: it goes to a file with its memory, or is lost where there is no room. */
  put(span: Span, arrays: readonly (Int32Array | Float64Array)[], make: (buffer: ArrayBuffer) => B): void {
    const place = this.drawer?.put(arrays) ?? null;
    if (place !== null) this.entries.push({ ...span, place, make, read: null, reading: null });
    else {
      this.lostUntil = span.end;
      this.forget(this.entries.splice(0));
    }
  }

  /** The blocks of [from, to), which are all in files; null: they are not in memory, but are being read where they are few. */
  within(from: number, to: number): readonly B[] | null {
    const wanted = this.wanted(from, to);
    if (wanted === null) return null;
    for (const entry of wanted) void this.use(entry);
    const blocks = wanted.flatMap(({ read }) => (read === null ? [] : [read.block]));
    return blocks.length === wanted.length ? blocks : null;
  }

  /** Reads the blocks of [from, to) back, where they are few. */
  async fetch(from: number, to: number): Promise<void> {
    for (const entry of this.wanted(from, to) ?? []) await this.use(entry);
  }

  /** The first block that has something of this number or later, read for this alone; null: there is none in a file. */
  async after(number: number): Promise<B | null> {
    for (;;) {
      const entry = this.settled().find(({ first, length }) => first + length > number);
      if (entry === undefined || this.drawer === null) return null;
      if (entry.read !== null) return entry.read.block;
      const buffer = await this.drawer.read(entry.place);
      if (buffer !== null) return entry.make(buffer);
    }
  }

  /**
   * What was at a step or sample, or later, is not there any more. Where that is in a file, nothing in files is known of it any more:
   * what comes is counted from there, and the block that reaches beyond it cannot be counted without being read.
   */
  cut(at: number): void {
    if (this.entries.some(({ end }) => end > at)) this.loseUntil(at);
    this.lostUntil = Math.min(this.lostUntil, at);
  }

  /** Nothing before a step or sample is in files. */
  loseUntil(at: number): void {
    this.lostUntil = at;
    this.forget(this.entries.splice(0));
  }

  close(): void {
    this.forget(this.entries.splice(0));
    this.drawer?.close();
  }

  /** Those that are not lost, nor any after them. */
  private settled(): readonly Entry<B>[] {
    const lost = this.entries.findLastIndex(({ place }) => place.isLost);
    const last = this.entries[lost];
    if (last !== undefined) {
      this.lostUntil = Math.max(this.lostUntil, last.end);
      this.forget(this.entries.splice(0, lost + 1));
    }
    return this.entries;
  }

  /** The blocks of [from, to); null: some of it was lost, or they are too many. */
  private wanted(from: number, to: number): readonly Entry<B>[] | null {
    const wanted = this.settled().filter((entry) => entry.end > from && entry.from < to);
    return from < this.lostUntil || wanted.length > MOST_READ ? null : wanted;
  }

  private use(entry: Entry<B>): Promise<void> {
    if (entry.read === null) {
      entry.reading ??= this.read(entry);
      return entry.reading;
    }
    this.used.push(...this.used.splice(this.used.indexOf(entry), 1));
    return Promise.resolve();
  }

  private async read(entry: Entry<B>): Promise<void> {
    const buffer = (await this.drawer?.read(entry.place)) ?? null;
    entry.reading = null;
    if (buffer === null || !this.entries.includes(entry)) return;
    entry.read = { block: entry.make(buffer), bytes: buffer.byteLength };
    this.used.push(entry);
    if (this.used.length > MOST_READ) this.forget(this.used.slice(0, 1));
  }

  private forget(entries: readonly Entry<B>[]): void {
    for (const entry of entries) {
      entry.read = null;
      const place = this.used.indexOf(entry);
      if (place >= 0) this.used.splice(place, 1);
    }
  }
}
