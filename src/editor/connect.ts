import { canConnect, connect } from '../document/commands.ts';
import { refuse } from './notify.ts';
import { giveChoice } from './palette/edge-items.ts';
import { useEditor } from './store.ts';

/** Connects two nodes as one undoable edit and selects the new edge; where that cannot be, says why. */
export function connectNodes(source: string, target: string): void {
  const editor = useEditor.getState();
  const link = canConnect(editor.document, source, target);
  if (!link.ok) {
    refuse(link.reason);
    return;
  }
  let made: string | null = null;
  editor.edit('Connect', (draft) => {
    const outcome = connect(draft, source, target);
    if (!outcome.ok) return;
    made = outcome.id;
    giveChoice(draft, outcome.id);
  });
  if (made !== null) editor.select({ nodes: [], edges: [made] });
}
