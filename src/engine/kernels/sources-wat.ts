import type { EngineConfig } from '../../contract/index.ts';
import { stepAtOrAfter } from '../../equations/steps.ts';
import type { SourceMemory } from '../plan.ts';
import { Purpose } from '../random/draws.ts';
import { GAMMA, gammaCounts, poissonPlaces, sharesRate } from '../sources.ts';
import { i32, literal } from '../wat/literal.ts';

const f64 = (value: number): string => `(f64.const ${literal(value)})`;

/** Fills the thread's list with the spikes of a source in `$step`, which starts at `$time`. */
export function sourceCall(
  { config, data, tables, emitter }: SourceMemory,
  { seed, dtMs }: EngineConfig,
  { list, from, to }: { readonly list: string; readonly from: string; readonly to: string },
): string {
  const step = '(local.get $step)';
  const limit = i32(emitter.capacity);
  const stream = (purpose: number): string => [seed, config.key, purpose].map(i32).join(' ');
  switch (config.kind) {
    case 'given': {
      // The events are one list, which the first thread reads.
      const events = [data, ...tables, config.steps.length].map(i32).join(' ');
      return `(if (i32.eqz (global.get $thread)) (then (call $given ${list} ${step} ${events})))`;
    }
    case 'poisson': {
      const trains = `${step} ${from} ${to} ${stream(Purpose.poisson)} ${list} ${limit}`;
      if (sharesRate(config)) return `(call $poisson_common ${trains} (f64.load ${i32(data)}))`;
      const { some, several } = poissonPlaces(config);
      return `(call $poisson_each ${trains} ${[data + some, data + several, data].map(i32).join(' ')})`;
    }
    case 'profile': {
      const since = `(f64.max (f64.const 0) (f64.sub (local.get $time) ${f64(config.startMs)}))`;
      const table = tables.map(i32).join(' ');
      const points = i32(config.timesMs.length + ((config.timesMs[0] ?? 1) > 0 ? 1 : 0));
      const mean = `(call $profile_mean ${since} ${f64(dtMs)} ${f64(config.periodMs ?? 0)} ${table} ${points})`;
      return `(call $poisson_common ${step} ${from} ${to} ${stream(Purpose.poisson)} ${list} ${limit} ${mean})`;
    }
    case 'gamma': {
      const starts = `(i32.eq ${step} ${i32(stepAtOrAfter(config.startMs, dtMs))})`;
      const end = `(f64.mul (f64.convert_i32_s (i32.add ${step} (i32.const 1))) ${f64(dtMs)})`;
      const places = [data, data + gammaCounts(config.size)].map(i32).join(' ');
      return `(if ${starts} (then (call $gamma_start (local.get $time) ${from} ${to} ${stream(Purpose.gamma)} ${places})))
(call $gamma ${end} ${from} ${to} ${stream(Purpose.gamma)} ${list} ${limit} ${places})`;
    }
  }
}

/** The integral of the rate from the start on is exact, so the mean number of spikes of a step is, wherever points lie. */
export const profileWat = `
;; integral of the rate over [0, t] by the last point at or before t; see profileTable
(func $profile_integral (param $t f64) (param $table i32) (param $points i32) (result f64)
  (local $first i32) (local $middle i32) (local $entry i32) (local $since f64)
  (block $found (loop $halves
    (br_if $found (i32.le_s (i32.sub (local.get $points) (local.get $first)) (i32.const 1)))
    (local.set $middle (i32.shr_u (i32.add (local.get $points) (local.get $first)) (i32.const 1)))
    (if (f64.ge (local.get $t) (f64.load (i32.add (local.get $table) (i32.shl (local.get $middle) (i32.const 5)))))
      (then (local.set $first (local.get $middle)))
      (else (local.set $points (local.get $middle))))
    (br $halves)))
  (local.set $entry (i32.add (local.get $table) (i32.shl (local.get $first) (i32.const 5))))
  (local.set $since (f64.sub (local.get $t) (f64.load (local.get $entry))))
  (f64.add (f64.load offset=8 (local.get $entry))
    (f64.mul (local.get $since)
      (f64.add (f64.load offset=16 (local.get $entry)) (f64.mul (f64.load offset=24 (local.get $entry)) (local.get $since))))))

;; the same of a profile that repeats
(func $profile_repeated (param $t f64) (param $period f64) (param $table i32) (param $points i32) (result f64) (local $whole f64)
  (local.set $whole (f64.floor (f64.div (local.get $t) (local.get $period))))
  (f64.add
    (f64.mul (local.get $whole) (call $profile_integral (local.get $period) (local.get $table) (local.get $points)))
    (call $profile_integral (f64.sub (local.get $t) (f64.mul (local.get $whole) (local.get $period))) (local.get $table) (local.get $points))))

;; mean number of spikes of the step at t
(func $profile_mean (param $t f64) (param $dt f64) (param $period f64) (param $table i32) (param $points i32) (result f64)
  (if (result f64) (f64.gt (local.get $period) (f64.const 0))
    (then
      (local.set $t (f64.sub (local.get $t) (f64.mul (f64.floor (f64.div (local.get $t) (local.get $period))) (local.get $period))))
      (f64.sub
        (call $profile_repeated (f64.add (local.get $t) (local.get $dt)) (local.get $period) (local.get $table) (local.get $points))
        (call $profile_repeated (local.get $t) (local.get $period) (local.get $table) (local.get $points))))
    (else
      (f64.sub
        (call $profile_integral (f64.add (local.get $t) (local.get $dt)) (local.get $table) (local.get $points))
        (call $profile_integral (local.get $t) (local.get $table) (local.get $points))))))`;

const GAMMA_PARAMETERS =
  '(param $element i32) (param $end i32) (param $seed i32) (param $key i32) (param $purpose i32)';
const STREAM = '(local.get $seed) (local.get $key) (local.get $purpose)';
const uniform = (word: number): string =>
  `(call $uniform (i32.load offset=${16 * word} (global.get $scratch)) (i32.load offset=${16 * (word + 1)} (global.get $scratch)))`;
const philox = (index: string): string =>
  `(call $philox (local.get $element) (local.get $draw) ${index} (local.get $purpose) (local.get $seed) (local.get $key))`;
/** Third words of counters that no attempt has. */
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

/** Each number is of its own counter (element, interval, attempt), so no draw depends on steps, chunks or threads. */
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
