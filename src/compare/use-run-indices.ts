import { useEffect, useState } from 'react';
import { type PopulationIndices, populationIndices } from '../analysis/indices.ts';
import { useSimulation } from '../editor/simulation.ts';
import type { RunView } from '../plots/types.ts';

/** Indices of one configuration, in the analysis window as far as it has run. */
export interface SideIndices {
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Populations by size, the largest first. */
  readonly rows: readonly { readonly id: string; readonly name: string; readonly indices: PopulationIndices }[];
}

/** Least time between two evaluations while it runs, ms. */
const INTERVAL_MS = 700;

function sideOf({ label, map, recordings }: RunView): SideIndices {
  const toMs = recordings.endStep * map.dtMs;
  const fromMs = toMs > map.fromMs ? map.fromMs : 0;
  const populations = map.populations.filter(({ kind }) => kind === 'population').toSorted((a, b) => b.size - a.size);
  const rows = populations.map(({ id, name, size, spikes, moments }) => ({
    id,
    name,
    indices: populationIndices({
      spikes: recordings.spikes(spikes),
      size,
      dtMs: map.dtMs,
      fromMs,
      toMs,
      moments: moments === null ? null : recordings.moments(moments),
    }),
  }));
  return { label, fromMs, toMs, rows };
}

/** The indices of all configurations: refreshed at times while they run, and once when they end. */
export function useRunIndices(): readonly SideIndices[] {
  const [sides, setSides] = useState<readonly SideIndices[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const evaluate = () => {
      timer = undefined;
      const { runs } = useSimulation.getState();
      setSides(runs.some(({ recordings }) => recordings.endStep === 0) ? [] : runs.map(sideOf));
    };
    const stop = useSimulation.subscribe((state, previous) => {
      if (state.version === previous.version && state.status === previous.status) return;
      timer ??= setTimeout(evaluate, INTERVAL_MS);
    });
    evaluate();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return sides;
}
