import { bytesOf, type Precision } from '../memory/precision.ts';
import { readDouble, writeDouble } from '../wat/columns.ts';
import { i32 } from '../wat/literal.ts';

const add = (a: string, b: string): string => `(i32.add ${a} ${b})`;

/** Functions that add currents to the inputs of groups. Columns have the given precision; a uniform input is a double. */
export function inputWat(precision: Precision): string {
  const bytes = i32(bytesOf(precision));
  const place = '(local.get $place)';
  return `
;; input += scale * source, element by element, over bytes [p, end)
(func $inject (param $input i32) (param $source i32) (param $scale f64) (param $p i32) (param $end i32) (local $place i32)
  (block $done (loop $elements
    (br_if $done (i32.ge_u (local.get $p) (local.get $end)))
    (local.set $place ${add('(local.get $input)', '(local.get $p)')})
    ${writeDouble(precision, place, `(f64.add ${readDouble(precision, place)} (f64.mul (local.get $scale) ${readDouble(precision, add('(local.get $source)', '(local.get $p)'))}))`)}
    (local.set $p ${add('(local.get $p)', bytes)})
    (br $elements))))

;; input += scale * (the one element at $source)
(func $broadcast (param $input i32) (param $source i32) (param $scale f64) (param $p i32) (param $end i32) (local $place i32) (local $amount f64)
  (local.set $amount (f64.mul (local.get $scale) ${readDouble(precision, '(local.get $source)')}))
  (block $done (loop $elements
    (br_if $done (i32.ge_u (local.get $p) (local.get $end)))
    (local.set $place ${add('(local.get $input)', '(local.get $p)')})
    ${writeDouble(precision, place, `(f64.add ${readDouble(precision, place)} (local.get $amount))`)}
    (local.set $p ${add('(local.get $p)', bytes)})
    (br $elements))))

;; a uniform input += scale * (the one element at $source)
(func $shared (param $input i32) (param $source i32) (param $scale f64)
  (f64.store (local.get $input) (f64.add (f64.load (local.get $input)) (f64.mul (local.get $scale) ${readDouble(precision, '(local.get $source)')}))))
`;
}
