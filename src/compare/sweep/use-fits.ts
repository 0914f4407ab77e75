import { useEffect, useMemo, useReducer } from 'react';
import type { Curve, Fits } from '../../experiments/sweep/fits.ts';

/** What of some curves is known by now. */
export interface Fitted<A> {
  /** One for each curve; undefined: it is not fitted yet. */
  readonly answers: readonly (A | undefined)[];
  /** Why a curve could not be fitted; null: all can be, so far. */
  readonly fault: string | null;
}

/** Fits of curves, as they become known. `waits`: none is begun yet, and what is known is shown. */
export function useFits<A>(fits: Fits<A>, curves: readonly Curve[], waits: boolean): Fitted<A> {
  const [version, renew] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    fits.want(waits ? [] : curves, renew);
    renew();
  }, [fits, curves, waits]);
  useEffect(() => () => fits.want([], () => undefined), [fits]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that more is known
  return useMemo(
    () => ({ answers: curves.map((curve) => fits.of(curve)), fault: fits.fault }),
    [fits, curves, version],
  );
}
