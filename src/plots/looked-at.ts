import { create } from 'zustand';

/** The time of the past that all probes of the canvas show, ms; null: the present. */
const useTime = create<{ readonly ms: number | null }>(() => ({ ms: null }));

/** Makes all probes show a time of the past, ms, or (null) the present. */
export const lookAt = (ms: number | null): void => useTime.setState({ ms });

/** The time of the past that is looked at, ms; null: the present. */
export const useLookedAt = (): number | null => useTime(({ ms }) => ms);

/** Where it is now, for what is not drawn by React; the function returned ends `onMove`. */
export const lookedAt = (): number | null => useTime.getState().ms;
export const onLookedAt = (onMove: () => void): (() => void) => useTime.subscribe(onMove);

/**
 * By how much a stretch of time is to be moved so that the time looked at is in it, ms: whole lengths of it, so that plots are
 * drawn anew when the time leaves what they show, and not at each move.
 */
export function shiftTo([from, to]: readonly [number, number], ms: number | null): number {
  if (ms === null || (ms >= from && ms <= to)) return 0;
  const length = to - from;
  return Math.max(-from, length * Math.floor((ms - from) / length));
}

/** The same of the time that is looked at now. */
export const useShift = (range: readonly [number, number]): number => useTime(({ ms }) => shiftTo(range, ms));
