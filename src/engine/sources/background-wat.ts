import type { Precision } from '../memory/precision.ts';
import { i32 } from '../wat/literal.ts';

/** So many limits of a table are compared before it is asked whether any more can count. */
export const LIMITS_AT_ONCE = 4;

/**
 * `$background` adds weight * n to the state of each element from `$element` up to `$size`, where n is a Poisson number (see
 * PoissonTable): `$first` plus the number of limits (i16, biased so that a signed comparison does) below the 16-bit word of the
 * element; where the word is beyond the last limit, the table of the rest decides. With `$until` of 0, the state takes jumps at
 * all times. 32 elements are treated at once, so that the last ones may lie in the padding of the state. Element 32 b + 8 w + l
 * takes the 16-bit lane l of words w of the blocks 4 b .. 4 b + 3.
 */
export function backgroundWat(precision: Precision): string {
  const four = [0, 1, 2, 3];
  const each = (line: (k: number) => string): string => four.map(line).join('\n');
  const anyOf = (of: (k: number) => string): string =>
    `(v128.any_true ${four.map(of).reduce((any, vector) => `(v128.or ${any} ${vector})`)})`;
  const limit = (e: number): string => `
      (local.set $limit (v128.load16_splat offset=${2 * e} (local.get $at)))
      ${each((k) => `(local.set $n${k} (i16x8.sub (local.get $n${k}) (i16x8.gt_s (local.get $u${k}) (local.get $limit))))`)}`;
  const untils = (k: number, half: number): string =>
    `(i32x4.le_s (v128.load offset=${32 * k + 16 * half} (local.get $at)) (local.get $now))`;
  return `
(func $background (param $step i32) (param $element i32) (param $size i32) (param $seed i32) (param $key i32) (param $purpose i32)
  (param $state i32) (param $until i32) (param $first i32) (param $limits i32) (param $end i32) (param $rest i32) (param $restEnd i32) (param $restFirst i32) (param $weight f64)
  (local $at i32) (local $place i32) (local $limit v128) (local $last v128) (local $now v128) (local $w v128) (local $least v128)
  ${each((k) => `(local $u${k} v128) (local $n${k} v128)`)}
  (if (i32.ge_u (local.get $element) (local.get $size)) (then (return)))
  (local.set $w (${precision === 'f64' ? 'f64x2.splat (local.get $weight)' : 'f32x4.splat (f32.demote_f64 (local.get $weight))'}))
  (local.set $least (i16x8.splat (local.get $first)))
  (local.set $now (i32x4.splat (local.get $step)))
  (local.set $last (v128.load16_splat (local.get $end)))
  (loop $blocks
    (call $philox (i32.shr_u (local.get $element) (i32.const 3)) (local.get $step) (i32.const 0) (local.get $purpose)
      (local.get $seed) (local.get $key))
    ${each((k) => `(local.set $u${k} (v128.xor (v128.load offset=${16 * k} (global.get $scratch)) (i16x8.splat (i32.const 0x8000)))) (local.set $n${k} (local.get $least))`)}
    (local.set $at (local.get $limits))
    (loop $more
      ${Array.from({ length: LIMITS_AT_ONCE }, (_, e) => limit(e)).join('')}
      (local.set $at (i32.add (local.get $at) ${i32(2 * LIMITS_AT_ONCE)}))
      (br_if $more (i32.and (i32.lt_u (local.get $at) (local.get $end)) ${anyOf((k) => `(i16x8.gt_s (local.get $u${k}) (local.get $limit))`)})))
    (if ${anyOf((k) => `(i16x8.gt_s (local.get $u${k}) (local.get $last))`)} (then
      ${each(
        (k) => `(local.set $limit (i16x8.gt_s (local.get $u${k}) (local.get $last)))
      (local.set $n${k} (v128.andnot (local.get $n${k}) (local.get $limit)))
      (call $background_rest (i16x8.bitmask (local.get $limit)) (i32.add (local.get $element) ${i32(8 * k)}) (local.get $step) (local.get $size) (local.get $seed) (local.get $key)
        (local.get $purpose) (local.get $state) (local.get $until) (local.get $rest) (local.get $restEnd) (local.get $restFirst) (local.get $weight))`,
      )}))
    (if (local.get $until) (then
      (local.set $at (i32.add (local.get $until) (i32.shl (local.get $element) (i32.const 2))))
      ${each((k) => `(local.set $n${k} (v128.and (local.get $n${k}) (i16x8.narrow_i32x4_s ${untils(k, 0)} ${untils(k, 1)})))`)}))
    (local.set $place (i32.add (local.get $state) (i32.shl (local.get $element) (i32.const ${precision === 'f64' ? 3 : 2}))))
    ${each((k) => jumps(k))}
    (br_if $blocks (i32.lt_u (local.tee $element (i32.add (local.get $element) (i32.const 32))) (local.get $size)))))

;; elements (bits of a mask, from $element on) whose number is drawn from the rest
(func $background_rest (param $bits i32) (param $element i32) (param $step i32) (param $size i32) (param $seed i32) (param $key i32) (param $purpose i32)
  (param $state i32) (param $until i32) (param $at i32) (param $end i32) (param $least i32) (param $weight f64) (local $e i32) (local $n i32) (local $word i32) (local $entry i32) (local $place i32)
  (block $done (loop $set
    (br_if $done (i32.eqz (local.get $bits)))
    (local.set $e (i32.add (local.get $element) (i32.ctz (local.get $bits))))
    (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
    (br_if $done (i32.ge_u (local.get $e) (local.get $size)))
    (if (local.get $until) (then
      (br_if $set (i32.gt_s (i32.load (i32.add (local.get $until) (i32.shl (local.get $e) (i32.const 2)))) (local.get $step)))))
    (call $philox (local.get $e) (local.get $step) (i32.const 1) (local.get $purpose) (local.get $seed) (local.get $key))
    (local.set $word (i32.load (global.get $scratch)))
    (local.set $n (local.get $least))
    (local.set $entry (local.get $at))
    (block $found (loop $entries
      (br_if $found (i32.ge_u (local.get $entry) (local.get $end)))
      (br_if $found (i32.lt_u (local.get $word) (i32.load (local.get $entry))))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (local.set $entry (i32.add (local.get $entry) (i32.const 4)))
      (br $entries)))
    (local.set $place (i32.add (local.get $state) (i32.shl (local.get $e) (i32.const ${precision === 'f64' ? 3 : 2}))))
    ${
      precision === 'f64'
        ? '(f64.store (local.get $place) (f64.add (f64.load (local.get $place)) (f64.mul (local.get $weight) (f64.convert_i32_u (local.get $n)))))'
        : '(f32.store (local.get $place) (f32.add (f32.load (local.get $place)) (f32.mul (f32.demote_f64 (local.get $weight)) (f32.convert_i32_u (local.get $n)))))'
    }
    (br $set))))`;

  function jumps(k: number): string {
    return (['low', 'high'] as const)
      .map((part, half) => {
        const n = `(i32x4.extend_${part}_i16x8_u (local.get $n${k}))`;
        const element = 8 * k + 4 * half;
        if (precision === 'f32') return added(4 * element, `(f32x4.convert_i32x4_u ${n})`);
        return `(local.set $limit ${n})
    ${added(8 * element, '(f64x2.convert_low_i32x4_u (local.get $limit))')}
    ${added(8 * element + 16, '(f64x2.convert_low_i32x4_u (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $limit) (local.get $limit)))')}`;
      })
      .join('\n');
  }

  function added(offset: number, n: string): string {
    const vector = precision === 'f64' ? 'f64x2' : 'f32x4';
    return `(v128.store offset=${offset} (local.get $place) (${vector}.add (v128.load offset=${offset} (local.get $place)) (${vector}.mul (local.get $w) ${n})))`;
  }
}
