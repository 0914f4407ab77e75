import type { Ends, RowRandom, RowWriter } from './types.ts';

/** Marks `draws` entries with `mark` that do not bear it yet, uniformly; the same few words whatever the order of rows. */
export function stampDistinct(stamp: Int32Array, mark: number, draws: number, random: RowRandom): void {
  let left = draws;
  while (left > 0) {
    const drawn = random.below(stamp.length);
    if (stamp[drawn] === mark) continue;
    stamp[drawn] = mark;
    left--;
  }
}

/** Far ends that a near end may be joined with. */
export const eligibleTargets = (autapses: boolean, { targets, same }: Ends): number =>
  targets - (same && !autapses ? 1 : 0);

/** Below it, so few of a row are drawn that sorting them is quicker than looking through all. */
const DENSE = 1 / 16;

/**
 * Rows of sources with as many targets as `degreeOf` says, drawn uniformly: with repetition, or distinct. Where more than half
 * are wanted, those left out are drawn instead.
 */
export function drawnRows(
  degreeOf: (source: number) => number,
  { autapses, multapses }: { readonly autapses: boolean; readonly multapses: boolean },
  ends: Ends,
): RowWriter {
  const skipSelf = ends.same && !autapses;
  const available = eligibleTargets(autapses, ends);
  const targetOf = (source: number, drawn: number): number => (skipSelf && drawn >= source ? drawn + 1 : drawn);
  if (multapses) {
    return (source, random, out) => {
      const degree = degreeOf(source);
      for (let k = 0; k < degree; k++) out[k] = targetOf(source, random.below(available));
      out.subarray(0, degree).sort();
      return degree;
    };
  }
  const stamp = new Int32Array(available).fill(-1);
  return (source, random, out) => {
    const degree = degreeOf(source);
    const leaveOut = degree > available / 2;
    if (degree < DENSE * available) {
      let count = 0;
      while (count < degree) {
        const drawn = random.below(available);
        if (stamp[drawn] === source) continue;
        stamp[drawn] = source;
        out[count++] = targetOf(source, drawn);
      }
      out.subarray(0, degree).sort();
      return degree;
    }
    stampDistinct(stamp, source, leaveOut ? available - degree : degree, random);
    let count = 0;
    for (let k = 0; k < available; k++) if ((stamp[k] === source) !== leaveOut) out[count++] = targetOf(source, k);
    return count;
  };
}
