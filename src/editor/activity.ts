import { create } from 'zustand';
import { useSimulation } from './simulation.ts';

/** Width of the window of the bars, ms of model time. */
const WINDOW_MS = 50;

interface Activity {
  /** Present mean rate, Hz, by id of the population. */
  readonly rates: Readonly<Record<string, number>>;
}

/** Rates for the nodes' activity bars, refreshed when the clock is read: all that shows numbers is drawn in one frame. */
export const useActivity = create<Activity>()(() => ({ rates: {} }));

function refresh() {
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
export const watchActivity = (): (() => void) =>
  useSimulation.subscribe((state, previous) => {
    if (state.timeMs !== previous.timeMs || state.runs !== previous.runs) refresh();
  });
