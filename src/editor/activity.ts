import { create } from 'zustand';
import { useSimulation } from './simulation.ts';

/** Width of the window of the bars, ms of model time, and their least interval of wall time, ms. */
const WINDOW_MS = 50;
const INTERVAL_MS = 120;

interface Activity {
  /** Present mean rate, Hz, by id of the population. */
  readonly rates: Readonly<Record<string, number>>;
}

/** Rates for the nodes' activity bars. Refreshed a few times a second: recordings change every 30 ms, which no bar needs. */
export const useActivity = create<Activity>()(() => ({ rates: {} }));

let timer: ReturnType<typeof setTimeout> | null = null;

function refresh() {
  timer = null;
  const run = useSimulation.getState().runs[0];
  if (run === undefined) {
    useActivity.setState({ rates: {} });
    return;
  }
  const rates: Record<string, number> = {};
  for (const population of run.map.populations) {
    rates[population.id] = run.recordings.recentRateHz(population.spikes, population.size, run.map.dtMs, WINDOW_MS);
  }
  useActivity.setState({ rates });
}

/** Keeps the rates fresh while the canvas is mounted; returns what ends it. */
export function watchActivity(): () => void {
  const stop = useSimulation.subscribe((state, previous) => {
    if (state.version !== previous.version || state.runs !== previous.runs) timer ??= setTimeout(refresh, INTERVAL_MS);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
}
