/**
 * The place between two ends with values of opposite signs where a function is 0, to rounding of the place (Chandrupatla, Advances in
 * Engineering Software 28 (1997) 145). Null where the signs are equal, or where the function is not defined on the way.
 */
export function rootBetween(
  of: (x: number) => number,
  [low, high]: readonly [number, number],
  tolerance = 0,
): number | null {
  let [a, b] = [high, low];
  let [fa, fb] = [of(a), of(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0) && !(Math.sign(fa) * Math.sign(fb) < 0)) return null;
  let [c, fc] = [a, fa];
  let share = 0.5;
  for (let trial = 0; trial < 200; trial++) {
    const x = a + share * (b - a);
    const value = of(x);
    if (Number.isNaN(value)) return null;
    if (Math.sign(value) === Math.sign(fa)) [c, fc] = [a, fa];
    else [b, fb, c, fc] = [a, fa, b, fb];
    [a, fa] = [x, value];
    const [best, least] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    const width = (2 * Number.EPSILON * Math.abs(best) + tolerance / 2 + Number.MIN_VALUE) / Math.abs(b - a);
    if (width > 0.5 || least === 0) return best;
    const [xi, phi] = [(a - b) / (c - b), (fa - fb) / (fc - fb)];
    const isSmooth = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    const inverse = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
    share = Math.min(1 - width, Math.max(width, isSmooth ? inverse : 0.5));
  }
  return a;
}
