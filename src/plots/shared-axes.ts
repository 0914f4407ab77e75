import { createContext, useContext, useEffect, useId, useLayoutEffect, useSyncExternalStore } from 'react';
import type { AxisGroup, Ranges } from './panels.ts';

/** One of several small panels of a probe. */
export interface Panel {
  readonly group: AxisGroup;
  /** Whether its times stand below it; else they stand below a lower panel. */
  readonly xTicks: boolean;
}

/** Given to plots that are one of several panels; null: a plot stands alone. */
export const PanelContext = createContext<Panel | null>(null);

export const usePanel = (): Panel | null => useContext(PanelContext);

const noStore = (): (() => void) => () => undefined;

/** The ranges of a plot's axes: its own, or in one of several panels those that all panels share which show the same quantity. */
export function useSharedRanges(key: string, ranges: Ranges): Ranges {
  const group = usePanel()?.group ?? null;
  const id = useId();
  const shared = useSyncExternalStore(group?.subscribe ?? noStore, () => group?.shared(key) ?? null);
  useLayoutEffect(() => group?.set(key, id, ranges));
  useEffect(() => () => group?.set(key, id, null), [group, key, id]);
  return shared ?? ranges;
}
