import { useCanvas } from '../canvas-store.ts';

/** Lights the nodes at both ends of the edge under the pointer; without ids, none. */
export function lightEnds(...nodes: string[]) {
  useCanvas.getState().light(nodes);
}
