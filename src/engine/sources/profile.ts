import type { SpikeSourceConfig } from '../../contract/index.ts';

export type ProfileConfig = Extract<SpikeSourceConfig, { readonly kind: 'profile' }>;

/** Whether the first given point lies after 0, so that the table begins with one more. */
const startsLate = ({ timesMs }: Pick<ProfileConfig, 'timesMs'>): boolean => (timesMs[0] ?? 1) > 0;

/** Number of points of the table. */
export const profilePoints = (source: ProfileConfig): number => source.timesMs.length + (startsLate(source) ? 1 : 0);

/**
 * The points of a profile, with one at time 0. Each has four numbers: its time, the integral of the rate up to it, the rate, and
 * half the slope of the rate from it on.
 */
export function profileTable({ timesMs, ratesKHz }: ProfileConfig): Float64Array {
  const late = startsLate({ timesMs });
  const times = late ? [0, ...timesMs] : [...timesMs];
  const rates = late ? [ratesKHz[0] ?? 0, ...ratesKHz] : [...ratesKHz];
  let integral = 0;
  return Float64Array.from(
    times.flatMap((time, k) => {
      const rate = rates[k] ?? 0;
      const span = (times[k + 1] ?? time) - time;
      const rise = (rates[k + 1] ?? rate) - rate;
      const entry = [time, integral, rate, span > 0 ? rise / (2 * span) : 0];
      integral += span * (rate + rise / 2);
      return entry;
    }),
  );
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
