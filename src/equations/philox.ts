/**
 * Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): a block of four words is a pure
 * function of a counter and a key. Here key = (seed, stream key), counter = (element, row or block of elements; step or draw; index or section; purpose),
 * so that no draw depends on threads, order or pauses. The WebAssembly kernels compute the same function.
 */
export const PHILOX = { m0: 0xd2511f53, m1: 0xcd9e8d57, w0: 0x9e3779b9, w1: 0xbb67ae85, rounds: 10 } as const;

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
