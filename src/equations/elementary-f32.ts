import type { Arithmetic, FloatFormat } from './elementary/arithmetic.ts';
import { elementaryIn, nearestEven } from './elementary.ts';

/**
 * The elementary functions in single precision: every operation rounds to 24 bits, as those of f32x4 do. Errors are at most 2
 * units in the last place of a single (of sin and cos for |x| < 1e5; beyond, they are those of an argument off by a few of its
 * own units). Denormal results are kept.
 */
const SINGLE: FloatFormat = {
  exponentBound: 127,
  lift: { factor: 2 ** 25, bits: 25 },
  splitter: 2 ** 12 + 1,
  shortener: 1.5 * 2 ** (23 - 10),
  /** 15 bits and 24. */
  ln2: { high: 0.693145751953125, low: 1.4286068e-6 },
  /** 13 bits each, and 24: for multiples below 2^10 by 1/2. More parts have 8 bits, for multiples below 2^15. */
  pi: {
    parts: [3.1416015625, -8.909031748771667e-6, 1.2154201e-10],
    moreParts: [
      3.140625, 0.00096893310546875, -1.2814998626708984e-6, 1.979060471057892e-9, 5.115907697472721e-12,
      1.0769163338864018e-14, 1.1442378e-17,
    ],
    enoughAbove: 2 ** -20,
    enoughBelow: 2 ** 10,
  },
  exponential: { common: 87, lowest: -104, highest: 89, highestRatio: 94 },
  tanhLimit: 10,
  exponentialSeries: [0.5, 0.1666655, 0.04166685, 0.008366036, 0.0013898552],
  ratioSeries: [0.5, 0.1666666, 0.04166725, 0.0083360495, 0.0013842663, 0.00017235373],
  bernoulli: { near: 1, series: [0.083333306, -0.0013884404, 3.1863048e-5] },
  atanhSeries: [0.40000153, 0.28547096, 0.23419377],
  sineSeries: [-0.041666597, 0.008333069, -0.0001980978, 2.6061095e-6],
};

export const elementaryF32: ReturnType<typeof elementaryIn> = elementaryIn(SINGLE);

const { fround } = Math;
const TWO_23 = 8388608;
const singles = new Float32Array(1);
const words = new Int32Array(singles.buffer);

function bitsOf(a: number): number {
  singles[0] = a;
  return words[0] ?? 0;
}

function fromBits(bits: number): number {
  words[0] = bits;
  return singles[0] ?? 0;
}

/** The arithmetic of singles, kept in numbers: an operation of doubles, rounded once more, is that of singles (Figueroa 1995). */
export const FLOATS: Arithmetic<number, boolean> = {
  constant: fround,
  add: (a, b) => fround(a + b),
  sub: (a, b) => fround(a - b),
  mul: (a, b) => fround(a * b),
  div: (a, b) => fround(a / b),
  neg: (a) => -a,
  abs: Math.abs,
  floor: Math.floor,
  nearest: nearestEven,
  min: Math.min,
  max: Math.max,
  lt: (a, b) => a < b,
  eq: (a, b) => a === b,
  select: (condition, whenTrue, whenFalse) => (condition ? whenTrue : whenFalse),
  guarded: (common, value, rare) => (common ? value : rare()),
  powerOfTwo: (n) => fromBits(bitsOf(n + (TWO_23 + 127)) << 23),
  exponent: (a) => (bitsOf(a) >>> 23) - 127,
  mantissa: (a) => fromBits((bitsOf(a) & 0x7fffff) | 0x3f800000),
};
