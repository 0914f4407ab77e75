import { LEAST_REJECTED } from '../random/poisson.ts';
import { f64 } from '../wat/literal.ts';

/** What the loop over elements asks of an element: the two bounds of its word (see wordBounds), and its mean. */
interface Element {
  readonly parameters: string;
  readonly before: string;
  /** The upper bounds of four elements from `$element` on. */
  readonly someOfFour: string;
  /** The bounds and the mean of the element `$e`. */
  readonly some: string;
  readonly several: string;
  readonly mean: string;
  /** 2^32 P(N > 0) and 2^32 P(N = 0), where N is its number of spikes. */
  readonly above: string;
  readonly none: string;
}

/**
 * A function that fills the list of a source of Poisson trains: each element from `$element` up to `$size` stands in it as often
 * as its number says, but there are never more than `$limit` entries. Element 16 b + 4 w + l takes word w of block 4 b + l. A
 * word above the bound `some` is no spike, as most words are, and one between `several` and `some` is one spike.
 */
function poisson(name: string, element: Element): string {
  return `
(func $${name} (param $step i32) (param $element i32) (param $size i32) (param $seed i32) (param $key i32) (param $purpose i32)
  (param $list i32) (param $limit i32) ${element.parameters}
  (local $quad i32) (local $bits i32) (local $e i32) (local $word i32) (local $n i32) (local $count i32) (local $last i32)
  ${element.before}
  (block $done (loop $fours
    (br_if $done (i32.ge_u (local.get $element) (local.get $size)))
    (local.set $quad (i32.shl (i32.and (local.get $element) (i32.const 12)) (i32.const 2)))
    (if (i32.eqz (local.get $quad)) (then
      (call $philox (i32.shr_u (local.get $element) (i32.const 2)) (local.get $step) (i32.const 0) (local.get $purpose)
        (local.get $seed) (local.get $key))))
    (local.set $bits (i32x4.bitmask (i32x4.le_u (v128.load (i32.add (global.get $scratch) (local.get $quad)))
      ${element.someOfFour})))
    (block $none (loop $set
      (br_if $none (i32.eqz (local.get $bits)))
      (local.set $e (i32.add (local.get $element) (i32.ctz (local.get $bits))))
      (br_if $none (i32.ge_u (local.get $e) (local.get $size)))
      (local.set $word (i32.load (i32.add (i32.add (global.get $scratch) (local.get $quad))
        (i32.shl (i32.ctz (local.get $bits)) (i32.const 2)))))
      (local.set $n (i32.const 1))
      (if (i32.eqz (i32.and (i32.lt_u (local.get $word) ${element.some}) (i32.gt_u (local.get $word) ${element.several})))
        (then (local.set $n (call $poisson_number ${element.mean} ${element.above} ${element.none} (local.get $word) (local.get $e) (local.get $step)
          (local.get $seed) (local.get $key) (local.get $purpose)))))
      (local.set $last (i32.add (local.get $count) (local.get $n)))
      (if (i32.gt_u (local.get $last) (local.get $limit)) (then (local.set $last (local.get $limit))))
      (block $listed (loop $each
        (br_if $listed (i32.ge_u (local.get $count) (local.get $last)))
        (local.set $count (i32.add (local.get $count) (i32.const 1)))
        (i32.store (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 2))) (local.get $e))
        (br $each)))
      (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
      (br $set)))
    (local.set $element (i32.add (local.get $element) (i32.const 4)))
    (br $fours)))
  (i32.store (local.get $list) (local.get $count)))`;
}

const entry = (column: string, shift: number): string =>
  `(i32.add (local.get ${column}) (i32.shl (local.get $e) (i32.const ${shift})))`;

const MEAN_OF_ELEMENT = `(f64.load ${entry('$mean', 3)})`;

/**
 * `$poisson_each` reads the bounds of the word (u32, padded to 16) and the mean (f64) of each element from addresses;
 * `$poisson_common` has one mean for all.
 */
export const poissonWat = [
  poisson('poisson_each', {
    parameters: '(param $some i32) (param $several i32) (param $mean i32)',
    before: '',
    someOfFour: '(v128.load (i32.add (local.get $some) (i32.shl (local.get $element) (i32.const 2))))',
    some: `(i32.load ${entry('$some', 2)})`,
    several: `(i32.load ${entry('$several', 2)})`,
    mean: MEAN_OF_ELEMENT,
    above: `(call $poisson_above ${MEAN_OF_ELEMENT})`,
    none: `(call $poisson_none ${MEAN_OF_ELEMENT})`,
  }),
  poisson('poisson_common', {
    parameters: '(param $mean f64) (local $some i32) (local $several i32) (local $above f64) (local $none f64)',
    before: `
  (local.set $above (call $poisson_above (local.get $mean)))
  (local.set $none (call $poisson_none (local.get $mean)))
  (local.set $some (i32.const -1))
  (local.set $several (i32.const -1))
  (if (f64.lt (local.get $mean) ${f64(LEAST_REJECTED)}) (then
    (local.set $some (i32.trunc_sat_f64_u (local.get $above)))
    (local.set $several (i32.trunc_sat_f64_u (f64.sub (local.get $above) (f64.mul (local.get $none) (local.get $mean)))))))`,
    someOfFour: '(i32x4.splat (local.get $some))',
    some: '(local.get $some)',
    several: '(local.get $several)',
    mean: '(local.get $mean)',
    above: '(local.get $above)',
    none: '(local.get $none)',
  }),
].join('\n');
