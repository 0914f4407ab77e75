import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { NetworkDocument, SweepDefinition } from '../../document/schema.ts';
import { useEditor } from '../../editor/store.ts';
import { definitionName, firstDefinition, sweepOf } from '../../experiments/sweep/definition.ts';
import { useSweep } from '../../experiments/sweep/store.ts';
import type { Sweep } from '../../experiments/sweep/sweep.ts';

/** Which of the document's sweeps is open. */
export const useChosen = create<{ readonly index: number }>()(() => ({ index: 0 }));

export interface OpenDefinition {
  readonly document: NetworkDocument;
  /** Null: the network has nothing to sweep. */
  readonly definition: SweepDefinition | null;
  /** Null where the definition is at fault. */
  readonly sweep: Sweep | null;
  readonly fault: string | null;
  readonly index: number;
  readonly names: readonly string[];
}

/** The open sweep of the network: one that is saved with it, or else the first that suggests itself. */
export function useOpenDefinition(): OpenDefinition {
  const document = useEditor((state) => state.base);
  const { index: wanted } = useChosen();
  const saved = document.sweeps ?? [];
  const index = Math.min(wanted, Math.max(0, saved.length - 1));
  const given = saved[index];
  const definition = useMemo(() => given ?? firstDefinition(document), [given, document]);
  const outcome = useMemo(() => (definition === null ? null : sweepOf(document, definition)), [document, definition]);
  const sweep = outcome === null || 'fault' in outcome ? null : outcome;
  const fault = outcome !== null && 'fault' in outcome ? outcome.fault : null;
  useEffect(() => useSweep.getState().look(sweep), [sweep]);
  const names = saved.map((sweep) => definitionName(document, sweep));
  return { document, definition, sweep, fault, index, names };
}

/** Changes the open sweep; the first change saves it with the network. */
export function changeDefinition(index: number, next: SweepDefinition): void {
  useEditor.getState().editBase(
    'Sweep',
    (draft) => {
      draft.sweeps ??= [];
      draft.sweeps[index] = next;
    },
    `sweep ${index}`,
  );
}

export function addDefinition(next: SweepDefinition): void {
  useEditor.getState().editBase('Add a sweep', (draft) => {
    draft.sweeps ??= [];
    draft.sweeps.push(next);
  });
  useChosen.setState({ index: (useEditor.getState().base.sweeps?.length ?? 1) - 1 });
}

export function removeDefinition(index: number): void {
  useEditor.getState().editBase('Remove the sweep', (draft) => {
    draft.sweeps?.splice(index, 1);
    if (draft.sweeps?.length === 0) delete draft.sweeps;
  });
  useChosen.setState({ index: Math.max(0, index - 1) });
}
