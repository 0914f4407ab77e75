import { PARTITION_UNIT } from '../memory/partition.ts';
import { type Precision, shiftOf } from '../memory/precision.ts';
import { readDouble, readPair } from '../wat/columns.ts';
import { i32 } from '../wat/literal.ts';

const add = (a: string, b: string): string => `(i32.add ${a} ${b})`;

/** Functions that sample states for recorders, and keep spikes. */
export function recordWat(precision: Precision): string {
  const shift = i32(shiftOf({ precision }));
  return `
;; values of a thread's elements to its buffer, as doubles; cursor: [elements][number of them][place]
(func $sample (param $cursor i32) (param $values i32) (local $element i32) (local $end i32) (local $to i32)
  (local.set $element (i32.load (local.get $cursor)))
  (local.set $end (i32.add (local.get $element) (i32.shl (i32.load offset=4 (local.get $cursor)) (i32.const 2))))
  (local.set $to (i32.load offset=8 (local.get $cursor)))
  (block $done (loop $all
    (br_if $done (i32.ge_u (local.get $element) (local.get $end)))
    (f64.store (local.get $to) ${readDouble(precision, add('(local.get $values)', `(i32.shl (i32.load (local.get $element)) ${shift})`))})
    (local.set $to (i32.add (local.get $to) (i32.const 8)))
    (local.set $element (i32.add (local.get $element) (i32.const 4)))
    (br $all)))
  (i32.store offset=8 (local.get $cursor) (local.get $to)))

;; the same where one number stands for all elements
(func $sample_one (param $cursor i32) (param $value i32) (local $left i32) (local $to i32)
  (local.set $left (i32.load offset=4 (local.get $cursor)))
  (local.set $to (i32.load offset=8 (local.get $cursor)))
  (block $done (loop $all
    (br_if $done (i32.eqz (local.get $left)))
    (f64.store (local.get $to) (f64.load (local.get $value)))
    (local.set $to (i32.add (local.get $to) (i32.const 8)))
    (local.set $left (i32.sub (local.get $left) (i32.const 1)))
    (br $all)))
  (i32.store offset=8 (local.get $cursor) (local.get $to)))

;; x = value - reference of elements [element, end): into sums and squares, and over every ${PARTITION_UNIT} elements into parts
(func $moments (param $state i32) (param $element i32) (param $end i32) (param $reference f64) (param $sums i32) (param $squares i32) (param $parts i32)
  (local $x f64) (local $part f64) (local $pair v128) (local $pairs v128) (local $two v128) (local $last i32) (local $place i32) (local $from i32)
  (local.set $two (f64x2.splat (local.get $reference)))
  (if (i32.lt_u (local.get $element) (local.get $end)) (then (loop $units
    (local.set $last (i32.add (i32.and (local.get $element) (i32.const ${-PARTITION_UNIT})) (i32.const ${PARTITION_UNIT})))
    (if (i32.gt_u (local.get $last) (local.get $end)) (then (local.set $last (local.get $end))))
    (local.set $pairs (v128.const i64x2 0 0))
    (if (i32.gt_u (i32.sub (local.get $last) (local.get $element)) (i32.const 1)) (then (loop $elements
      (local.set $place (i32.shl (local.get $element) (i32.const 3)))
      (local.set $from (i32.add (local.get $state) (i32.shl (local.get $element) ${shift})))
      (local.set $pair (f64x2.sub ${readPair(precision, '(local.get $from)')} (local.get $two)))
      (local.set $pairs (f64x2.add (local.get $pairs) (local.get $pair)))
      ${accumulated('$sums', '(local.get $pair)')}
      ${accumulated('$squares', '(f64x2.mul (local.get $pair) (local.get $pair))')}
      (br_if $elements (i32.lt_u (i32.add (local.tee $element (i32.add (local.get $element) (i32.const 2))) (i32.const 1)) (local.get $last))))))
    (local.set $part (f64.add (f64x2.extract_lane 0 (local.get $pairs)) (f64x2.extract_lane 1 (local.get $pairs))))
    (if (i32.lt_u (local.get $element) (local.get $last)) (then
      (local.set $x (f64.sub ${readDouble(precision, add('(local.get $state)', `(i32.shl (local.get $element) ${shift})`))} (local.get $reference)))
      (local.set $part (f64.add (local.get $part) (local.get $x)))
      (local.set $place (i32.shl (local.get $element) (i32.const 3)))
      (f64.store (i32.add (local.get $sums) (local.get $place)) (f64.add (f64.load (i32.add (local.get $sums) (local.get $place))) (local.get $x)))
      (f64.store (i32.add (local.get $squares) (local.get $place)) (f64.add (f64.load (i32.add (local.get $squares) (local.get $place))) (f64.mul (local.get $x) (local.get $x))))
      (local.set $element (i32.add (local.get $element) (i32.const 1)))))
    (f64.store (i32.add (local.get $parts) (i32.shl (i32.shr_u (i32.sub (local.get $element) (i32.const 1)) ${i32(Math.log2(PARTITION_UNIT))}) (i32.const 3))) (local.get $part))
    (br_if $units (i32.lt_u (local.get $element) (local.get $end)))))))

;; spikes of a list to the end of a log: [number of entries] ... 64: [step, element] ...
(func $keep (param $list i32) (param $step i32) (param $log i32) (local $end i32) (local $n i32) (local $to i32)
  (local.set $n (i32.load (local.get $list)))
  (local.set $to (i32.add (local.get $log) (i32.add (i32.const 64) (i32.shl (i32.load (local.get $log)) (i32.const 3)))))
  (local.set $end (i32.add (local.get $list) (i32.shl (local.get $n) (i32.const 2))))
  (i32.store (local.get $log) (i32.add (i32.load (local.get $log)) (local.get $n)))
  (block $done (loop $all
    (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
    (local.set $list (i32.add (local.get $list) (i32.const 4)))
    (i32.store (local.get $to) (local.get $step))
    (i32.store offset=4 (local.get $to) (i32.load (local.get $list)))
    (local.set $to (i32.add (local.get $to) (i32.const 8)))
    (br $all))))`;
}

/** Adds a pair to two doubles of a column, which lie `$place` bytes after its start. */
const accumulated = (column: string, pair: string): string => {
  const at = `(i32.add (local.get ${column}) (local.get $place))`;
  return `(v128.store ${at} (f64x2.add (v128.load ${at}) ${pair}))`;
};
