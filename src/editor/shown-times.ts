import type { RunSettings } from '../document/schema.ts';
import { zoomTimes } from '../plots/times.ts';
import { parseQuantity } from '../units/index.ts';
import { useEditor } from './store.ts';

/** How much of the time of a run its plots show, up to the present, ms: Infinity for all of it; null: as much as its duration. */
export function shownTimesMs({ window }: RunSettings): number | null {
  if (window === undefined) return null;
  if (window === 'all') return Number.POSITIVE_INFINITY;
  const parsed = parseQuantity(window);
  // What is wrong is a problem of the network's, and no reason to show nothing.
  return 'fault' in parsed || !(parsed.value > 0) ? null : parsed.value;
}

/** Chooses it for the network: a quantity, or `all`; undefined: as much as the duration. A zoom would hide what was chosen. */
export function chooseShownTimes(window: string | undefined): void {
  zoomTimes(null);
  useEditor.getState().editBase('Shown times', ({ run }) => {
    if (window === undefined) delete run.window;
    else run.window = window;
  });
}
