import type { SpikeSourceConfig } from '../../contract/index.ts';
import { i32 } from '../wat/literal.ts';

export type GammaConfig = Extract<SpikeSourceConfig, { readonly kind: 'gamma' }>;

/**
 * The memory of a gamma source from `data` on has an f64 for each of these:
 *
 *     0 scale (ms)   8 dead time (ms)   16 shape   64 time of the next spike (ms) of each element ...
 *
 * and then, as an i32 for each element, how many intervals it has drawn.
 */
export const GAMMA = { scale: 0, dead: 8, shape: 16, next: 64 } as const;

/** Offset of these numbers of intervals. */
export const gammaCounts = (size: number): number => GAMMA.next + size * 8;

const GAMMA_PARAMETERS =
  '(param $element i32) (param $end i32) (param $seed i32) (param $key i32) (param $purpose i32)';
const STREAM = '(local.get $seed) (local.get $key) (local.get $purpose)';
const uniform = (word: number): string =>
  `(call $uniform (i32.load offset=${16 * word} (global.get $scratch)) (i32.load offset=${16 * (word + 1)} (global.get $scratch)))`;
const philox = (index: string): string =>
  `(call $philox (local.get $element) (local.get $draw) ${index} (local.get $purpose) (local.get $seed) (local.get $key))`;
/** Third words of counters, which no attempt has: for the boost of a shape below 1, and for the start of a process. */
const BOOST = i32(-1);
const START = i32(-2);
const ofSource = (offset: number): string => `(f64.load offset=${offset} (local.get $source))`;
const elementLoop = (body: string): string => `
  (block $done (loop $elements
    (br_if $done (i32.ge_u (local.get $element) (local.get $end)))
    (local.set $next (i32.add (i32.add (local.get $source) ${i32(GAMMA.next)}) (i32.shl (local.get $element) (i32.const 3))))
    (local.set $count (i32.add (local.get $counts) (i32.shl (local.get $element) (i32.const 2))))
    ${body}
    (local.set $element (i32.add (local.get $element) (i32.const 1)))
    (br $elements)))`;

/** Each number has a counter of its own (element, interval, attempt), so that no draw depends on steps, chunks or threads. */
export const gammaWat = `
;; gamma number of shape 1 or more and scale 1: Marsaglia and Tsang, ACM Trans Math Softw 26 (2000) 363
(func $gamma_number (param $shape f64) (param $element i32) (param $draw i32) (param $seed i32) (param $key i32) (param $purpose i32) (result f64)
  (local $d f64) (local $x f64) (local $v f64) (local $attempt i32)
  (local.set $d (f64.sub (local.get $shape) (f64.div (f64.const 1) (f64.const 3))))
  (loop $again
    ${philox('(local.get $attempt)')}
    (local.set $attempt (i32.add (local.get $attempt) (i32.const 1)))
    (local.set $x (call $normal ${uniform(0)}))
    (local.set $v (f64.add (f64.const 1) (f64.div (local.get $x) (f64.sqrt (f64.mul (f64.const 9) (local.get $d))))))
    (br_if $again (f64.le (local.get $v) (f64.const 0)))
    (local.set $v (f64.mul (local.get $v) (f64.mul (local.get $v) (local.get $v))))
    (br_if $again (f64.ge (call $log ${uniform(2)})
      (f64.add (f64.mul (f64.const 0.5) (f64.mul (local.get $x) (local.get $x)))
        (f64.mul (local.get $d) (f64.add (f64.sub (f64.const 1) (local.get $v)) (call $log (local.get $v))))))))
  (f64.mul (local.get $d) (local.get $v)))

;; an interval; below shape 1, a number of shape + 1 times u^(1/shape)
(func $gamma_interval (param $source i32) (param $element i32) (param $draw i32) (param $seed i32) (param $key i32) (param $purpose i32) (result f64)
  (local $shape f64) (local $factor f64)
  (local.set $shape ${ofSource(GAMMA.shape)})
  (local.set $factor ${ofSource(GAMMA.scale)})
  (if (f64.lt (local.get $shape) (f64.const 1)) (then
    ${philox(BOOST)}
    (local.set $factor (f64.mul (local.get $factor) (call $exp (f64.div (call $log ${uniform(0)}) (local.get $shape)))))
    (local.set $shape (f64.add (local.get $shape) (f64.const 1)))))
  (f64.add ${ofSource(GAMMA.dead)}
    (f64.mul (local.get $factor) (call $gamma_number (local.get $shape) (local.get $element) (local.get $draw) ${STREAM}))))

;; First spikes of a process in equilibrium: a uniform part of the interval that covers the start, whose density is x f(x) over
;; the mean. With f that of the dead time and a gamma number, this is f itself or one of shape + 1, as the parts of the mean are.
(func $gamma_start (param $time f64) ${GAMMA_PARAMETERS} (param $source i32) (param $counts i32)
  (local $next i32) (local $count i32) (local $draw i32) (local $part f64) (local $share f64) (local $mean f64) (local $interval f64)
  (local.set $mean (f64.mul ${ofSource(GAMMA.shape)} ${ofSource(GAMMA.scale)}))
  ${elementLoop(`
    ${philox(START)}
    (local.set $part ${uniform(0)})
    (local.set $share (f64.mul ${uniform(2)} (f64.add (local.get $mean) ${ofSource(GAMMA.dead)})))
    (if (f64.lt (local.get $share) (local.get $mean))
      (then (local.set $interval (f64.add ${ofSource(GAMMA.dead)} (f64.mul ${ofSource(GAMMA.scale)}
        (call $gamma_number (f64.add ${ofSource(GAMMA.shape)} (f64.const 1)) (local.get $element) (local.get $draw) ${STREAM})))))
      (else (local.set $interval (call $gamma_interval (local.get $source) (local.get $element) (local.get $draw) ${STREAM}))))
    (f64.store (local.get $next) (f64.add (local.get $time) (f64.mul (local.get $part) (local.get $interval))))
    (i32.store (local.get $count) (i32.const 0))`)})

;; elements as often as they spike before the end of the step; where the list is full, their next spikes wait
(func $gamma (param $until f64) ${GAMMA_PARAMETERS} (param $list i32) (param $limit i32) (param $source i32) (param $counts i32)
  (local $next i32) (local $count i32) (local $draw i32) (local $spikes i32)
  ${elementLoop(`
    (if (f64.lt (f64.load (local.get $next)) (local.get $until)) (then (loop $more
      (br_if $done (i32.ge_u (local.get $spikes) (local.get $limit)))
      (local.set $spikes (i32.add (local.get $spikes) (i32.const 1)))
      (i32.store (i32.add (local.get $list) (i32.shl (local.get $spikes) (i32.const 2))) (local.get $element))
      (local.set $draw (i32.add (i32.load (local.get $count)) (i32.const 1)))
      (i32.store (local.get $count) (local.get $draw))
      (f64.store (local.get $next) (f64.add (f64.load (local.get $next))
        (call $gamma_interval (local.get $source) (local.get $element) (local.get $draw) ${STREAM})))
      (br_if $more (f64.lt (f64.load (local.get $next)) (local.get $until))))))`)}
  (i32.store (local.get $list) (local.get $spikes)))`;
