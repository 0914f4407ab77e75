/**
 * Delivery of the spikes of one list (count, then elements) along the rows of a projection. Rows are byte addresses into
 * the targets (u32); weights (f64) and delays (u16) lie parallel to the targets where they are not constant.
 */

const add = (address: string, amount: string): string => `(i32.add ${address} ${amount})`;
const shifted = (value: string, bits: number): string => `(i32.shl ${value} (i32.const ${bits}))`;

/** Walks all synapses of the listed elements: `$at` is the address of the target, `$target` its index. */
function overSynapses(visit: string): string {
  return `
  (local.set $end ${add('(local.get $list)', shifted('(i32.load (local.get $list))', 2))})
  (block $done (loop $spikes
    (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
    (local.set $list ${add('(local.get $list)', '(i32.const 4)')})
    (local.set $row ${add('(local.get $rows)', shifted('(i32.load (local.get $list))', 2))})
    (local.set $at (i32.load (local.get $row)))
    (local.set $last (i32.load offset=4 (local.get $row)))
    (block $rowDone (loop $synapses
      (br_if $rowDone (i32.ge_u (local.get $at) (local.get $last)))
      (local.set $target (i32.load (local.get $at)))
      ${visit}
      (local.set $at ${add('(local.get $at)', '(i32.const 4)')})
      (br $synapses)))
    (br $spikes)))`;
}

const WALK_LOCALS =
  '(local $end i32) (local $row i32) (local $at i32) (local $last i32) (local $target i32) (local $place i32)';
const CONSTANT_WEIGHT = '(local.get $weight)';
const DRAWN_WEIGHT = `(f64.load ${add('(local.get $weights)', shifted('(i32.sub (local.get $at) (local.get $targets))', 1))})`;

const jump = (weight: string): string => `
      (local.set $place ${add('(local.get $state)', shifted('(local.get $target)', 3))})
      (f64.store (local.get $place) (f64.add (f64.load (local.get $place)) ${weight}))`;

/** Only targets that are not refractory take the jump. */
const jumpIfOpen = (weight: string): string =>
  `(if (i32.le_s (i32.load ${add('(local.get $until)', shifted('(local.get $target)', 2))}) (local.get $step)) (then ${jump(weight)}))`;

/** Into the ring of accumulators, slot (step + delay) & mask. */
const accumulate = (weight: string): string => `
      (local.set $slot (i32.and
        ${add('(local.get $step)', `(i32.load16_u ${add('(local.get $delays)', '(i32.shr_u (i32.sub (local.get $at) (local.get $targets)) (i32.const 1))')})`)}
        (local.get $mask)))
      (local.set $place ${add('(local.get $ring)', add('(i32.mul (local.get $slot) (local.get $slotBytes))', shifted('(local.get $target)', 3)))})
      (f64.store (local.get $place) (f64.add (f64.load (local.get $place)) ${weight}))`;

const WEIGHT_PARAMETERS = '(param $weight f64) (param $weights i32) (param $targets i32)';

function deliver(name: string, visit: string): string {
  return `
(func ${name} (param $list i32) (param $rows i32) (param $state i32) (param $until i32) (param $step i32) ${WEIGHT_PARAMETERS}
  ${WALK_LOCALS} ${overSynapses(visit)})`;
}

function scatter(name: string, weight: string): string {
  return `
(func ${name} (param $list i32) (param $rows i32) (param $ring i32) (param $slotBytes i32) (param $mask i32) (param $step i32)
  (param $delays i32) ${WEIGHT_PARAMETERS} ${WALK_LOCALS} (local $slot i32) ${overSynapses(accumulate(weight))})`;
}

export const deliveryWat = [
  deliver('$deliver', jump(CONSTANT_WEIGHT)),
  deliver('$deliver_open', jumpIfOpen(CONSTANT_WEIGHT)),
  deliver('$deliver_drawn', jump(DRAWN_WEIGHT)),
  deliver('$deliver_drawn_open', jumpIfOpen(DRAWN_WEIGHT)),
  scatter('$scatter', CONSTANT_WEIGHT),
  scatter('$scatter_drawn', DRAWN_WEIGHT),
].join('\n');

/** Empties one slot of a ring of accumulators into the state; what arrives at a closed state is dropped. */
export const flushWat = `
(func $flush (param $slot i32) (param $state i32) (param $until i32) (param $step i32) (param $bytes i32) (local $p i32) (local $sum v128)
  (loop $pairs
    (local.set $sum (v128.load (i32.add (local.get $slot) (local.get $p))))
    (if (v128.any_true (local.get $sum)) (then
      (v128.store (i32.add (local.get $slot) (local.get $p)) (v128.const i64x2 0 0))
      (if (local.get $until) (then
        (local.set $sum (v128.and (local.get $sum) (i64x2.extend_low_i32x4_s (i32x4.le_s
          (v128.load64_zero (i32.add (local.get $until) (i32.shr_u (local.get $p) (i32.const 1))))
          (i32x4.splat (local.get $step))))))))
      (v128.store (i32.add (local.get $state) (local.get $p))
        (f64x2.add (v128.load (i32.add (local.get $state) (local.get $p))) (local.get $sum)))))
    (br_if $pairs (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 16))) (local.get $bytes)))))`;
