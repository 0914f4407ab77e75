import { cos, sin } from '../../equations/elementary.ts';
import { philox, uniformOf } from '../../equations/philox.ts';

export type LayoutType = 'line' | 'ring' | 'grid' | 'random' | 'disc';

/** Where the neurons of a population are. */
export interface Placement {
  readonly type: LayoutType;
  /** Extent along x, um; of a ring, its diameter. */
  readonly widthUm: number;
  /** Extent along y, um; a line and a ring have none of their own. */
  readonly heightUm: number;
}

/** Of the counter of random numbers: positions, apart from all that the engine draws. */
const PURPOSE = 21;

/** Angle between neighbours of a sunflower: it fills a disc evenly (Vogel 1979). */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** Columns and rows of a grid for `size` neurons, as square as the extents allow. */
export function gridShape({ widthUm, heightUm }: Placement, size: number): { columns: number; rows: number } {
  const columns = Math.min(size, Math.max(1, Math.ceil(Math.sqrt((size * widthUm) / heightUm) - 1e-9)));
  return { columns, rows: Math.ceil(size / columns) };
}

/**
 * Positions x, y of each neuron, one after the other, um, within [0, width] and [0, height]. Lines and grids stand at the centres
 * of equal cells, so that they can be continued periodically.
 */
export function positionsOf(placement: Placement, size: number, seed: number, key: number): Float64Array {
  const positions = new Float64Array(2 * size);
  const place = placer(placement, size, seed, key);
  for (let element = 0; element < size; element++) positions.set(place(element), 2 * element);
  return positions;
}

function placer(placement: Placement, size: number, seed: number, key: number): (element: number) => [number, number] {
  const { type, widthUm: width, heightUm: height } = placement;
  switch (type) {
    case 'line':
      return (element) => [((element + 0.5) * width) / size, 0];
    case 'ring':
      return (element) => {
        const angle = (2 * Math.PI * element) / size;
        return [(width / 2) * (1 + cos(angle)), (width / 2) * (1 + sin(angle))];
      };
    case 'grid': {
      const { columns, rows } = gridShape(placement, size);
      return (element) => [
        (((element % columns) + 0.5) * width) / columns,
        ((Math.floor(element / columns) + 0.5) * height) / rows,
      ];
    }
    case 'random': {
      const words = new Uint32Array(4);
      return (element) => {
        philox(element, 0, 0, PURPOSE, seed, key, words);
        const [a = 0, b = 0, c = 0, d = 0] = words;
        return [width * uniformOf(a, b), height * uniformOf(c, d)];
      };
    }
    case 'disc':
      return (element) => {
        const radius = Math.sqrt((element + 0.5) / size) / 2;
        const angle = element * GOLDEN_ANGLE;
        return [width * (0.5 + radius * cos(angle)), height * (0.5 + radius * sin(angle))];
      };
  }
}
