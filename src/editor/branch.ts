import { addBranch } from '../document/configurations.ts';
import { useComparison } from './comparison.ts';
import { useSimulation } from './simulation.ts';
import { useEditor } from './store.ts';

/** Adds a configuration that runs as the network until a time ("312.4 ms"), which is then edited, beside the network. */
export function branchAt(from: string): void {
  const editor = useEditor.getState();
  let id = '';
  editor.editBase('Branch', (draft) => {
    id = addBranch(draft, from);
  });
  editor.commit();
  // Nothing is added to a network that may not be changed.
  if (!useEditor.getState().base.variants.some((variant) => variant.id === id)) return;
  useComparison.getState().only([null, id]);
  useSimulation.getState().setMode('compare');
  editor.editVariant(id);
}
