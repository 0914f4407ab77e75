import { ControlButton } from '@xyflow/react';
import { Grid3x3, Map as MapIcon } from 'lucide-react';
import { useCanvas } from './canvas-store.ts';

/** Switches of the view beside React Flow's zoom buttons. */
export function CanvasTools() {
  const { snap, minimap, toggleSnap, toggleMinimap } = useCanvas();
  return (
    <>
      <ControlButton
        onClick={toggleSnap}
        aria-pressed={snap}
        aria-label="Snap to the grid"
        title="Snap to the grid (G)"
      >
        <Grid3x3 />
      </ControlButton>
      <ControlButton onClick={toggleMinimap} aria-pressed={minimap} aria-label="Overview map" title="Overview map (M)">
        <MapIcon />
      </ControlButton>
    </>
  );
}
