export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An edge's curve and the place of its label. */
export interface Curve {
  readonly path: string;
  readonly label: Point;
}

/** Half a node's height with some room: how far a curve must stay from a port's height to pass the node. */
const CLEARANCE = 52;
const LANE = 22;

/**
 * The curve from an out port (right side of a node) to an in port (left side of one).
 *
 * ```
 *   forward          back, stacked nodes        back, side by side, and self-loop
 *  o──╮                   ╭───o               ╭──────────────╮
 *     ╰──▶            o───┼──╮                ╰▶[ ]──▶[ ]────╯
 *                         ╰─▶
 * ```
 * `bow`: -1 bends over the nodes, 1 under them; `lane` 0, 1, 2… sets parallel edges apart.
 */
export function curve(from: Point, to: Point, bow: -1 | 1, lane: number): Curve {
  const back = to.x < from.x + 24;
  const reach = CLEARANCE + LANE * lane;
  if (back && Math.abs(to.y - from.y) < 2 * CLEARANCE) return around(from, to, bow, reach);
  return direct(from, to, back, lane);
}

/** Out to the right, back over (or under) the nodes, and in from the left. */
function around(from: Point, to: Point, bow: -1 | 1, reach: number): Curve {
  const level = bow < 0 ? Math.min(from.y, to.y) - reach : Math.max(from.y, to.y) + reach;
  const middle = { x: (from.x + to.x) / 2, y: level };
  const side = 46 + (reach - CLEARANCE) / 2;
  const path =
    `M${from.x},${from.y} C${from.x + side},${from.y} ${from.x + side * 0.7},${level} ${middle.x},${level} ` +
    `C${to.x - side * 0.7},${level} ${to.x - side},${to.y} ${to.x},${to.y}`;
  return { path, label: middle };
}

/** One cubic; horizontal at both ports. */
function direct(from: Point, to: Point, back: boolean, lane: number): Curve {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const pull = back ? 60 + 0.12 * distance : Math.max(30, 0.42 * (to.x - from.x));
  const shift = lane * LANE;
  const first = { x: from.x + pull, y: from.y + shift };
  const second = { x: to.x - pull, y: to.y + shift };
  // Towards the source on curves that run back: those of a pair cross in the middle, and their labels would collide.
  const at = back ? 0.38 : 0.5;
  const blend = (a: number, b: number, c: number, d: number) =>
    (1 - at) ** 3 * a + 3 * (1 - at) ** 2 * at * b + 3 * (1 - at) * at ** 2 * c + at ** 3 * d;
  return {
    path: `M${from.x},${from.y} C${first.x},${first.y} ${second.x},${second.y} ${to.x},${to.y}`,
    label: { x: blend(from.x, first.x, second.x, to.x), y: blend(from.y, first.y, second.y, to.y) },
  };
}
