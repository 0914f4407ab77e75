import { describe, expect, it } from 'vitest';
import type { PictureLayer } from '../../src/contract/index.ts';
import { libraryDrawings } from '../../src/pictures/index.ts';

/** Heights that a line takes, or the cells that are set. */
function marks(layer: PictureLayer): number {
  if (layer.kind === 'line') return new Set(layer.path.match(/(?<= )\d+/g)).size;
  return [...Buffer.from(layer.bits, 'base64')].reduce(
    (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
    0,
  );
}

describe.each([...libraryDrawings])('picture of %s', (_key, draw) => {
  it('shows something, the same each time', async () => {
    const picture = await draw();
    // A flat line has one height; a step current has two.
    expect(Math.max(...picture.layers.map(marks))).toBeGreaterThan(1);
    expect(picture.caption.length).toBeGreaterThan(5);
    expect(await draw()).toEqual(picture);
  }, 60_000);
});
