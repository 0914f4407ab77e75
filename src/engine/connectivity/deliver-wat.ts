import { i32 } from '../wat/literal.ts';
import {
  additionLocals,
  additions,
  constantWeight,
  type DeliveryTarget,
  overSpikes,
  ringOf,
  scaled,
} from './additions-wat.ts';
import { type ProjectionMemory, stretchesOf } from './memory.ts';
import { deliverRegenerated } from './regenerate-wat.ts';

/**
 * `$deliver_K(list, step)` adds what spikes of the listed sources ([count: i32][element: i32] ...) bring to the targets in the
 * thread's own stretches. Each target receives in the order of the list, then of the row, whatever the number of threads.
 */
export function deliverText(k: number, memory: ProjectionMemory, target: DeliveryTarget): string {
  if (memory.way === 'regenerated') return deliverRegenerated(k, memory, target);
  const { partition, threads } = memory.request;
  const stretches = stretchesOf(partition);
  const column = (stretch: string) => `(i32.add ${i32(memory.rows)} (i32.shl ${stretch} (i32.const 2)))`;
  const single = partition.firstOf.every((first, thread) => first === thread);
  const setStretch = (stretch: string) => `
    (local.set $column ${column(stretch)})
    (local.set $start ${stretches === 1 ? '(i32.const 0)' : scaled(`(i32.load offset=${memory.starts} (i32.shl ${stretch} (i32.const 2)))`, target)})`;
  const walk = overSpikes(
    '(local.get $list)',
    `
    (local.set $at (i32.load (local.tee $row (i32.add (local.get $column) (i32.mul (i32.load (local.get $spike)) ${i32(4 * (stretches + 1))})))))
    (local.set $end (i32.load offset=4 (local.get $row)))
    ${memory.delayed ? overSegments(memory, target) : plainRow(memory, target)}`,
  );
  const firstOf = (offset: number) =>
    `(i32.load offset=${memory.firstOf + offset} (i32.shl (global.get $thread) (i32.const 2)))`;
  // A thread with several stretches takes one after the other, so that this part of the state stays in the cache.
  const body = single
    ? `${setStretch(threads === 1 ? '(i32.const 0)' : '(global.get $thread)')} ${walk}`
    : `
  (local.set $stretch ${firstOf(0)})
  (local.set $endStretch ${firstOf(4)})
  (block $all (loop $stretches
    (br_if $all (i32.ge_u (local.get $stretch) (local.get $endStretch)))
    ${setStretch('(local.get $stretch)')}
    ${walk}
    (local.set $stretch (i32.add (local.get $stretch) (i32.const 1)))
    (br $stretches)))`;
  return `
(func $deliver_${k} (param $list i32) (param $step i32)
  (local $spike i32) (local $lastSpike i32) (local $column i32) (local $row i32) (local $start i32) (local $stretch i32) (local $endStretch i32)
  (local $header i32) (local $segmentsEnd i32) (local $slot i32)
  ${additionLocals(target)}
  ${constantWeight(memory.weight, target)}
  ${body})`;
}

function plainRow(memory: ProjectionMemory, target: DeliveryTarget): string {
  const { weight, weights, targets, request } = memory;
  const carried =
    weight.kind === 'constant'
      ? ''
      : `(local.set $carried (i32.add ${i32(weights)} (i32.shl (i32.sub (local.get $at) ${i32(targets)}) (i32.const ${weight.kind === 'f32' ? 1 : 2}))))`;
  const start = stretchesOf(request.partition) === 1 ? null : '(local.get $start)';
  return `${carried} ${additions(weight, target, target.address, start)}`;
}

function overSegments(memory: ProjectionMemory, target: DeliveryTarget): string {
  const ring = ringOf(target);
  const first = `(i32.add (local.get $start) (i32.mul ${i32(ring.slotBytes)}
          (i32.and (i32.add (local.get $step) (i32.and (local.get $header) (i32.const 0xffff))) ${i32(ring.mask)})))`;
  return `
    (local.set $segmentsEnd (local.get $end))
    (block $ended (loop $segments
      (br_if $ended (i32.ge_u (local.get $at) (local.get $segmentsEnd)))
      (local.set $header (i32.load (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (local.set $end (i32.add (local.get $at) (i32.shl (i32.shr_u (local.get $header) (i32.const 16)) (i32.const 1))))
      (local.set $carried (i32.and (i32.add (local.get $end) (i32.const 2)) (i32.const -4)))
      (local.set $slot ${first})
      ${additions(memory.weight, target, ring.address, '(local.get $slot)')}
      (local.set $at ${memory.weight.kind === 'constant' ? '(i32.and (i32.add (local.get $end) (i32.const 2)) (i32.const -4))' : '(local.get $carried)'})
      (br $segments)))`;
}
