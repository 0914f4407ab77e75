import { type Arithmetic, type FloatFormat, polynomial } from './arithmetic.ts';

/** cos r = 1 - (4/pi^2) r^2 within 0.06: enough to weigh the tail of an angle. */
const COSINE_SLOPE = 0.4052847345693511;

interface Angle<T> {
  readonly head: T;
  readonly tail: T;
}

/** x - turns pi, between -pi/2 and pi/2, with pi in parts. */
function reduceAngle<T, B>(m: Arithmetic<T, B>, pi: readonly number[], x: T, turns: T): Angle<T> {
  const [first = 0, ...parts] = pi;
  const last = parts.pop() ?? 0;
  let rest = m.sub(x, m.mul(turns, m.constant(first)));
  let low = m.mul(turns, m.constant(last));
  for (const constant of parts) {
    const part = m.mul(turns, m.constant(constant));
    const difference = m.sub(rest, part);
    // Knuth's two-sum: the error of the subtraction, for either order of sizes.
    const back = m.sub(rest, difference);
    low = m.sub(low, m.sub(m.sub(rest, m.add(difference, back)), m.sub(part, back)));
    rest = difference;
  }
  const head = m.sub(rest, low);
  return { head, tail: m.sub(m.sub(rest, head), low) };
}

/** sin(head + tail) = r - r^3/8 + r^3 series: an exact eighth leaves the rest so small that its rounding does not count. */
function sineOfAngle<T, B>(m: Arithmetic<T, B>, format: FloatFormat, { head, tail }: Angle<T>): T {
  const square = m.mul(head, head);
  const cube = m.mul(head, square);
  const eighth = m.mul(cube, m.constant(0.125));
  const sum = m.sub(head, eighth);
  const lost = m.sub(m.sub(head, sum), eighth);
  const cosine = m.sub(m.constant(1), m.mul(m.constant(COSINE_SLOPE), square));
  const small = m.add(lost, m.mul(tail, cosine));
  const series = polynomial(m, format.sineSeries, square, m.mul(square, square));
  return m.add(sum, m.add(m.mul(cube, series), small));
}

/** sin(x - turns pi). Near a multiple of pi, where digits cancel, and far from 0, with more of those of pi. */
function sineOf<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T, turns: T): T {
  const angle = reduceAngle(m, format.pi.parts, x, turns);
  const { enoughAbove, enoughBelow } = format.pi;
  const isNear = m.lt(m.abs(turns), m.constant(enoughBelow));
  const common = m.lt(m.constant(enoughAbove), m.select(isNear, m.abs(angle.head), m.constant(0)));
  return m.guarded(common, sineOfAngle(m, format, angle), () =>
    sineOfAngle(m, format, reduceAngle(m, format.pi.moreParts, x, turns)),
  );
}

function isEven<T, B>(m: Arithmetic<T, B>, n: T): B {
  const half = m.mul(n, m.constant(0.5));
  return m.eq(m.floor(half), half);
}

/** sin x = (-1)^n sin(x - n pi). */
export function sine<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const n = m.nearest(m.mul(x, m.constant(1 / Math.PI)));
  const value = sineOf(m, format, x, n);
  // Keeps the sign of 0.
  return m.select(m.eq(x, m.constant(0)), x, m.select(isEven(m, n), value, m.neg(value)));
}

/** cos x = -(-1)^n sin(x - (n + 1/2) pi). */
export function cosine<T, B>(m: Arithmetic<T, B>, format: FloatFormat, x: T): T {
  const n = m.nearest(m.sub(m.mul(x, m.constant(1 / Math.PI)), m.constant(0.5)));
  const value = sineOf(m, format, x, m.add(n, m.constant(0.5)));
  return m.select(isEven(m, n), m.neg(value), value);
}
