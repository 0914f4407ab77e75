import { NORMAL_QUANTILE } from '../normal-quantile.ts';
import { PHILOX } from '../random.ts';
import { i32, literal } from './dialect.ts';

/** High words of the four products: every second 32-bit word of the two halves. */
const HIGH_WORDS = '4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31';

function round(): string {
  const product = (half: 'low' | 'high', multiplier: number, x: string) =>
    `(i64x2.extmul_${half}_i32x4_u (i32x4.splat ${i32(multiplier)}) (local.get ${x}))`;
  const high = (multiplier: number, x: string) =>
    `(i8x16.shuffle ${HIGH_WORDS} ${product('low', multiplier, x)} ${product('high', multiplier, x)})`;
  const low = (multiplier: number, x: string) => `(i32x4.mul (i32x4.splat ${i32(multiplier)}) (local.get ${x}))`;
  const xor3 = (a: string, b: string, key: string) =>
    `(v128.xor (v128.xor ${a} (local.get ${b})) (i32x4.splat (local.get ${key})))`;
  return `
    (local.set $y0 ${xor3(high(PHILOX.m1, '$x2'), '$x1', '$k0')})
    (local.set $y2 ${xor3(high(PHILOX.m0, '$x0'), '$x3', '$k1')})
    (local.set $x1 ${low(PHILOX.m1, '$x2')})
    (local.set $x3 ${low(PHILOX.m0, '$x0')})
    (local.set $x0 (local.get $y0))
    (local.set $x2 (local.get $y2))
    (local.set $k0 (i32.add (local.get $k0) ${i32(PHILOX.w0)}))
    (local.set $k1 (i32.add (local.get $k1) ${i32(PHILOX.w1)}))`;
}

/**
 * Four Philox blocks with counters (c0 .. c0 + 3, c1, c2, c3), into the scratch space at 0, word by word:
 *
 *     byte  0: word 0 of blocks 0 1 2 3      byte 16: word 1 of blocks 0 1 2 3     ...
 */
export const philoxWat = `
(func $philox (param $c0 i32) (param $c1 i32) (param $c2 i32) (param $c3 i32) (param $k0 i32) (param $k1 i32)
  (local $x0 v128) (local $x1 v128) (local $x2 v128) (local $x3 v128) (local $y0 v128) (local $y2 v128)
  (local.set $x0 (i32x4.add (i32x4.splat (local.get $c0)) (v128.const i32x4 0 1 2 3)))
  (local.set $x1 (i32x4.splat (local.get $c1)))
  (local.set $x2 (i32x4.splat (local.get $c2)))
  (local.set $x3 (i32x4.splat (local.get $c3)))
  ${Array.from({ length: PHILOX.rounds }, round).join('')}
  (v128.store (i32.const 0) (local.get $x0))
  (v128.store (i32.const 16) (local.get $x1))
  (v128.store (i32.const 32) (local.get $x2))
  (v128.store (i32.const 48) (local.get $x3)))`;

function horner(coefficients: readonly number[], r: string): string {
  return [...coefficients]
    .reverse()
    .map((coefficient) => `(f64.const ${literal(coefficient)})`)
    .reduce((sum, coefficient) => `(f64.add (f64.mul ${sum} ${r}) ${coefficient})`);
}

function ratio(part: 'central' | 'middle' | 'far'): string {
  const { over, under } = NORMAL_QUANTILE[part];
  return `(f64.div ${horner(over, '(local.get $r)')} ${horner(under, '(local.get $r)')})`;
}

/** normalQuantile of normal-quantile.ts, operation for operation. */
export const normalWat = `
(func $normal (param $p f64) (result f64) (local $q f64) (local $r f64)
  (local.set $q (f64.sub (local.get $p) (f64.const 0.5)))
  (if (f64.le (f64.abs (local.get $q)) (f64.const ${literal(NORMAL_QUANTILE.split)})) (then
    (local.set $r (f64.sub (f64.const ${literal(NORMAL_QUANTILE.splitSquared)}) (f64.mul (local.get $q) (local.get $q))))
    (return (f64.mul (local.get $q) ${ratio('central')}))))
  (local.set $r (f64.sqrt (f64.neg (call $log (f64.min (local.get $p) (f64.sub (f64.const 1) (local.get $p)))))))
  (if (f64.le (local.get $r) (f64.const ${literal(NORMAL_QUANTILE.farFrom)})) (then
    (local.set $r (f64.sub (local.get $r) (f64.const ${literal(NORMAL_QUANTILE.middleShift)})))
    (local.set $r ${ratio('middle')}))
  (else
    (local.set $r (f64.sub (local.get $r) (f64.const ${literal(NORMAL_QUANTILE.farFrom)})))
    (local.set $r ${ratio('far')})))
  (f64.copysign (local.get $r) (local.get $q)))

;; Normal numbers of a step: element 8 b + 4 h + l takes words 2 h and 2 h + 1 of block 4 b + l.
(func $normals (param $step i32) (param $index i32) (param $size i32) (param $seed i32) (param $key i32) (param $purpose i32) (param $out i32)
  (local $element i32) (local $j i32) (local $word i32)
  (loop $blocks
    (call $philox (i32.shr_u (local.get $element) (i32.const 1)) (local.get $step) (local.get $index) (local.get $purpose)
      (local.get $seed) (local.get $key))
    (local.set $j (i32.const 0))
    (loop $eight
      (local.set $word (i32.add (i32.shl (i32.and (local.get $j) (i32.const 4)) (i32.const 3))
        (i32.shl (i32.and (local.get $j) (i32.const 3)) (i32.const 2))))
      (f64.store (local.get $out) (call $normal (call $uniform (i32.load (local.get $word)) (i32.load offset=16 (local.get $word)))))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $eight (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (i32.const 8))))
    (br_if $blocks (i32.lt_u (local.tee $element (i32.add (local.get $element) (i32.const 8))) (local.get $size)))))

(func $uniform (param $high i32) (param $low i32) (result f64)
  (f64.mul
    (f64.add
      (f64.add (f64.mul (f64.convert_i32_u (local.get $high)) (f64.const 1048576))
        (f64.convert_i32_u (i32.shr_u (local.get $low) (i32.const 12))))
      (f64.const 0.5))
    (f64.const ${literal(2 ** -52)})))`;

