import { NORMAL_QUANTILE } from '../../equations/normal-quantile.ts';
import { bytesOf, type Precision } from '../memory/precision.ts';
import { literal } from '../wat/literal.ts';

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

/** Writes normal numbers from `$out` on; the first is that of `$element`, a multiple of 8. */
function normals(precision: Precision): string {
  const number = '(call $normal (call $uniform (i32.load (local.get $word)) (i32.load offset=16 (local.get $word))))';
  const stored =
    precision === 'f64'
      ? `(f64.store (local.get $out) ${number})`
      : `(f32.store (local.get $out) (f32.demote_f64 ${number}))`;
  return `
(func $normals_${precision} (param $step i32) (param $index i32) (param $element i32) (param $end i32) (param $seed i32) (param $key i32) (param $purpose i32) (param $out i32)
  (local $j i32) (local $word i32)
  (block $done (loop $blocks
    (br_if $done (i32.ge_u (local.get $element) (local.get $end)))
    (call $philox (i32.shr_u (local.get $element) (i32.const 1)) (local.get $step) (local.get $index) (local.get $purpose)
      (local.get $seed) (local.get $key))
    (local.set $j (i32.const 0))
    (loop $eight
      (local.set $word (i32.add (global.get $scratch) (i32.add (i32.shl (i32.and (local.get $j) (i32.const 4)) (i32.const 3))
        (i32.shl (i32.and (local.get $j) (i32.const 3)) (i32.const 2)))))
      ${stored}
      (local.set $out (i32.add (local.get $out) (i32.const ${bytesOf(precision)})))
      (br_if $eight (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (i32.const 8))))
    (local.set $element (i32.add (local.get $element) (i32.const 8)))
    (br $blocks))))`;
}

/** `$normal` does what normalQuantile of normal-quantile.ts does, operation for operation; `$uniform` what uniformOf does. */
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

;; Normal numbers of a step for elements [element, end): element 8 b + 4 h + l takes words 2 h and 2 h + 1 of block 4 b + l.
${normals('f64')}
${normals('f32')}

(func $uniform (param $high i32) (param $low i32) (result f64)
  (f64.mul
    (f64.add
      (f64.add (f64.mul (f64.convert_i32_u (local.get $high)) (f64.const 1048576))
        (f64.convert_i32_u (i32.shr_u (local.get $low) (i32.const 12))))
      (f64.const 0.5))
    (f64.const ${literal(2 ** -52)})))`;
