import { BinRing } from './bin-ring.ts';

/** Samples in the finest bins. */
export const FINEST = 64;
/** Bytes of the bins of one length, and how many bins that is at least and at most. */
const LEVEL_BYTES = 1 << 21;
const [FEWEST, MOST] = [16, 2048];
/** Numbers of a row in a bin: least, greatest, first and last value. */
const EACH = 4;

type Row = [low: Float64Array, high: Float64Array, first: Float64Array];

/** Rows of samples by bins: samples [from[k], from[k + 1]) are in bin k; `from` has one entry more than there are bins. */
export interface BinsView {
  readonly from: Float64Array;
  /** Least, greatest and first value of each bin of a row; NaN: no sample of it is a number. */
  row(k: number): { readonly low: Float64Array; readonly high: Float64Array; readonly first: Float64Array };
}

/**
 * Extremes of rows of samples in bins of one length, twice that, and so on, of each length the latest bins: memory grows with the
 * logarithm of time. Samples are counted from the first one.
 */
export class Extremes {
  private readonly levels: BinRing<Float64Array>[] = [];
  private readonly most: number;
  private readonly width: number;

  constructor(private readonly rows: number) {
    this.width = EACH * rows;
    const fitting = Math.floor(LEVEL_BYTES / (8 * Math.max(1, this.width)));
    this.most = 2 * Math.floor(Math.min(MOST, Math.max(FEWEST, fitting)) / 2);
    this.levels.push(this.level());
  }

