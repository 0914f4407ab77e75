import type { NodeChange } from '@xyflow/react';

/** View state of a node that is not in the document: its measured size, and where a drag or a resize has it now. */
export interface Overlay {
  readonly measured?: { readonly width: number; readonly height: number };
  readonly position?: { readonly x: number; readonly y: number };
  readonly size?: { readonly width: number; readonly height: number };
  readonly dragging?: boolean;
}

export type Overlays = ReadonlyMap<string, Overlay>;

/** The overlays after React Flow's changes; the same object where nothing changed. */
export function withChanges(old: Overlays, changes: readonly NodeChange[]): Overlays {
  const next = new Map(old);
  let changed = false;
  for (const change of changes) {
    if (change.type === 'dimensions' && change.resizing === false) {
      // The end of a resize: the probe writes its box to the document.
      next.set(change.id, change.dimensions ? { measured: change.dimensions } : {});
      changed = true;
    } else if (change.type === 'dimensions' && change.dimensions !== undefined) {
      const measured = change.dimensions;
      next.set(change.id, { ...next.get(change.id), measured, ...(change.setAttributes ? { size: measured } : {}) });
      changed = true;
    } else if (change.type === 'position' && change.position !== undefined) {
      const { position: _position, dragging: _dragging, ...rest } = next.get(change.id) ?? {};
      // A resize from the left or top moves the node too, without `dragging`.
      const running = change.dragging !== false;
      next.set(change.id, running ? { ...rest, position: change.position, dragging: change.dragging === true } : rest);
      changed = true;
    }
  }
  return changed ? next : old;
}
