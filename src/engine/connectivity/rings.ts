import type { EngineConfig } from '../../contract/index.ts';
import { item } from '../memory/item.ts';
import { type Layout, padded } from '../memory/layout.ts';
import { bytesOf, type Precision } from '../memory/precision.ts';
import { longestDelaySteps } from './delays.ts';

/** Where sums are that a state receives in later steps: `slots` (a power of two) arrays of `slotBytes`, which steps use in turn. */
export interface RingMemory {
  readonly group: number;
  readonly state: number;
  readonly address: number;
  readonly slots: number;
  readonly slotBytes: number;
}

/** Places a ring for each state that projections of several delays reach, as long as the longest of these delays. */
export function placeRings(layout: Layout, config: EngineConfig): RingMemory[] {
  const longest = new Map<string, { group: number; state: number; delay: number }>();
  for (const { target, state, delayMs } of config.projections) {
    if (delayMs.kind === 'constant') continue;
    const key = `${target} ${state}`;
    const delay = Math.max(longestDelaySteps(delayMs, config.dtMs), longest.get(key)?.delay ?? 0);
    longest.set(key, { group: target, state, delay });
  }
  return Array.from(longest.values(), ({ group, state, delay }) => {
    const slots = 2 ** Math.ceil(Math.log2(delay + 1));
    const slotBytes = padded(item(config.groups, group).size) * bytesOf(config.precision);
    return { group, state, slots, slotBytes, address: layout.reserve(slots * slotBytes) };
  });
}

/** `$flush` adds the sums of a slot to a state and sets them to 0; what would reach a refractory element is dropped. */
export function flushWat(precision: Precision): string {
  const [vector, open] =
    precision === 'f64'
      ? [
          'f64x2',
          '(i64x2.extend_low_i32x4_s (i32x4.le_s (v128.load64_zero (i32.add (local.get $until) (i32.shr_u (local.get $p) (i32.const 1)))) (i32x4.splat (local.get $step))))',
        ]
      : [
          'f32x4',
          '(i32x4.le_s (v128.load (i32.add (local.get $until) (local.get $p))) (i32x4.splat (local.get $step)))',
        ];
  return `
(func $flush (param $slot i32) (param $state i32) (param $until i32) (param $step i32) (param $p i32) (param $end i32) (local $sum v128)
  (block $done (loop $vectors
    (br_if $done (i32.ge_u (local.get $p) (local.get $end)))
    (local.set $sum (v128.load (i32.add (local.get $slot) (local.get $p))))
    (if (v128.any_true (local.get $sum)) (then
      (v128.store (i32.add (local.get $slot) (local.get $p)) (v128.const i64x2 0 0))
      (if (local.get $until) (then (local.set $sum (v128.and (local.get $sum) ${open}))))
      (v128.store (i32.add (local.get $state) (local.get $p))
        (${vector}.add (v128.load (i32.add (local.get $state) (local.get $p))) (local.get $sum)))))
    (local.set $p (i32.add (local.get $p) (i32.const 16)))
    (br $vectors))))`;
}
