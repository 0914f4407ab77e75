import { canConnect } from '../document/connections.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { type CanvasMenu, useCanvas } from './canvas-store.ts';
import { connectNodes } from './connect.ts';
import { refuse } from './notify.ts';
import { addLinkedItem, fittingItems, type LooseEnd } from './palette/items.ts';
import { useEditor } from './store.ts';

/** How a menu names a line of each kind. */
const KINDS = { synapse: 'synapses to', injection: 'current into', tap: 'observed by' } as const;

/** What the node may be connected to, as entries of a menu. */
function connectionTargets(document: NetworkDocument, source: string): CanvasMenu['items'] {
  const from = document.nodes.find(({ id }) => id === source);
  return document.nodes.flatMap(({ id, name }) => {
    const link = canConnect(document, source, id);
    if (!link.ok) return [];
    const itself = id === source ? ' (itself)' : '';
    const word = from?.kind === 'probe' ? 'observe' : KINDS[link.kind];
    return [{ key: id, label: `${word} ${name}${itself}`, group: 'Connect', run: () => connectNodes(source, id) }];
  });
}

/** By keyboard: a menu of what the focused or selected node may be connected to, beside the node. */
export function openConnectMenu(): void {
  const { document: network, selection } = useEditor.getState();
  const focused = document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  const chosen = focused ?? (selection.nodes.length === 1 ? selection.nodes[0] : undefined);
  const source = network.nodes.find(({ id }) => id === chosen);
  if (source === undefined) {
    refuse('Select one node to connect from.');
    return;
  }
  const items = connectionTargets(network, source.id);
  if (items.length === 0) {
    refuse(`There is nothing on the canvas that "${source.name}" could be connected to. Add a population first.`);
    return;
  }
  const box = document.querySelector(`.react-flow__node[data-id="${source.id}"]`)?.getBoundingClientRect();
  const place = { x: box?.right ?? window.innerWidth / 2, y: box?.top ?? window.innerHeight / 2 };
  useCanvas.getState().openMenu({ title: `Connect ${source.name} to`, ...place, items });
}

/** Where a line was dropped on empty canvas: a menu of what may stand there. `at` is the place in the document's coordinates. */
export function openDropMenu(loose: LooseEnd, window: { x: number; y: number }, at: { x: number; y: number }): void {
  const items = fittingItems(useEditor.getState().document, loose).map((item) => ({
    key: `${item.kind} ${item.model}`,
    label: item.name,
    group: item.group,
    run: () => addLinkedItem(item, { x: at.x, y: at.y - 32 }, loose),
  }));
  if (items.length > 0) useCanvas.getState().openMenu({ title: 'Add here', ...window, items });
}