  get bytes(): number {
    return this.levels.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Samples that are in a bin. */
  get end(): number {
    return (this.levels[0]?.end ?? 0) * FINEST;
  }

  /** The next FINEST samples of each row: those of row k begin at `k * stride + from`. `keep`: the first sample held one by one. */
  add(values: Float64Array, stride: number, from: number, keep: number): void {
    const finest = this.ring(0);
    // Where samples are held one by one, so are the finest bins of them: plots of long stretches are made of these.
    const most = Math.max(this.most, finest.end + 2 - Math.floor(keep / FINEST));
    if (finest.count === this.most && this.levels.length === 1) this.coarser(0);
    const bin = finest.push(most);
    for (let k = 0; k < this.rows; k++) {
      const at = k * stride + from;
      for (let s = at; s < at + FINEST; s++) include(bin, EACH * k, values[s] ?? Number.NaN, s === at);
    }
    for (let level = 1, end = finest.end; level < this.levels.length; level++, end = Math.ceil(end / 2)) {
      const ring = this.ring(level);
      const isNew = Math.ceil(end / 2) > ring.end;
      if (isNew && ring.count === this.most && level === this.levels.length - 1) this.coarser(level);
      mergeInto(isNew ? ring.push(this.most) : ring.at(ring.end - 1), bin, isNew);
    }
  }

  /** Bins wholly before a sample stay; one that reaches beyond it keeps what its first part had. */
  cut(sample: number): void {
    const whole = Math.floor(sample / FINEST);
    this.ring(0).cut(whole);
    this.levels.forEach((ring, level) => {
      if (level === 0) return;
      const end = Math.ceil(whole / 2 ** level);
      ring.cut(end);
      const [from, finer] = [2 * (end - 1), this.ring(level - 1)];
      if (ring.count === 0 || from < finer.first) return;
      for (let bin = from; bin < Math.min(finer.end, from + 2); bin++)
        mergeInto(ring.at(end - 1), finer.at(bin), bin === from);
    });
  }

  /**
   * Of samples [from, to), bins of at least `least` samples: where those of the length wanted do not reach back far enough,
   * longer ones stand. Ends at the last whole bin.
   */
  within(from: number, to: number, least: number): BinsView {
    const places: { readonly ring: BinRing<Float64Array>; readonly bin: number; end: number }[] = [];
    const edges: number[] = [];
    const last = this.levels.length - 1;
    const exponent = Math.max(0, Math.ceil(Math.log2(least / FINEST)));
    const wanted = Math.min(last, exponent);
    // Of a run that is not long enough for bins so long, several are taken together.
    const together = 2 ** (exponent - wanted);
    let sample = from;
    for (let level = last; level >= wanted; level--) {
      const length = FINEST * 2 ** level;
      const ring = this.ring(level);
      const next = level === wanted ? null : this.ring(level - 1);
      // The finer bins go on from where they begin.
      const until = next === null ? to : Math.min(to, (next.first * length) / 2);
      if (until <= sample) continue;
      for (let bin = Math.max(ring.first, Math.floor(sample / length)); bin < ring.end; bin++) {
        if (bin * length >= until) break;
        const before = places.at(-1);
        if (
          level === wanted &&
          before?.ring === ring &&
          Math.floor(before.bin / together) === Math.floor(bin / together)
        )
          before.end = bin + 1;
        else {
          places.push({ ring, bin, end: bin + 1 });
          edges.push(bin * length);
        }
        sample = (bin + 1) * length;
      }
    }
    if (places.length > 0) edges.push(Math.min(sample, this.end));
    return {
      from: Float64Array.from(edges),
      row: (k) => {
        const [low, high, first] = [0, 1, 2].map(() => new Float64Array(places.length)) as Row;
        const all = new Float64Array(EACH);
        places.forEach(({ ring, bin, end }, p) => {
          for (let short = bin; short < end; short++)
            mergeInto(all, ring.at(short).subarray(EACH * k, EACH * (k + 1)), short === bin);
          [low[p], high[p], first[p]] = all as unknown as [number, number, number];
        });
        return { low, high, first };
      },
    };
  }

  /** Least and greatest of all samples that are in a bin: the longest bins hold them all. NaN: there is none. */
  range(): readonly [low: number, high: number] {
    const ring = this.ring(this.levels.length - 1);
    const all = new Float64Array(EACH).fill(Number.NaN);
    for (let bin = ring.first; bin < ring.end; bin++) {
      const rows = ring.at(bin);
      for (let place = 0; place < rows.length; place += EACH) {
        include(all, 0, rows[place] ?? Number.NaN, false);
        include(all, 0, rows[place + 1] ?? Number.NaN, false);
      }
    }
    return [all[0] ?? Number.NaN, all[1] ?? Number.NaN];
  }

  private level(): BinRing<Float64Array> {
    return new BinRing(Float64Array, this.width, Number.NaN);
  }

  private ring(level: number): BinRing<Float64Array> {
    const ring = this.levels[level];
    if (ring === undefined) throw new RangeError(`there are no bins of level ${level}`);
    return ring;
  }

  private coarser(level: number): void {
    const [ring, next] = [this.ring(level), this.level()];
    for (let bin = 0; bin < ring.end; bin++) {
      const isNew = bin % 2 === 0;
      mergeInto(isNew ? next.push(this.most) : next.at(next.end - 1), ring.at(bin), isNew);
    }
    this.levels.push(next);
  }
}

/** Adds a value to least, greatest, first and last. */
function include(bin: Float64Array, place: number, value: number, isFirst: boolean): void {
  const [low, high] = [bin[place] ?? Number.NaN, bin[place + 1] ?? Number.NaN];
  if (value < low || Number.isNaN(low)) bin[place] = value;
  if (value > high || Number.isNaN(high)) bin[place + 1] = value;
  if (isFirst) bin[place + 2] = value;
  bin[place + 3] = value;
}

function mergeInto(bin: Float64Array, finer: Float64Array, isNew: boolean): void {
  if (isNew) {
    bin.set(finer);
    return;
  }
  for (let place = 0; place < bin.length; place += EACH) {
    const first = bin[place + 2] ?? Number.NaN;
    include(bin, place, finer[place] ?? Number.NaN, false);
    include(bin, place, finer[place + 1] ?? Number.NaN, false);
    bin[place + 2] = first;
    bin[place + 3] = finer[place + 3] ?? Number.NaN;
  }
}
