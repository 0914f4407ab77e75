import { create } from 'zustand';
import { useSimulation } from './simulation.ts';
import { useEditor } from './store.ts';

/** A field that is to be swept, until the sweep mode takes it up. */
export const useSweepRequest = create<{ readonly wanted: { readonly node: string; readonly field: string } | null }>()(
  () => ({ wanted: null }),
);

/** Opens the sweep mode on a field of a node or edge. */
export function sweepThis(node: string, field: string): void {
  useSweepRequest.setState({ wanted: { node, field } });
  useEditor.getState().editVariant(null);
  useEditor.getState().select({ nodes: [], edges: [] });
  useSimulation.getState().setMode('sweep');
}
