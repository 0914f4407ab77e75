import { log, log1p } from '../equations/elementary.ts';
import type { RowRandom } from '../library/topologies/index.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): a block of four words is a pure
 * function of a counter and a key. Here key = (seed, stream key), counter = (element, row or block of elements; step or draw; index or section; purpose),
 * so that no draw depends on threads, order or pauses. The WebAssembly kernels compute the same function.
 */
export const PHILOX = { m0: 0xd2511f53, m1: 0xcd9e8d57, w0: 0x9e3779b9, w1: 0xbb67ae85, rounds: 10 } as const;

/** Last word of the counter: what the numbers are for. */
export const Purpose = {
  poisson: 1,
  background: 2,
  noise: 3,
  values: 4,
  rows: 5,
  weights: 6,
  delays: 7,
  gamma: 8,
} as const;
export type Purpose = (typeof Purpose)[keyof typeof Purpose];

/** High 32 bits of the product of two unsigned words. */
function highProduct(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const middle = ah * bl + ((al * bl) >>> 16);
  const carry = al * bh + (middle & 0xffff);
  return (ah * bh + Math.floor(middle / 65536) + (carry >>> 16)) >>> 0;
}

/** One block into `out[0..3]` (unsigned words). */
export function philox(c0: number, c1: number, c2: number, c3: number, k0: number, k1: number, out: Uint32Array): void {
  let [x0, x1, x2, x3, key0, key1] = [c0, c1, c2, c3, k0, k1];
  for (let round = 0; round < PHILOX.rounds; round++) {
    const high0 = highProduct(PHILOX.m0, x0 >>> 0);
    const high1 = highProduct(PHILOX.m1, x2 >>> 0);
    const low0 = Math.imul(PHILOX.m0, x0);
    const low1 = Math.imul(PHILOX.m1, x2);
    x0 = high1 ^ x1 ^ key0;
    x1 = low1;
    x2 = high0 ^ x3 ^ key1;
    x3 = low0;
    key0 = (key0 + PHILOX.w0) | 0;
    key1 = (key1 + PHILOX.w1) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** Uniform in (0, 1): the centre of one of 2^52 equal cells, from two words. */
export const uniformOf = (high: number, low: number): number =>
  ((high >>> 0) * 1048576 + (low >>> 12) + 0.5) * 2.220446049250313e-16;

/** Below it, numbers of failures come from a logarithm: a table would be long, and draws are few. */
export const LEAST_TABLED = 1 / 1024;
export const GUIDE_SHIFT = 22;

/** P(failures <= n) as 32-bit thresholds up to some 8 means; who is beyond starts again there (the process has no memory). */
export interface GeometricTable {
  readonly p: number;
  readonly thresholds: Uint32Array;
  /** First n whose threshold may be above a word with these leading bits (Chen and Asau 1974). */
  readonly guide: Uint16Array;
}

export function geometricTable(p: number): GeometricTable {
  const thresholds: number[] = [];
  let beyond = 1;
  for (let n = 0; n * p < 8; n++) {
    beyond *= 1 - p;
    thresholds.push(Math.min(2 ** 32 - 1, Math.round((1 - beyond) * 2 ** 32)));
  }
  const guide = new Uint16Array(2 ** (32 - GUIDE_SHIFT));
  let n = 0;
  for (let bits = 0; bits < guide.length; bits++) {
    while ((thresholds[n] ?? 2 ** 32) <= bits * 2 ** GUIDE_SHIFT) n++;
    guide[bits] = n;
  }
  return { p, thresholds: Uint32Array.from(thresholds), guide };
}

/** Endless sequence of numbers of one element, row or synapse. */
export class Draws implements RowRandom {
  private readonly words = new Uint32Array(4);
  private used = 4;
  private block = 0;
  private element = 0;
  private index = 0;
  private table: GeometricTable | null = null;

  constructor(
    private readonly seed: number,
    private readonly key: number,
    private readonly purpose: Purpose,
  ) {}

  /** Starts the sequence of another element. */
  at(element: number): this {
    this.element = element;
    return this.section(0);
  }

  /** Starts another sequence of the same element. */
  section(index: number): this {
    this.index = index;
    this.block = 0;
    this.used = 4;
    return this;
  }

  word(): number {
    if (this.used === 4) {
      philox(this.element, this.block++, this.index, this.purpose, this.seed, this.key, this.words);
      this.used = 0;
    }
    return this.words[this.used++] ?? 0;
  }

  uniform(): number {
    const high = this.word();
    return uniformOf(high, this.word());
  }

  /** By multiplication; the bias, n / 2^32, is far below what any network could show. */
  below(n: number): number {
    return Math.floor((this.word() * n) / 4294967296);
  }

  geometric(p: number): number {
    if (p < LEAST_TABLED) return Math.floor(log(this.uniform()) / log1p(-p));
    if (this.table?.p !== p) this.table = geometricTable(p);
    const { thresholds, guide } = this.table;
    for (let failures = 0; ; failures += thresholds.length) {
      const word = this.word();
      let n = guide[word >>> GUIDE_SHIFT] ?? 0;
      while (n < thresholds.length && word >= (thresholds[n] ?? 0)) n++;
      if (n < thresholds.length) return failures + n;
    }
  }

  normal(): number {
    return normalQuantile(this.uniform());
  }
}
