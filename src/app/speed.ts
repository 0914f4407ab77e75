import { useSimulation } from '../editor/simulation.ts';

const KEY = 'entrain.speed';

/** How fast a run may be: simulated time by wall time; null: as fast as it can be. */
export const SPEEDS: readonly { readonly limit: number | null; readonly label: string }[] = [
  { limit: null, label: 'As fast as it can' },
  { limit: 1, label: 'Real time' },
  { limit: 0.1, label: '0.1 × real time' },
  { limit: 0.01, label: '0.01 × real time' },
  { limit: 0.001, label: '0.001 × real time' },
];

function remembered(): number | null {
  try {
    const text = localStorage.getItem(KEY);
    return SPEEDS.find(({ limit }) => String(limit) === text)?.limit ?? null;
  } catch {
    // Without storage every visit is a first one.
    return null;
  }
}

/** Limits what runs and what will run; the browser remembers it for the next visit. */
export function chooseSpeed(limit: number | null): void {
  useSimulation.getState().setLimit(limit);
  try {
    localStorage.setItem(KEY, String(limit));
  } catch {
    // It holds for this visit.
  }
}

useSimulation.getState().setLimit(remembered());
