/** A stretch of a contour, in the coordinates of the grid's columns and rows. */
export type Segment = readonly [from: readonly [number, number], to: readonly [number, number]];

/**
 * The contour of a grid of values at a level (marching squares; Lorensen and Cline's method in two dimensions), linear between
 * the points. Squares with a missing corner (NaN) have none; at a saddle the mean of the corners decides which are joined.
 */
export function contour(
  values: readonly (readonly number[])[],
  xs: readonly number[],
  ys: readonly number[],
  level: number,
): Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < ys.length; row++) {
    for (let column = 0; column + 1 < xs.length; column++) {
      segments.push(...inSquare(values, xs, ys, row, column, level));
    }
  }
  return segments;
}

function inSquare(
  values: readonly (readonly number[])[],
  xs: readonly number[],
  ys: readonly number[],
  row: number,
  column: number,
  level: number,
): Segment[] {
  // Corners in a circle, so that side k joins corner k and the one after it.
  const corners = (
    [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ] as const
  ).map(([down, right]) => ({
    x: xs[column + right] ?? Number.NaN,
    y: ys[row + down] ?? Number.NaN,
    value: values[row + down]?.[column + right] ?? Number.NaN,
  }));
  if (corners.some(({ value }) => Number.isNaN(value))) return [];
  const crossings = corners.map((corner, k) => {
    const next = corners[(k + 1) % 4] ?? corner;
    if (corner.value >= level === next.value >= level) return null;
    const share = (level - corner.value) / (next.value - corner.value);
    return [corner.x + share * (next.x - corner.x), corner.y + share * (next.y - corner.y)] as const;
  });
  const points = crossings.flatMap((crossing) => (crossing === null ? [] : [crossing]));
  const [a, b, c, d] = points;
  if (a === undefined || b === undefined) return [];
  if (c === undefined || d === undefined) return [[a, b]];
  const mean = corners.reduce((sum, { value }) => sum + value, 0) / 4;
  // Sides 0 and 3 meet in corner 0: they are joined where it lies on the other side of the level than the middle.
  const first = (corners[0]?.value ?? 0) >= level;
  return first === mean >= level
    ? [
        [a, b],
        [c, d],
      ]
    : [
        [d, a],
        [b, c],
      ];
}
