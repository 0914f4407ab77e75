import { f64 } from '../wat/literal.ts';
import { LEAST_REJECTED } from './poisson.ts';

const WORDS = 2 ** 32;
const STREAM = '(local.get $element) (local.get $step) (local.get $seed) (local.get $key) (local.get $purpose)';
const STREAM_PARAMETERS =
  '(param $element i32) (param $step i32) (param $seed i32) (param $key i32) (param $purpose i32)';
const philox = (index: string): string =>
  `(call $philox (local.get $element) (local.get $step) ${index} (local.get $purpose) (local.get $seed) (local.get $key))`;
const uniform = (word: number): string =>
  `(call $uniform (i32.load offset=${16 * word} (global.get $scratch)) (i32.load offset=${16 * (word + 1)} (global.get $scratch)))`;

/** Numbers by inversion: 2^32 P(N > n) falls with n, and the number is how many of these are above the word. */
const numberWat = `
;; 2^32 P(N > 0) and 2^32 P(N = 0)
(func $poisson_above (param $mean f64) (result f64)
  (f64.mul (f64.neg (call $expm1 (f64.neg (local.get $mean)))) ${f64(WORDS)}))
(func $poisson_none (param $mean f64) (result f64)
  (f64.mul (call $exp (f64.neg (local.get $mean))) ${f64(WORDS)}))

;; the number of an element in a step; a word whose whole part is that of a bound has 32 bits more. The scratch space, which
;; the caller goes on to read, is as it was.
(func $poisson_number (param $mean f64) (param $above f64) (param $term f64) (param $word i32) ${STREAM_PARAMETERS} (result i32)
  (local $u f64) (local $n i32) (local $refined i32)
  (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
  ${[0, 1, 2, 3].map((k) => `(local.set $s${k} (v128.load offset=${16 * k} (global.get $scratch)))`).join(' ')}
  (if (f64.ge (local.get $mean) ${f64(LEAST_REJECTED)})
    (then (local.set $n (call $poisson_rejected (local.get $mean) ${STREAM})))
    (else
      (local.set $u (f64.convert_i32_u (local.get $word)))
      (block $found (loop $more
        (if (i32.and (i32.eqz (local.get $refined)) (f64.eq (f64.floor (local.get $above)) (local.get $u))) (then
          ${philox('(i32.const 1)')}
          (local.set $u (f64.add (local.get $u)
            (f64.mul (f64.add (f64.convert_i32_u (i32.load (global.get $scratch))) (f64.const 0.5)) ${f64(1 / WORDS)})))
          (local.set $refined (i32.const 1))))
        (br_if $found (f64.ge (local.get $u) (local.get $above)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (local.set $term (f64.div (f64.mul (local.get $term) (local.get $mean)) (f64.convert_i32_u (local.get $n))))
        (local.set $above (f64.sub (local.get $above) (local.get $term)))
        (br_if $more (f64.gt (local.get $term) ${f64(1 / WORDS)}))))))
  ${[0, 1, 2, 3].map((k) => `(v128.store offset=${16 * k} (global.get $scratch) (local.get $s${k}))`).join(' ')}
  (local.get $n))`;

/** Numbers by rejection: Hörmann's PTRS, Insurance: Mathematics and Economics 12 (1993) 39. Each attempt has a counter of its own. */
const rejectedWat = `
(func $poisson_rejected (param $mean f64) ${STREAM_PARAMETERS} (result i32)
  (local $a f64) (local $b f64) (local $u f64) (local $v f64) (local $side f64) (local $k f64) (local $attempt i32)
  (local.set $b (f64.add (f64.const 0.931) (f64.mul (f64.const 2.53) (f64.sqrt (local.get $mean)))))
  (local.set $a (f64.add (f64.const -0.059) (f64.mul (f64.const 0.02483) (local.get $b))))
  (loop $again
    (local.set $attempt (i32.add (local.get $attempt) (i32.const 1)))
    ${philox('(local.get $attempt)')}
    (local.set $u (f64.sub ${uniform(0)} (f64.const 0.5)))
    (local.set $v ${uniform(2)})
    (local.set $side (f64.sub (f64.const 0.5) (f64.abs (local.get $u))))
    (local.set $k (f64.floor (f64.add (f64.add
      (f64.mul (f64.add (f64.div (f64.mul (f64.const 2) (local.get $a)) (local.get $side)) (local.get $b)) (local.get $u))
      (local.get $mean)) (f64.const 0.43))))
    (if (i32.and (f64.ge (local.get $side) (f64.const 0.07))
        (f64.le (local.get $v) (f64.sub (f64.const 0.9277) (f64.div (f64.const 3.6224) (f64.sub (local.get $b) (f64.const 2))))))
      (then (return (i32.trunc_sat_f64_u (local.get $k)))))
    (br_if $again (f64.lt (local.get $k) (f64.const 0)))
    (br_if $again (i32.and (f64.lt (local.get $side) (f64.const 0.013)) (f64.gt (local.get $v) (local.get $side))))
    (br_if $again (f64.gt
      (call $log (f64.div
        (f64.mul (local.get $v) (f64.add (f64.const 1.1239) (f64.div (f64.const 1.1328) (f64.sub (local.get $b) (f64.const 3.4)))))
        (f64.add (f64.div (local.get $a) (f64.mul (local.get $side) (local.get $side))) (local.get $b))))
      (f64.sub (f64.sub (f64.mul (local.get $k) (call $log (local.get $mean))) (local.get $mean))
        (call $log_factorial (local.get $k))))))
  (i32.trunc_sat_f64_u (local.get $k)))

;; log k!, by Stirling's series from 16 on, where its first term left out is below 1e-13
(func $log_factorial (param $k f64) (result f64) (local $product f64) (local $r f64)
  (if (f64.lt (local.get $k) (f64.const 16)) (then
    (local.set $product (f64.const 1))
    (block $all (loop $factors
      (br_if $all (f64.le (local.get $k) (f64.const 1)))
      (local.set $product (f64.mul (local.get $product) (local.get $k)))
      (local.set $k (f64.sub (local.get $k) (f64.const 1)))
      (br $factors)))
    (return (call $log (local.get $product)))))
  (local.set $r (f64.div (f64.const 1) (f64.mul (local.get $k) (local.get $k))))
  (f64.add
    (f64.sub (f64.mul (f64.add (local.get $k) (f64.const 0.5)) (call $log (local.get $k))) (local.get $k))
    (f64.add ${f64(Math.log(2 * Math.PI) / 2)}
      (f64.div ${series([1 / 12, -1 / 360, 1 / 1260, -1 / 1680])} (local.get $k)))))`;

function series(coefficients: readonly number[]): string {
  return coefficients
    .map(f64)
    .reduceRight((sum, coefficient) => `(f64.add ${coefficient} (f64.mul (local.get $r) ${sum}))`);
}

/** Poisson numbers: `$poisson_number` gives that of an element in a step. */
export const poissonNumberWat = [numberWat, rejectedWat].join('\n');
