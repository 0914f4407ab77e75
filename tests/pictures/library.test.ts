import { describe, expect, it } from 'vitest';
import type { Picture, PictureLayer, Pictures } from '../../src/contract/index.ts';
import { isNodeItem, paletteOf } from '../../src/editor/palette/items.ts';
import { drawLine, HEIGHT } from '../../src/pictures/draw.ts';
import { libraryDrawings } from '../../src/pictures/index.ts';
import { keptPictures } from '../../src/pictures/plugin.ts';
import { presetDrawings } from '../../src/pictures/preset.ts';
import { rulePicture } from '../../src/pictures/rule.ts';

/** Heights that a line takes, or the cells that are set. */
function marks(layer: PictureLayer): number {
  if (layer.kind === 'line') return new Set(layer.path.match(/(?<= )\d+/g)).size;
  return [...Buffer.from(layer.bits, 'base64')].reduce(
    (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
    0,
  );
}

/** As a build has them: one that comes after this test draws none again. */
const drawn = async (maker: Parameters<typeof keptPictures>[0]): Promise<ReadonlyMap<string, Picture>> =>
  new Map(Object.entries(JSON.parse((await keptPictures(maker)).json) as Pictures));

describe('pictures of the library', () => {
  it('show something of every entry', async () => {
    const pictures = await drawn('libraryPictures');
    expect(new Set(pictures.keys())).toEqual(new Set(libraryDrawings.keys()));
    for (const [key, picture] of pictures) {
      // A flat line has one height; a step current has two.
      expect(Math.max(...picture.layers.map(marks)), key).toBeGreaterThan(1);
      expect(picture.caption.length, key).toBeGreaterThan(5);
    }
  });

  // Drawn here anew, and in a build or test before: what draws random numbers, and what runs an engine at all.
  it.each(['stimulus poisson', 'stimulus noise', 'rule fixed-probability', 'neuron adex', 'plasticity stdp-additive'])(
    'are the same each time: %s',
    async (key) => {
      const pictures = await drawn('libraryPictures');
      expect(await libraryDrawings.get(key)?.()).toEqual(pictures.get(key));
    },
  );
});

describe('pictures of the presets', () => {
  it('show something of every preset that is not too large to be run for it', async () => {
    const pictures = await drawn('presetPictures');
    const missing = [...presetDrawings().keys()].filter((id) => !pictures.has(id));
    expect(missing).toEqual(['brunel-12500']);
    for (const [key, picture] of pictures) expect(Math.max(...picture.layers.map(marks)), key).toBeGreaterThan(1);
  });
});

describe('a picture', () => {
  it('is there for every entry of the palette that is no probe and no own model', () => {
    const items = paletteOf({}).flatMap(({ items: of }) => of);
    const keys = items.flatMap((item) => [item, ...(isNodeItem(item) ? (item.sets ?? []) : [])]);
    const named = keys.flatMap(({ picture = null }) => (picture === null ? [] : [picture]));
    expect(new Set(named)).toEqual(new Set(libraryDrawings.keys()));
  });

  it('keeps a spike that falls between two columns', () => {
    const signal = new Float64Array(10_000);
    signal[4321] = 1;
    const layer = drawLine(signal, 'excitatory');
    const heights = layer.kind === 'line' ? [...layer.path.matchAll(/ (\d+)/g)].map(([, y]) => Number(y)) : [];
    expect(Math.min(...heights)).toBeLessThan(HEIGHT / 4);
    expect(Math.max(...heights)).toBeGreaterThan((3 * HEIGHT) / 4);
  });

  it('of a rule is the adjacency matrix: one to one is the diagonal', () => {
    const [layer] = rulePicture('one-to-one').layers;
    if (layer?.kind !== 'points') throw new Error('a matrix is drawn as points');
    const bytes = Buffer.from(layer.bits, 'base64');
    const set = Array.from({ length: 1600 }, (_, cell) => cell).filter(
      (cell) => (bytes[cell >> 3] ?? 0) & (1 << (cell & 7)),
    );
    expect(set).toEqual(Array.from({ length: 40 }, (_, i) => 41 * i));
  });
});
