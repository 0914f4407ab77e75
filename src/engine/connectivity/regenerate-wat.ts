import { bytesOf } from '../memory/precision.ts';
import { i32 } from '../wat/literal.ts';
import { additionLocals, additions, constantWeight, type DeliveryTarget, overSpikes, ringOf } from './additions-wat.ts';
import type { ProjectionMemory } from './memory.ts';
import { ownScratch } from './segments-wat.ts';
import { isDrawn } from './values-wat.ts';

/**
 * `$deliver_K` of a projection whose rows are not kept. Of each section that holds targets of the thread, the row of a spiking
 * source is drawn into the scratch space, up to the last of these targets; what lies before the first of them is passed over.
 */
export function deliverRegenerated(k: number, memory: ProjectionMemory, target: DeliveryTarget): string {
  const { request, scratch, starts, firstOf } = memory;
  const bound = (offset: number) =>
    `(i32.load offset=${starts} (i32.shl (i32.load offset=${firstOf + offset} (i32.shl (global.get $thread) (i32.const 2))) (i32.const 2)))`;
  const draw = (name: string, values: ProjectionMemory['request']['weight'], offset: number) =>
    isDrawn(values)
      ? `(call $${name}_${k} (local.get $source) (local.get $section) (i32.add (local.get $scratchRow) ${i32(offset)})
          (i32.shr_u (i32.sub (local.get $end) (local.get $scratchRow)) (i32.const 1)))`
      : '';
  const limit = (local: string, choice: string) =>
    `(select (local.get ${local}) (local.get $other) (${choice} (local.get ${local}) (local.get $other)))`;
  return `
(func $deliver_${k} (param $list i32) (param $step i32)
  (local $spike i32) (local $lastSpike i32) (local $source i32) (local $section i32) (local $base i32) (local $other i32)
  (local $from i32) (local $to i32) (local $first i32) (local $start i32) (local $scratchRow i32) (local $room i32) (local $slot i32)
  ${additionLocals(target)}
  ${constantWeight(memory.weight, target)}
  (local.set $from ${bound(0)})
  (local.set $to ${bound(4)})
  (local.set $scratchRow ${ownScratch(memory)})
  (local.set $room (i32.add (local.get $scratchRow) ${i32(2 * scratch.capacity)}))
  ${overSpikes(
    '(local.get $list)',
    `
    (local.set $source (i32.load (local.get $spike)))
    (local.set $section (i32.shr_u (local.get $from) (i32.const 16)))
    (block $passed (loop $sections
      (br_if $passed (i32.ge_u (local.tee $base (i32.shl (local.get $section) (i32.const 16))) (local.get $to)))
      (call $row_start_${k} (local.get $source) (local.get $section))
      (local.set $other (local.get $base))
      (local.set $at (call $row_until_${k} (local.get $scratchRow) (local.get $room) ${limit('$from', 'i32.gt_u')} (local.get $base) (local.get $source)))
      (local.set $other (i32.add (local.get $base) (i32.const 65536)))
      (local.set $end (call $row_until_${k} (local.get $at) (local.get $room) ${limit('$to', 'i32.lt_u')} (local.get $base) (local.get $source)))
      ${draw('weights', request.weight, scratch.weights)}
      ${draw('delays', request.delayMs, scratch.delays)}
      (local.set $start (i32.shl (local.get $base) ${i32(bytesOf(target.precision) === 8 ? 3 : 2)}))
      (local.set $carried (i32.add (i32.add (local.get $scratchRow) ${i32(scratch.weights)})
        (i32.shl (i32.sub (local.get $at) (local.get $scratchRow)) (i32.const 1))))
      ${memory.delayed ? delayedAdditions(memory, target) : additions(memory.weight, target, target.address, '(local.get $start)')}
      (local.set $section (i32.add (local.get $section) (i32.const 1)))
      (br $sections)))`,
  )})`;
}

/** Additions to the ring where the scratch space has a delay for each synapse. */
function delayedAdditions(memory: ProjectionMemory, target: DeliveryTarget): string {
  const { precision } = target;
  const { address, slotBytes, mask } = ringOf(target);
  const delay = `(i32.load16_u offset=${memory.scratch.delays} (local.get $at))`;
  const weight =
    memory.weight.kind === 'constant'
      ? '(local.get $weight)'
      : precision === 'f32'
        ? '(f32.load (local.get $carried))'
        : '(f64.promote_f32 (f32.load (local.get $carried)))';
  return `
      (block $past (loop $additions
        (br_if $past (i32.eq (local.get $at) (local.get $end)))
        (local.set $slot (i32.and (i32.add (local.get $step) ${delay}) ${i32(mask)}))
        (local.set $place (i32.add (local.get $start) (i32.add (i32.mul (local.get $slot) ${i32(slotBytes)})
          (i32.shl (i32.load16_u (local.get $at)) (i32.const ${bytesOf(precision) === 8 ? 3 : 2})))))
        (${precision}.store offset=${address} (local.get $place) (${precision}.add (${precision}.load offset=${address} (local.get $place)) ${weight}))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (local.set $carried (i32.add (local.get $carried) (i32.const 4)))
        (br $additions)))`;
}
