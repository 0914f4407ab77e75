import { create } from 'zustand';
import { type Checks, comparedOf, type NamedConfiguration } from '../document/configurations.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { onOpened, useEditor } from './store.ts';

/** How a probe shows several configurations: in one plot, or in one for each with the same axes. */
export type Layout = 'overlaid' | 'multiples';

interface ComparisonState {
  /** Which configurations are compared, where the user has said so: how the experiment is looked at, not part of the network. */
  readonly checks: Checks;
  readonly layout: Layout;
  check(id: string | null, checked: boolean): void;
  /** Compares these and no others. */
  only(ids: readonly (string | null)[]): void;
  setLayout(layout: Layout): void;
}

export const useComparison = create<ComparisonState>()((set, get) => ({
  checks: {},
  layout: 'overlaid',

  check(id, checked) {
    set({ checks: { ...get().checks, [id ?? '']: checked } });
  },

  only(ids) {
    const { variants } = useEditor.getState().base;
    set({
      checks: Object.fromEntries([null, ...variants.map(({ id }) => id)].map((id) => [id ?? '', ids.includes(id)])),
    });
  },

  setLayout(layout) {
    set({ layout });
  },
}));

/** The configurations that are compared now. */
export function compared(document: NetworkDocument): NamedConfiguration[] {
  return comparedOf(document, useComparison.getState().checks);
}

// Another document has other configurations.
onOpened(() => useComparison.setState({ checks: {} }));
