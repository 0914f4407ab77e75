import { groupsOf } from '../document/groups.ts';
import { useEditor } from './store.ts';

/** Frames in which the inspector of what was just selected may appear. */
const PATIENCE = 20;

/** Selects a node, a group or an edge (null: nothing, which shows the run settings) and puts the focus into a field of its inspector (`parameters.tau_m`), if it is shown. */
export function goTo(id: string | null, field: string | null): void {
  const { document: network, select } = useEditor.getState();
  if (id === null) select({ nodes: [], edges: [] });
  else if ([...network.nodes, ...groupsOf(network)].some((node) => node.id === id)) select({ nodes: [id], edges: [] });
  else if (network.edges.some((edge) => edge.id === id)) select({ nodes: [], edges: [id] });
  if (field !== null) focusField(field, PATIENCE);
}

function focusField(field: string, frames: number): void {
  requestAnimationFrame(() => {
    const row = document.querySelector(`[data-field="${CSS.escape(field)}"]`);
    const input = row?.querySelector<HTMLElement>('input, select, textarea');
    if (input) {
      input.scrollIntoView({ block: 'nearest' });
      input.focus();
    } else if (frames > 0) focusField(field, frames - 1);
  });
}
