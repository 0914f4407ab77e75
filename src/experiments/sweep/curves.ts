/** A curve fitted to points by least squares. */
export interface Fit {
  /** The middle of a step, or where an onset begins. */
  readonly at: number;
  /** Sum of squared differences. */
  readonly residual: number;
  /** Numbers that were fitted. */
  readonly parameters: number;
  /** The curve at each x. */
  readonly values: readonly number[];
  /** At each x, the share of the way from the lower level (or floor) that it has gone. */
  readonly shares: readonly number[];
}

/** Place, and shapes that are lengths along x: all searched for; two more numbers of a curve are linear. */
type Shape = readonly [at: number, ...lengths: number[]];

interface Family {
  /** Where the search begins: the lengths that are tried with every place, by the range's length and the points' distance. */
  starts(length: number, gap: number): readonly (readonly number[])[];
  /** The shortest and the longest that each may become. */
  least(length: number, gap: number): readonly number[];
  most(length: number): readonly number[];
  value(x: number, shape: Shape): number;
}

/** A step from one level to another: logistic, of any width. */
const step: Family = {
  starts: (length, gap) => [gap / 4, gap, length / 8, length / 3].map((width) => [width]),
  least: (_, gap) => [gap / 50],
  most: (length) => [length],
  value: (x, [at, width = 1]) => 1 / (1 + Math.exp(-(x - at) / width)),
};

/**
 * The square of an order parameter that rises from `at` on as a square root: h / (B + h). It is exact for Kuramoto's R with
 * Lorentzian frequencies (R² = 1 - Kc/K), and, for large B, what any supercritical onset is near its beginning (mean-field
 * exponent 1/2). Finite systems and short runs round it off: h is max(0, x - at) with its corner as a hyperbola of a width.
 */
const onset: Family = {
  starts: (length, gap) =>
    [length / 4, length, length * 16].flatMap((scale) => [gap / 8, gap].map((width) => [scale, width])),
  least: (_, gap) => [gap / 50, gap / 50],
  most: (length) => [length * 64, length / 5],
  value: (x, [at, scale = 1, width = 0]) => {
    const h = (x - at + Math.hypot(x - at, width)) / 2;
    return h / (scale + h);
  },
};

/**
 * A corner from which on a curve rises in proportion, as a firing rate does above the rheobase, and perhaps bends off slowly: it
 * has a beginning, and neither a second level nor a root. The same function as an onset's, of the curve itself.
 */
const kink: Family = {
  starts: (length, gap) => [length, length * 16].flatMap((scale) => [gap / 8, gap].map((width) => [scale, width])),
  least: (length, gap) => [length / 2, gap / 50],
  most: (length) => [length * 64, length / 2],
  value: onset.value,
};

/** Least squares of `a + b shape`; `weights` of the points. */
function linearFit(
  shapes: readonly number[],
  ys: readonly number[],
  weights: readonly number[],
): { a: number; b: number; residual: number } {
  let [w, s, y, ss, sy, yy] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < ys.length; k++) {
    const [weight, shape, value] = [weights[k] ?? 1, shapes[k] ?? 0, ys[k] ?? 0];
    w += weight;
    s += weight * shape;
    y += weight * value;
    ss += weight * shape * shape;
    sy += weight * shape * value;
    yy += weight * value * value;
  }
  const spread = ss - (s * s) / w;
  const b = spread > 1e-12 * ss ? (sy - (s * y) / w) / spread : 0;
  const a = (y - b * s) / w;
  return { a, b, residual: Math.max(0, yy - a * y - b * sy) };
}

