import type { Values } from '../../contract/index.ts';
import { HALF_UP } from '../../equations/steps.ts';
import { SECTION } from '../../library/topologies/index.ts';
import { Purpose } from '../random/draws.ts';
import { nextUniform, noWords, WORD_LOCALS } from '../random/sequence-wat.ts';
import { type Drawn, MOST_REDRAWS } from '../random/values.ts';
import { f64, i32, literal } from '../wat/literal.ts';
import type { ProjectionMemory } from './memory.ts';
import { lackOfRoom } from './rows-wat.ts';

export const isDrawn = (values: Values): values is Drawn => values.kind === 'uniform' || values.kind === 'normal';

/**
 * `$weights_K` and `$delays_K` write the numbers of the first `count` synapses of a source in a section, one after the other:
 * weights as f32, and delays, in steps, as u16.
 */
export function valueFunctions(k: number, memory: ProjectionMemory): string {
  const { weight, delayMs, dtMs } = memory.request;
  const value = '(local.get $value)';
  const steps = `(i32.trunc_sat_f64_u (f64.floor (f64.add (f64.div ${value} (f64.const ${literal(dtMs)})) (f64.const ${literal(HALF_UP)}))))`;
  const weights = `(f32.store (local.get $out) (f32.demote_f64 ${value}))`;
  const delays = `(i32.store16 (local.get $out) ${steps})`;
  return [
    isDrawn(weight) ? drawing(`$weights_${k}`, memory, weight, Purpose.weights, weights, 4) : '',
    isDrawn(delayMs) ? drawing(`$delays_${k}`, memory, delayMs, Purpose.delays, delays, 2) : '',
  ].join('');
}

function drawing(
  name: string,
  memory: ProjectionMemory,
  values: Drawn,
  purpose: Purpose,
  store: string,
  bytes: number,
): string {
  const value =
    values.kind === 'uniform'
      ? `(f64.add ${f64(values.low)} (f64.mul ${f64(values.high - values.low)} (local.get $uniform)))`
      : `(f64.add ${f64(values.mean)} (f64.mul ${f64(values.sd)} (call $normal (local.get $uniform))))`;
  return `
(func ${name} (param $source i32) (param $section i32) (param $out i32) (param $count i32)
  ${WORD_LOCALS} (local $uniform f64) (local $value f64) (local $tries i32)
  (call $sequence_start (local.get $source) (local.get $section) ${[purpose, memory.request.seed, values.key].map(i32).join(' ')})
  ${noWords}
  (block $done (loop $each
    (br_if $done (i32.eqz (local.get $count)))
    (local.set $tries (i32.const 0))
    (loop $again
      ${nextUniform()}
      (local.set $value ${value})
      ${values.kind === 'normal' ? redraw(values, memory) : ''})
    ${store}
    (local.set $out (i32.add (local.get $out) ${i32(bytes)}))
    (local.set $count (i32.sub (local.get $count) (i32.const 1)))
    (br $each))))`;
}

function redraw({ min, max }: Extract<Drawn, { readonly kind: 'normal' }>, memory: ProjectionMemory): string {
  if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) return '';
  return `
      (if (i32.or (f64.lt (local.get $value) (f64.const ${literal(min)})) (f64.gt (local.get $value) (f64.const ${literal(max)}))) (then
        (local.set $tries (i32.add (local.get $tries) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get $tries) ${i32(MOST_REDRAWS)}))
        ${lackOfRoom(memory)}))`;
}

/** Addresses for the numbers of the synapses whose targets stand from `$begin` on. */
export interface ValuePlaces {
  readonly weights: string;
  readonly delays: string;
}

/**
 * `$row_values_K` draws the weights and delays of the synapses of a row. `$entry` is the entry of the source in the table of rows,
 * whose targets stand one after the other. Where a row may reach into several sections, the parts that lie in each are looked for.
 */
export function rowValues(k: number, memory: ProjectionMemory, stretches: number, places: ValuePlaces): string {
  const { weight, delayMs, ends } = memory.request;
  const fill = (name: string, out: string) =>
    `(call $${name}_${k} (local.get $source) (local.get $section) ${out} (i32.shr_u (i32.sub (local.get $at) (local.get $begin)) (i32.const 1)))`;
  const fills = [
    isDrawn(weight) ? fill('weights', places.weights) : '',
    isDrawn(delayMs) ? fill('delays', places.delays) : '',
  ].join('\n');
  const rowEnd = `(i32.load offset=${4 * stretches} (local.get $entry))`;
  const scan = `
  (block $scanned (loop $stretches
    (br_if $scanned (i32.eq (local.get $stretch) ${i32(stretches)}))
    (local.set $end (i32.load offset=4 (local.get $entry)))
    (local.set $start (i32.load offset=${memory.starts} (i32.shl (local.get $stretch) (i32.const 2))))
    (block $passed (loop $synapses
      (br_if $passed (i32.eq (local.get $at) (local.get $end)))
      (local.set $next (i32.shr_u (i32.add (local.get $start) (i32.load16_u (local.get $at))) (i32.const 16)))
      (if (i32.ne (local.get $next) (local.get $section)) (then
        ${fills}
        (local.set $section (local.get $next))
        (local.set $begin (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 2)))
      (br $synapses)))
    (local.set $entry (i32.add (local.get $entry) (i32.const 4)))
    (local.set $stretch (i32.add (local.get $stretch) (i32.const 1)))
    (br $stretches)))`;
  return `
(func $row_values_${k} (param $source i32) (param $entry i32)
  (local $begin i32) (local $at i32) (local $end i32) (local $start i32) (local $stretch i32) (local $section i32) (local $next i32)
  (local.set $begin (i32.load (local.get $entry)))
  (local.set $at (local.get $begin))
  ${ends.targets > SECTION ? scan : `(local.set $at ${rowEnd})`}
  ${fills})`;
}
