import { bytesOf, type Precision, shiftOf } from '../memory/precision.ts';
import { readDouble, readPair, writeDouble } from '../wat/columns.ts';
import { i32 } from '../wat/literal.ts';

/** Functions that sum over the sources of continuous couplings, in doubles whatever the precision of the columns. */
export function couplingWat(precision: Precision): string {
  const shift = i32(shiftOf({ precision }));
  const read = (place: string): string => readDouble(precision, place);
  const pair = readPair(precision, '(local.get $p)');
  const place = '(local.get $place)';
  const added = (value: string): string => writeDouble(precision, place, `(f64.add ${read(place)} ${value})`);
  const along = (name: string, own: string, amount: string): string => `
(func $${name} (param $rows i32) (param $size i32) (param $source i32) ${own} (param $input i32) (param $w f64) (param $weights i32) (param $targets i32)
  (local $row i32) (local $at i32) (local $last i32) (local $from f64) (local $offset i32) (local $place i32)
  (block $done (loop $sources
    (br_if $done (i32.ge_u (local.get $row) (local.get $size)))
    (local.set $from ${read(`(i32.add (local.get $source) (i32.shl (local.get $row) ${shift}))`)})
    (local.set $at (i32.load (i32.add (local.get $rows) (i32.shl (local.get $row) (i32.const 2)))))
    (local.set $last (i32.load offset=4 (i32.add (local.get $rows) (i32.shl (local.get $row) (i32.const 2)))))
    (if (i32.lt_u (local.get $at) (local.get $last)) (then (loop $synapses
      (local.set $offset (i32.shl (i32.load (local.get $at)) ${shift}))
      (if (local.get $weights) (then
        (local.set $w (f64.load (i32.add (local.get $weights) (i32.shl (i32.sub (local.get $at) (local.get $targets)) (i32.const 1)))))))
      (local.set $place (i32.add (local.get $input) (local.get $offset)))
      ${added(amount)}
      (br_if $synapses (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $last))))))
    (local.set $row (i32.add (local.get $row) (i32.const 1)))
    (br $sources))))`;
  return `
;; input[target] += w * source along all rows; weights of 0: w is constant. Rows are addresses of targets (u32).
${along('couple', '', '(f64.mul (local.get $w) (local.get $from))')}

;; input[target] += w * (source - own) along all rows
${along('couple_less', '(param $own i32)', `(f64.mul (local.get $w) (f64.sub (local.get $from) ${read('(i32.add (local.get $own) (local.get $offset))')}))`)}

;; sum of (x - reference) over all elements: even ones and odd ones, then both
(func $sum_all (param $p i32) (param $size i32) (param $reference f64) (result f64) (local $pairs v128) (local $two v128) (local $left i32) (local $sum f64)
  (local.set $two (f64x2.splat (local.get $reference)))
  (local.set $left (i32.shr_u (local.get $size) (i32.const 1)))
  (block $done (loop $elements
    (br_if $done (i32.eqz (local.get $left)))
    (local.set $pairs (f64x2.add (local.get $pairs) (f64x2.sub ${pair} (local.get $two))))
    (local.set $p (i32.add (local.get $p) ${i32(2 * bytesOf(precision))}))
    (local.set $left (i32.sub (local.get $left) (i32.const 1)))
    (br $elements)))
  (local.set $sum (f64.add (f64x2.extract_lane 0 (local.get $pairs)) (f64x2.extract_lane 1 (local.get $pairs))))
  (if (i32.and (local.get $size) (i32.const 1)) (then
    (local.set $sum (f64.add (local.get $sum) (f64.sub ${read('(local.get $p)')} (local.get $reference))))))
  (local.get $sum))

;; input += w * (sum - factor * (own - reference)), element by element, over bytes [p, end); without own: input += w * sum
(func $couple_all (param $input i32) (param $own i32) (param $factor f64) (param $reference f64) (param $sum f64) (param $w f64) (param $p i32) (param $end i32) (local $place i32) (local $amount f64)
  (local.set $amount (f64.mul (local.get $w) (local.get $sum)))
  (block $done (loop $elements
    (br_if $done (i32.ge_u (local.get $p) (local.get $end)))
    (local.set $place (i32.add (local.get $input) (local.get $p)))
    (if (local.get $own) (then
      (local.set $amount (f64.mul (local.get $w) (f64.sub (local.get $sum) (f64.mul (local.get $factor)
        (f64.sub ${read('(i32.add (local.get $own) (local.get $p))')} (local.get $reference))))))))
    ${added('(local.get $amount)')}
    (local.set $p (i32.add (local.get $p) ${i32(bytesOf(precision))}))
    (br $elements))))`;
}