/**
 * Elements whose word is below their threshold (u32 each, at `$thresholds`, padded to 16) spike. Here and below, element
 * 16 b + 4 w + l takes word w of block 4 b + l.
 */
export const poissonWat = `
(func $poisson (param $step i32) (param $size i32) (param $seed i32) (param $key i32) (param $purpose i32)
  (param $list i32) (param $thresholds i32) (local $element i32) (local $word i32) (local $bits i32) (local $e i32) (local $count i32)
  (block $done (loop $fours
    (br_if $done (i32.ge_u (local.get $element) (local.get $size)))
    (local.set $word (i32.shl (i32.and (local.get $element) (i32.const 12)) (i32.const 2)))
    (if (i32.eqz (local.get $word)) (then
      (call $philox (i32.shr_u (local.get $element) (i32.const 2)) (local.get $step) (i32.const 0) (local.get $purpose)
        (local.get $seed) (local.get $key))))
    (local.set $bits (i32x4.bitmask (i32x4.lt_u (v128.load (local.get $word))
      (v128.load (i32.add (local.get $thresholds) (i32.shl (local.get $element) (i32.const 2)))))))
    (block $none (loop $set
      (br_if $none (i32.eqz (local.get $bits)))
      (local.set $e (i32.add (local.get $element) (i32.ctz (local.get $bits))))
      (br_if $none (i32.ge_u (local.get $e) (local.get $size)))
      (local.set $count (i32.add (local.get $count) (i32.const 1)))
      (i32.store (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 2))) (local.get $e))
      (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
      (br $set)))
    (local.set $element (i32.add (local.get $element) (i32.const 4)))
    (br $fours)))
  (i32.store (local.get $list) (local.get $count)))`;

/**
 * Adds weight * n to the state, n from the table of cumulative probabilities (u32, `$entries` of them): the number of
 * entries not above the element's word. `$until` of 0: the state is open to jumps at all times. Four elements at once;
 * the last four may reach into the padding of the state.
 */
export const backgroundWat = `
(func $background (param $step i32) (param $size i32) (param $seed i32) (param $key i32) (param $purpose i32)
  (param $state i32) (param $until i32) (param $table i32) (param $entries i32) (param $weight f64)
  (local $element i32) (local $word i32) (local $entry i32) (local $end i32) (local $place i32)
  (local $u v128) (local $above v128) (local $n v128) (local $w v128)
  (local.set $w (f64x2.splat (local.get $weight)))
  (local.set $end (i32.add (local.get $table) (i32.shl (local.get $entries) (i32.const 2))))
  (block $done (loop $fours
    (br_if $done (i32.ge_u (local.get $element) (local.get $size)))
    (local.set $word (i32.shl (i32.and (local.get $element) (i32.const 12)) (i32.const 2)))
    (if (i32.eqz (local.get $word)) (then
      (call $philox (i32.shr_u (local.get $element) (i32.const 2)) (local.get $step) (i32.const 0) (local.get $purpose)
        (local.get $seed) (local.get $key))))
    (local.set $u (v128.load (local.get $word)))
    (local.set $n (v128.const i64x2 0 0))
    (local.set $entry (local.get $table))
    (block $counted (loop $entries
      (br_if $counted (i32.ge_u (local.get $entry) (local.get $end)))
      (local.set $above (i32x4.ge_u (local.get $u) (v128.load32_splat (local.get $entry))))
      (br_if $counted (i32.eqz (v128.any_true (local.get $above))))
      (local.set $n (i32x4.sub (local.get $n) (local.get $above)))
      (local.set $entry (i32.add (local.get $entry) (i32.const 4)))
      (br $entries)))
    (if (local.get $until) (then (local.set $n (v128.and (local.get $n) (i32x4.le_s
      (v128.load (i32.add (local.get $until) (i32.shl (local.get $element) (i32.const 2))))
      (i32x4.splat (local.get $step)))))))
    (local.set $place (i32.add (local.get $state) (i32.shl (local.get $element) (i32.const 3))))
    (v128.store (local.get $place) (f64x2.add (v128.load (local.get $place))
      (f64x2.mul (local.get $w) (f64x2.convert_low_i32x4_u (local.get $n)))))
    (v128.store offset=16 (local.get $place) (f64x2.add (v128.load offset=16 (local.get $place))
      (f64x2.mul (local.get $w) (f64x2.convert_low_i32x4_u (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
        (local.get $n) (local.get $n))))))
    (local.set $element (i32.add (local.get $element) (i32.const 4)))
    (br $fours))))`;