interface Points {
  /** The places of the points, ascending. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly weights: readonly number[];
}

const residualOf = (family: Family, { xs, ys, weights }: Points, shape: Shape): number =>
  linearFit(
    xs.map((x) => family.value(x, shape)),
    ys,
    weights,
  ).residual;

/** The best of a grid of starts. Places go from the second point to the last but one: beyond, nothing says how it goes on. */
function bestStart(family: Family, points: Points): Shape {
  const { first, last, length, gap } = extent(points.xs);
  let best: Shape = [first];
  let least = Number.POSITIVE_INFINITY;
  for (const lengths of family.starts(length, gap)) {
    for (let at = first + gap; at <= last - gap * 0.999; at += gap / 2) {
      const shape: Shape = [at, ...lengths];
      const residual = residualOf(family, points, shape);
      if (residual < least) [best, least] = [shape, residual];
    }
  }
  return best;
}

/** Pattern search (Hooke and Jeeves 1961): a step along each number, halved where none is better. */
function refined(family: Family, points: Points, start: Shape): Shape {
  const { first, last, length, gap } = extent(points.xs);
  const [fewest, most] = [family.least(length, gap), family.most(length)];
  let shape = start;
  let least = residualOf(family, points, shape);
  for (let size = 1; size > 1 / 500; ) {
    const before = least;
    for (let k = 0; k < start.length; k++) {
      for (const sign of [1, -1]) {
        const next = shape.map((value, j) => {
          if (j !== k) return value;
          if (k === 0) return Math.min(last - gap, Math.max(first + gap, value + (sign * size * gap) / 2));
          return Math.min(most[k - 1] ?? value, Math.max(fewest[k - 1] ?? value, value * 2 ** (sign * size)));
        }) as unknown as Shape;
        const residual = residualOf(family, points, next);
        if (residual < least) [shape, least] = [next, residual];
      }
    }
    // Of a curve that is 0 throughout there is no number to compare.
    if (!(least < before)) size /= 2;
  }
  return shape;
}

function extent(xs: readonly number[]): { first: number; last: number; length: number; gap: number } {
  const [first = 0, last = 0] = [xs[0], xs[xs.length - 1]];
  return { first, last, length: last - first, gap: (last - first) / (xs.length - 1) };
}

/** The best step. `xs` ascend. */
export function stepFit(xs: readonly number[], ys: readonly number[]): Fit {
  const points = { xs, ys, weights: ys.map(() => 1) };
  const shape = refined(step, points, bestStart(step, points));
  const shares = xs.map((x) => step.value(x, shape));
  const { a, b, residual } = linearFit(shares, ys, points.weights);
  return { at: shape[0], residual, parameters: 4, values: shares.map((share) => a + b * share), shares };
}

/** The best straight line; its `at` is the middle of the range. */
export function lineFit(xs: readonly number[], ys: readonly number[]): Fit {
  const { first, length } = extent(xs);
  const shares = xs.map((x) => (x - first) / length);
  const { a, b, residual } = linearFit(
    shares,
    ys,
    ys.map(() => 1),
  );
  return { at: first + length / 2, residual, parameters: 2, values: shares.map((share) => a + b * share), shares };
}

/** How many times shorter than the range a bend's length is tried: from hardly bent to a corner. */
const BENDS = Array.from({ length: 40 }, (_, k) => 0.3 * 1.13 ** k);

/** The best exponential or logarithm, towards either end: what bends smoothly without a place where it does. */
export function bendFit(xs: readonly number[], ys: readonly number[]): Fit {
  const { first, length } = extent(xs);
  const weights = ys.map(() => 1);
  const places = xs.map((x) => (x - first) / length);
  const shapes = BENDS.flatMap((bend) => [
    places.map((u) => Math.expm1(bend * u) / Math.expm1(bend)),
    places.map((u) => Math.expm1(-bend * u) / Math.expm1(-bend)),
    places.map((u) => Math.log1p(bend * bend * u) / Math.log1p(bend * bend)),
    places.map((u) => 1 - Math.log1p(bend * bend * (1 - u)) / Math.log1p(bend * bend)),
  ]);
  const fits = shapes.map((shares): Fit => {
    const { a, b, residual } = linearFit(shares, ys, weights);
    return { at: first, residual, parameters: 3, values: shares.map((share) => a + b * share), shares };
  });
  return fits.reduce((best, fit) => (fit.residual < best.residual ? fit : best));
}

/** The best corner of a curve that is flat before it or after it, rising or falling. */
export function kinkFit(xs: readonly number[], ys: readonly number[]): Fit {
  const after = cornerFit(xs, ys);
  const before = cornerFit(xs.map((x) => -x).reverse(), [...ys].reverse());
  if (after.residual <= before.residual) return after;
  return { ...before, at: -before.at, values: [...before.values].reverse(), shares: [...before.shares].reverse() };
}

function cornerFit(xs: readonly number[], ys: readonly number[]): Fit {
  const points = { xs, ys, weights: ys.map(() => 1) };
  const shape = refined(kink, points, bestStart(kink, points));
  const shares = xs.map((x) => kink.value(x, shape));
  const { a, b, residual } = linearFit(shares, ys, points.weights);
  return { at: shape[0], residual, parameters: 5, values: shares.map((share) => a + b * share), shares };
}

/** The best square-root onset, rising or, seen from the other end, falling to its floor. `xs` ascend, `ys` are 0 or more. */
export function onsetFit(xs: readonly number[], ys: readonly number[]): Fit {
  const rising = risingOnset(xs, ys);
  const falling = risingOnset(xs.map((x) => -x).reverse(), [...ys].reverse());
  if (rising.residual <= falling.residual) return rising;
  const { at, values, shares } = falling;
  return { ...falling, at: -at, values: [...values].reverse(), shares: [...shares].reverse() };
}

function risingOnset(xs: readonly number[], ys: readonly number[]): Fit {
  const squares = ys.map((y) => y * y);
  const largest = Math.max(...squares);
  // An error e of y is one of 2 y e of its square.
  const points = { xs, ys: squares, weights: squares.map((square) => 1 / (square + 0.02 * largest)) };
  const shape = refined(onset, points, bestStart(onset, points));
  const shares = xs.map((x) => onset.value(x, shape));
  const { a, b } = linearFit(shares, squares, points.weights);
  const values = shares.map((share) => Math.sqrt(Math.max(0, a + b * share)));
  const residual = ys.reduce((sum, y, k) => sum + (y - (values[k] ?? 0)) ** 2, 0);
  return { at: shape[0], residual: b > 0 ? residual : Number.POSITIVE_INFINITY, parameters: 5, values, shares };
}
