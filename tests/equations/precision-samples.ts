/** Arguments that reach every part of a function's range, the same in every run. */

export interface Sampled {
  /** Bits of a significand; exponents of the least and greatest normal numbers. */
  readonly precision: number;
  readonly least: number;
  readonly greatest: number;
  /** To a number of the format. */
  readonly round: (x: number) => number;
  /** e^x is infinite or 0 from here on. */
  readonly overflow: number;
  /** Up to which sin and cos are meant. */
  readonly largestAngle: number;
}

type Uniform = () => number;

/** In [0, 1) (xorshift, Marsaglia 2003). */
function uniforms(seed: number): Uniform {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** The low bits come from a second draw: one gives 32. */
const between = (next: Uniform, count: number, low: number, high: number): number[] =>
  Array.from({ length: count }, () => low + (high - low) * (next() + next() / 2 ** 32));

/** A number of each binary exponent, of either sign. */
function everyExponent(next: Uniform, least: number, greatest: number): number[] {
  return between(next, greatest - least + 1, 1, 2).map((significand, k) => {
    const exponent = least + k;
    // In two factors, for 2^exponent itself may be denormal.
    const half = Math.trunc(exponent / 2);
    return (next() < 0.5 ? -1 : 1) * significand * 2 ** half * 2 ** (exponent - half);
  });
}

/** Each of the numbers, and what lies some units of its last place around it. */
function around(numbers: readonly number[], precision: number): number[] {
  const offsets = [-7, -1, 0, 1, 7].map((units) => units * 2 ** -precision);
  return numbers.flatMap((number) => offsets.map((offset) => number * (1 + offset)));
}

/** (k + 1/2) step for |k| <= count: where a reduction by multiples of `step` changes its multiple. */
const boundaries = (step: number, count: number): number[] =>
  Array.from({ length: 2 * count }, (_, k) => (k - count + 0.5) * step);

/** Where an algorithm changes its way, and where results over- or underflow. */
const BORDERS = [0.3, 0.5, 0.55, 0.65, 1, Math.SQRT2, Math.SQRT1_2, Math.SQRT2 - 1, Math.SQRT1_2 - 1, 10, 22] as const;
const ENDS = [87, 87.336, 88.72, 93.16, 103.97, 104, 708, 708.39, 709.782, 716.35, 745.13, 746] as const;

const view = new DataView(new ArrayBuffer(8));

/** Any bits, as a double or as a single. */
function randomNumbers(next: Uniform, count: number, precision: number): number[] {
  return Array.from({ length: count }, () => {
    view.setUint32(0, next() * 2 ** 32);
    view.setUint32(4, next() * 2 ** 32);
    return precision === 53 ? view.getFloat64(0) : view.getFloat32(0);
  });
}

const usable = (numbers: readonly number[], round: (x: number) => number): number[] =>
  numbers.map(round).filter((x) => Number.isFinite(x) && x !== 0);

function spread(next: Uniform, { precision, least, greatest }: Sampled): number[] {
  return [
    ...everyExponent(next, least - precision + 1, greatest),
    ...Array.from({ length: 10 }, () => everyExponent(next, -30, 9)).flat(),
    ...between(next, 500, -1, 1),
    ...between(next, 300, 0.5, 2),
    ...between(next, 300, -4, 4),
    ...between(next, 300, -30, 30),
    ...randomNumbers(next, 500, precision),
  ];
}

export function inputs(sampled: Sampled): number[] {
  const next = uniforms(20240501);
  const ends = [...BORDERS, ...ENDS];
  const numbers = [
    ...spread(next, sampled),
    ...between(next, 500, -sampled.overflow, sampled.overflow),
    ...around([...ends, ...ends.map((x) => -x), ...boundaries(Math.LN2, 50)], sampled.precision),
  ];
  return usable(numbers, sampled.round);
}

/** Among them those closest to multiples of pi/2, where digits cancel. */
export function angles(sampled: Sampled): number[] {
  const { precision, round, largestAngle } = sampled;
  const next = uniforms(20240502);
  const quarters = between(next, 1000, 0, (2 * largestAngle) / Math.PI).map(Math.floor);
  const numbers = [
    ...spread(next, sampled),
    ...between(next, 500, -largestAngle, largestAngle),
    ...between(next, 500, -largestAngle / 50, largestAngle / 50),
    ...around([...boundaries(Math.PI, 100), ...boundaries(Math.PI, 100).map((x) => x + Math.PI / 2)], precision),
    ...quarters.map((n) => (n * Math.PI) / 2),
    ...quarters.map((n) => (Math.floor(n / 50) * Math.PI) / 2),
  ];
  return usable(numbers, round).filter((x) => Math.abs(x) < largestAngle);
}

/** x > 0 and y, for x^y near overflow and underflow and anywhere between. */
export function pairs({ precision, least, greatest, round, overflow }: Sampled): [number, number][] {
  const next = uniforms(20240503);
  const bases = [
    ...everyExponent(next, least - precision + 1, greatest).map(Math.abs),
    ...between(next, 300, 0.5, 2),
    ...between(next, 300, 0.7, 0.72),
    ...between(next, 300, 0.99, 1.01),
    ...between(next, 100, 1e-3, 1e3),
  ];
  return bases.map(round).flatMap((x): [number, number][] => {
    const logarithms = [...between(next, 1, -overflow, overflow), ...between(next, 1, -5, 5)];
    return x === 1 ? [] : logarithms.map((size) => [x, round(size / Math.log(x))]);
  });
}
