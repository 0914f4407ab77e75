import { describe, expect, it } from 'vitest';
import { withChanges } from '../../src/editor/overlays.ts';

describe('what the view keeps of a drag', () => {
  const measured = { width: 160, height: 60 };
  const start = withChanges(new Map(), [{ type: 'dimensions', id: 'E', dimensions: measured }]);

  it('is the place while it lasts, and nothing after', () => {
    const during = withChanges(start, [{ type: 'position', id: 'E', position: { x: 8, y: 0 }, dragging: true }]);
    expect(during.get('E')).toEqual({ measured, position: { x: 8, y: 0 }, dragging: true });
    const after = withChanges(during, [{ type: 'position', id: 'E', position: { x: 9, y: 0 }, dragging: false }]);
    expect(after.get('E')).toEqual({ measured });
  });

  it('is the size while a probe is resized, and only the measured size after', () => {
    const size = { width: 400, height: 300 };
    const during = withChanges(start, [
      { type: 'dimensions', id: 'E', dimensions: size, resizing: true, setAttributes: true },
    ]);
    expect(during.get('E')).toEqual({ measured: size, size });
    const after = withChanges(during, [{ type: 'dimensions', id: 'E', dimensions: size, resizing: false }]);
    expect(after.get('E')).toEqual({ measured: size });
  });

  it('is the same object where a change is none of the view', () => {
    expect(withChanges(start, [{ type: 'select', id: 'E', selected: true }])).toBe(start);
  });
});
