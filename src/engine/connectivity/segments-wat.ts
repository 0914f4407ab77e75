import { i32 } from '../wat/literal.ts';
import { longestDelaySteps, shortestDelaySteps } from './delays.ts';
import { type ProjectionMemory, weightBytes } from './memory.ts';
import { countMade, lackOfRoom } from './rows-wat.ts';

/** The address of the scratch space for rows of the thread. */
export const ownScratch = ({ scratch }: ProjectionMemory, offset = 0): string =>
  `(i32.add ${i32(scratch.address + offset)} (i32.mul (global.get $thread) ${i32(scratch.threadBytes)}))`;

/** So many synapses, in bytes of their targets, are put into the order of their delays at once. */
const MOST_SORTED = 2 * 65535;

/** The weight of the target at `$at` in the scratch space. */
const weightOf = ({ scratch: { weights } }: ProjectionMemory): string =>
  `(f32.load offset=${weights} (i32.add (local.get $scratchRow) (i32.shl (i32.sub (local.get $at) (local.get $scratchRow)) (i32.const 1))))`;

/**
 * `$segments_K` writes the synapses whose targets stand from `from` up to `end` in the scratch space as segments at `to`, by a
 * stable counting sort, and returns where they end. At first the cursors count the synapses of each delay; then they say where
 * its next target and weight go.
 */
function segments(k: number, memory: ProjectionMemory): string {
  const { request, scratch, weight } = memory;
  const least = shortestDelaySteps(request.delayMs, request.dtMs);
  const delays = longestDelaySteps(request.delayMs, request.dtMs) - least + 1;
  const bytes = weightBytes(weight);
  const cursor = `(i32.add (local.get $cursors) (i32.shl (i32.sub (i32.load16_u offset=${scratch.delays} (local.get $at)) ${i32(least)}) (i32.const 3)))`;
  const overTargets = (visit: string) => `
  (local.set $at (local.get $from))
  (block $done (loop $targets
    (br_if $done (i32.eq (local.get $at) (local.get $end)))
    (local.set $cursor ${cursor})
    ${visit}
    (local.set $at (i32.add (local.get $at) (i32.const 2)))
    (br $targets)))`;
  return `
(func $segments_${k} (param $from i32) (param $end i32) (param $to i32) (param $room i32) (result i32)
  (local $at i32) (local $cursor i32) (local $cursors i32) (local $scratchRow i32) (local $delay i32) (local $count i32) (local $place i32)
  (local.set $scratchRow ${ownScratch(memory)})
  (local.set $cursors (i32.add (local.get $scratchRow) ${i32(scratch.cursors)}))
  (memory.fill (local.get $cursors) (i32.const 0) ${i32(8 * delays)})
  ${overTargets('(i32.store (local.get $cursor) (i32.add (i32.load (local.get $cursor)) (i32.const 1)))')}
  (local.set $cursor (local.get $cursors))
  (local.set $delay ${i32(least)})
  (loop $delays
    (local.set $count (i32.load (local.get $cursor)))
    (if (local.get $count) (then
      (local.set $place (i32.add (i32.add (local.get $to) (i32.const 4)) (i32.and (i32.add (i32.shl (local.get $count) (i32.const 1)) (i32.const 2)) (i32.const -4))))
      (if (i32.gt_u (i32.add (local.get $place) (i32.mul (local.get $count) ${i32(bytes)})) (local.get $room)) (then
        ${lackOfRoom(memory)} (return (local.get $to))))
      (i32.store (local.get $to) (i32.or (local.get $delay) (i32.shl (local.get $count) (i32.const 16))))
      (i32.store (local.get $cursor) (i32.add (local.get $to) (i32.const 4)))
      (i32.store offset=4 (local.get $cursor) (local.get $place))
      (local.set $to (i32.add (local.get $place) (i32.mul (local.get $count) ${i32(bytes)})))))
    (local.set $cursor (i32.add (local.get $cursor) (i32.const 8)))
    (local.set $delay (i32.add (local.get $delay) (i32.const 1)))
    (br_if $delays (i32.lt_u (local.get $delay) ${i32(least + delays)})))
  ${overTargets(`
    (local.set $place (i32.load (local.get $cursor)))
    (i32.store16 (local.get $place) (i32.load16_u (local.get $at)))
    (i32.store (local.get $cursor) (i32.add (local.get $place) (i32.const 2)))
    ${
      bytes === 0
        ? ''
        : `(local.set $place (i32.load offset=4 (local.get $cursor)))
    (f32.store (local.get $place) ${weightOf(memory)})
    (i32.store offset=4 (local.get $cursor) (i32.add (local.get $place) (i32.const 4)))`
    }`)}
  (local.get $to))`;
}

/**
 * `$stream_K` turns the row of a source, whose targets are in the scratch space, into segments at `to`, stretch by stretch. It
 * writes into the table of rows where they are, and returns where they end.
 */
export function streamFunctions(k: number, memory: ProjectionMemory, stretches: number): string {
  const sliceEnd = `(select (i32.add (local.get $from) ${i32(MOST_SORTED)}) (local.get $end)
        (i32.gt_u (i32.sub (local.get $end) (local.get $from)) ${i32(MOST_SORTED)}))`;
  return `${segments(k, memory)}
(func $stream_${k} (param $source i32) (param $entry i32) (param $to i32) (param $room i32) (result i32)
  (local $from i32) (local $end i32) (local $slice i32) (local $last i32)
  (call $row_values_${k} (local.get $source) (local.get $entry))
  (local.set $from (i32.load (local.get $entry)))
  (local.set $last (i32.add (local.get $entry) ${i32(4 * stretches)}))
  ${countMade(memory, '(i32.shr_u (i32.sub (i32.load (local.get $last)) (local.get $from)) (i32.const 1))')}
  (i32.store (local.get $entry) (local.get $to))
  (block $done (loop $stretches
    (br_if $done (i32.eq (local.get $entry) (local.get $last)))
    (local.set $entry (i32.add (local.get $entry) (i32.const 4)))
    (local.set $end (i32.load (local.get $entry)))
    (block $sorted (loop $slices
      (br_if $sorted (i32.eq (local.get $from) (local.get $end)))
      (local.set $slice ${sliceEnd})
      (local.set $to (call $segments_${k} (local.get $from) (local.get $slice) (local.get $to) (local.get $room)))
      (local.set $from (local.get $slice))
      (br $slices)))
    (i32.store (local.get $entry) (local.get $to))
    (br $stretches)))
  (local.get $to))`;
}
