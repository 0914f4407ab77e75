import { flushSync } from 'react-dom';

/** Share of the wall time that all plots together may take while results stream in. */
const SHARE = 0.25;
/** While the user drags on the canvas only plots cheaper than this are drawn; the others follow when the drag ends. */
const DRAG_LIMIT_MS = 3;
const DRAG_RETRY_MS = 100;

/** A plot that waits to be drawn. */
export interface Turn {
  paint(): void;
  /** What its last drawing took, ms. */
  costMs: number;
}

const queue: Turn[] = [];
let scheduled = false;
let dragging = false;

/** Whether the user is dragging on the canvas: costly work can wait. */
export function isDragging(): boolean {
  return dragging;
}

if (typeof window !== 'undefined') {
  window.addEventListener(
    'pointerdown',
    ({ target }) => {
      dragging =
        target instanceof Element && target.closest('.react-flow') !== null && target.closest('.nodrag') === null;
    },
    true,
  );
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => (dragging = false), true);
}

function schedule(delayMs: number): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => requestAnimationFrame(serve), delayMs);
}

/** Draws one plot, then rests in proportion to what that took. */
function serve(): void {
  scheduled = false;
  const index = queue.findIndex(({ costMs }) => !dragging || costMs <= DRAG_LIMIT_MS);
  const [turn] = index < 0 ? [] : queue.splice(index, 1);
  if (turn === undefined) {
    if (queue.length > 0) schedule(DRAG_RETRY_MS);
    return;
  }
  const before = performance.now();
  flushSync(() => turn.paint());
  turn.costMs = performance.now() - before;
  if (queue.length > 0) schedule(turn.costMs * (1 / SHARE - 1));
}

/** Asks for a turn; a plot that waits already keeps its place. */
export function requestTurn(turn: Turn): void {
  if (!queue.includes(turn)) queue.push(turn);
  schedule(turn.costMs * (1 / SHARE - 1));
}

export function cancelTurn(turn: Turn): void {
  const index = queue.indexOf(turn);
  if (index >= 0) queue.splice(index, 1);
}
