import { abilitiesOf } from '../../library/topologies/index.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { bytesOf } from '../memory/precision.ts';
import { i32 } from '../wat/literal.ts';
import { constantWeight, type DeliveryTarget } from './additions-wat.ts';
import { type ProjectionMemory, stretchesOf } from './memory.ts';

/**
 * It says where the rows of a dense projection of one weight stand as bits, besides its rows of targets: bit t of row s
 * is set where s has a synapse on t. Many spikes at once are then counted 128 targets at a time with logical operations
 * (bit-sliced counters), and the state of a target is changed once, by weight times count, instead of once per spike.
 *
 *     rows + s * stride:  [bits of targets 0 .. 127] [128 .. 255] ...        a row without synapses is zero
 *     addresses, per thread: rows of the spikes at hand (u32)
 */
export interface BitmapMemory {
  readonly rows: number;
  readonly stride: number;
  readonly zero: number;
  readonly addresses: number;
}

/** Below this probability, a bitmap takes more memory than rows of 16-bit targets and saves nothing. */
const LEAST_DENSITY = 1 / 20;
/** With fewer targets, rows are so short that they are taken one by one. */
const LEAST_TARGETS = 1024;
/** So many spikes are counted at once: as many as eight bits hold, in whole eights. */
const MOST_AT_ONCE = 248;
/** To change the state of a target by its count costs as much as so many single additions. */
const COST_OF_COUNT = 0.6;

export function placeBitmap(layout: { reserve(bytes: number): number }, memory: ProjectionMemory): BitmapMemory | null {
  const { ends, threads } = memory.request;
  const probability = drawnProbability(memory);
  const dense = probability !== null && probability >= LEAST_DENSITY;
  const plain = memory.way === 'by-source' && memory.weight.kind === 'constant' && !memory.delayed;
  if (!dense || !plain || ends.targets < LEAST_TARGETS) return null;
  const stride = Math.ceil(ends.targets / 128) * 16;
  return {
    rows: layout.reserve(ends.sources * stride),
    stride,
    zero: layout.reserve(stride),
    addresses: layout.reserve(threads * addressBytes),
  };
}

/** Gives the probability of each pair, or null where it is not one, or where every pair is joined. */
function drawnProbability({ request: { rule } }: ProjectionMemory): number | null {
  const { generated, everyPair } = abilitiesOf(rule);
  return generated?.by === 'source' && everyPair === null ? generated.probability : null;
}

const addressBytes = Math.ceil(((MOST_AT_ONCE + 8) * 4) / THREAD_STRIDE) * THREAD_STRIDE;

/** Writes `$build_bitmap_K`, by which each thread sets the bits of its own targets from the rows. */
export function bitmapBuildText(k: number, memory: ProjectionMemory, { rows, stride }: BitmapMemory): string {
  const { ends, partition } = memory.request;
  const columns = stretchesOf(partition) + 1;
  const place = `(i32.add (local.get $bits) (i32.shr_u (local.get $target) (i32.const 3)))`;
  return `
(func $build_bitmap_${k} (local $stretch i32) (local $lastStretch i32) (local $source i32) (local $start i32) (local $row i32) (local $at i32) (local $end i32) (local $target i32) (local $bits i32)
  (local.set $stretch (i32.load offset=${memory.firstOf} (i32.shl (global.get $thread) (i32.const 2))))
  (local.set $lastStretch (i32.load offset=${memory.firstOf + 4} (i32.shl (global.get $thread) (i32.const 2))))
  (block $all (loop $stretches
    (br_if $all (i32.ge_u (local.get $stretch) (local.get $lastStretch)))
    (local.set $start (i32.load offset=${memory.starts} (i32.shl (local.get $stretch) (i32.const 2))))
    (local.set $source (i32.const 0))
    (loop $sources
      (local.set $row (i32.add ${i32(memory.rows)} (i32.shl (i32.add (i32.mul (local.get $source) ${i32(columns)}) (local.get $stretch)) (i32.const 2))))
      (local.set $at (i32.load (local.get $row)))
      (local.set $end (i32.load offset=4 (local.get $row)))
      (local.set $bits (i32.add ${i32(rows)} (i32.mul (local.get $source) ${i32(stride)})))
      (if (i32.lt_u (local.get $at) (local.get $end)) (then (loop $row
        (local.set $target (i32.add (local.get $start) (i32.load16_u (local.get $at))))
        (i32.store8 ${place} (i32.or (i32.load8_u ${place}) (i32.shl (i32.const 1) (i32.and (local.get $target) (i32.const 7)))))
        (br_if $row (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 2))) (local.get $end))))))
      (br_if $sources (i32.lt_u (local.tee $source (i32.add (local.get $source) (i32.const 1))) ${i32(ends.sources)})))
    (local.set $stretch (i32.add (local.get $stretch) (i32.const 1)))
    (br $stretches))))`;
}

/**
 * `$deliver_all_K(step, from, to, list, list, ...)` delivers the spikes of the lists of all threads to the targets of
 * the thread, which are the bytes from `from` up to `to` of the state. Where the spikes are few, `$deliver_K` does so.
 */
export function bitmapDeliverText(
  k: number,
  memory: ProjectionMemory,
  bitmap: BitmapMemory,
  target: DeliveryTarget,
): string {
  const { threads } = memory.request;
  const lists = Array.from({ length: threads }, (_, thread) => `$list_${thread}`);
  const few = Math.ceil(COST_OF_COUNT / (drawnProbability(memory) ?? 1));
  const counts = lists
    .map((list) => `(i32.load (local.get ${list}))`)
    .reduce((sum, count) => `(i32.add ${sum} ${count})`);
  const addresses = `(i32.add ${i32(bitmap.addresses)} (i32.mul (global.get $thread) ${i32(addressBytes)}))`;
  const count = '(call $count_NAME (local.get $addresses) (local.get $at) (local.get $from) (local.get $to))'.replace(
    'NAME',
    String(k),
  );
  const gathered = lists.map(
    (list) => `
  (local.set $spike (local.get ${list}))
  (local.set $last (i32.add (local.get $spike) (i32.shl (i32.load (local.get $spike)) (i32.const 2))))
  (block $none (loop $spikes
    (br_if $none (i32.eq (local.get $spike) (local.get $last)))
    (local.set $spike (i32.add (local.get $spike) (i32.const 4)))
    (i32.store (local.get $at) (i32.add ${i32(bitmap.rows)} (i32.mul (i32.load (local.get $spike)) ${i32(bitmap.stride)})))
    (local.set $at (i32.add (local.get $at) (i32.const 4)))
    (if (i32.eq (local.get $at) (i32.add (local.get $addresses) ${i32(4 * MOST_AT_ONCE)})) (then
      ${count}
      (local.set $at (local.get $addresses))))
    (br $spikes)))`,
  );
  return `
${[4, 6, 8].map((planes) => countFunction(k, planes, memory, bitmap, target)).join('\n')}
(func $count_${k} (param $addresses i32) (param $at i32) (param $from i32) (param $to i32) (local $spikes i32) (local $pad i32)
  (local.set $spikes (i32.shr_u (i32.sub (local.get $at) (local.get $addresses)) (i32.const 2)))
  (loop $padding
    (i32.store (local.get $at) ${i32(bitmap.zero)})
    (local.set $at (i32.add (local.get $at) (i32.const 4)))
    (br_if $padding (i32.and (i32.sub (local.get $at) (local.get $addresses)) (i32.const 31))))
  (if (i32.lt_u (local.get $spikes) (i32.const 16))
    (then (call $count_${k}_4 (local.get $addresses) (local.get $at) (local.get $from) (local.get $to)))
    (else (if (i32.lt_u (local.get $spikes) (i32.const 64))
      (then (call $count_${k}_6 (local.get $addresses) (local.get $at) (local.get $from) (local.get $to)))
      (else (call $count_${k}_8 (local.get $addresses) (local.get $at) (local.get $from) (local.get $to)))))))
(func $deliver_all_${k} (param $step i32) (param $from i32) (param $to i32) ${lists.map((list) => `(param ${list} i32)`).join(' ')}
  (local $spike i32) (local $last i32) (local $addresses i32) (local $at i32)
  (if (i32.lt_u ${counts} ${i32(few)}) (then
    ${lists.map((list) => `(call $deliver_${k} (local.get ${list}) (local.get $step))`).join('\n')}
    (return)))
  (local.set $addresses ${addresses})
  (local.set $at (local.get $addresses))
  ${gathered.join('')}
  (if (i32.gt_u (local.get $at) (local.get $addresses)) (then ${count})))`;
}

/** Writes a full adder of five operations, which gives the sum and the carry of three bits. */
function fullAdder(sum: string, a: string, b: string, carry: string): string {
  return `(local.set $u (v128.xor (local.get ${sum}) ${a}))
      (local.set $c (v128.and (local.get ${sum}) ${a}))
      (local.set ${carry} (v128.or (local.get $c) (v128.and (local.get $u) ${b})))
      (local.set ${sum} (v128.xor (local.get $u) ${b}))`;
}

const get = (name: string): string => `(local.get ${name})`;

/**
 * `$count_K_PLANES` counts, for 128 targets at a time, in how many of the rows listed from `addresses` up to `end`, in
 * eights, their bits are set, which `planes` bits must hold, and changes their states.
 */
function countFunction(
  k: number,
  planes: number,
  memory: ProjectionMemory,
  _bitmap: BitmapMemory,
  target: DeliveryTarget,
): string {
  const { precision, address } = target;
  const row = (n: number): string =>
    `(v128.load (i32.add (local.get $word) (i32.load offset=${4 * n} (local.get $at))))`;
  const eight = [
    fullAdder('$p0', row(0), row(1), '$a'),
    fullAdder('$p0', row(2), row(3), '$b'),
    fullAdder('$p1', get('$a'), get('$b'), '$x'),
    fullAdder('$p0', row(4), row(5), '$a'),
    fullAdder('$p0', row(6), row(7), '$b'),
    fullAdder('$p1', get('$a'), get('$b'), '$y'),
    fullAdder('$p2', get('$x'), get('$y'), '$a'),
  ];
  const ripple = Array.from({ length: planes - 3 }, (_, n) => {
    const plane = `$p${n + 3}`;
    const carry = n === planes - 4 ? '' : `(local.set $b (v128.and ${get(plane)} ${get('$a')}))`;
    return `${carry} (local.set ${plane} (v128.xor ${get(plane)} ${get('$a')})) ${carry ? '(local.set $a (local.get $b))' : ''}`;
  });
  const names = Array.from({ length: planes }, (_, n) => `$p${n}`);
  const sixteens = Array.from({ length: 8 }, (_, j) => expanded(j, names, precision, address));
  const shift = precision === 'f64' ? 6 : 5;
  return `
(func $count_${k}_${planes} (param $addresses i32) (param $end i32) (param $place i32) (param $to i32)
  (local $word i32) (local $at i32) (local $weight ${precision}) (local $w v128) ${[...names, '$a', '$b', '$x', '$y', '$u', '$c', '$n', '$m', '$d'].map((name) => `(local ${name} v128)`).join(' ')}
  ${constantWeight(memory.weight, target)}
  (local.set $w (${precision === 'f64' ? 'f64x2' : 'f32x4'}.splat (local.get $weight)))
  (if (i32.lt_u (local.get $place) (local.get $to)) (then (loop $words
    (local.set $word (i32.shr_u (local.get $place) (i32.const ${shift})))
    ${names.map((name) => `(local.set ${name} (v128.const i64x2 0 0))`).join(' ')}
    (local.set $at (local.get $addresses))
    (loop $eights
      ${eight.join('\n')}
      ${ripple.join('\n')}
      (br_if $eights (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
    ${sixteens.join('\n')}
    (br_if $words (i32.lt_u (local.tee $place (i32.add (local.get $place) ${i32(128 * bytesOf(precision))})) (local.get $to))))))
)`;
}

const BIT_OF_LANE = '(v128.const i8x16 1 2 4 8 16 32 64 -128 1 2 4 8 16 32 64 -128)';

/**
 * Gathers the counts of targets 16 j .. 16 j + 15 from the planes as bytes, and adds the weight times these to the
 * states.
 */
function expanded(
  j: number,
  planes: readonly string[],
  precision: DeliveryTarget['precision'],
  address: number,
): string {
  const spread = [...Array(8).fill(2 * j), ...Array(8).fill(2 * j + 1)].join(' ');
  const counts = planes.map((plane, n) => {
    const lanes = `(i8x16.shuffle ${spread} ${get(plane)} ${get(plane)})`;
    const set = `(i8x16.eq (v128.and ${lanes} ${BIT_OF_LANE}) ${BIT_OF_LANE})`;
    // All bits of a set lane are 1; of plane n, bit n is kept.
    if (n === 0) return `(local.set $n (v128.and ${set} (i8x16.splat (i32.const 1))))`;
    return `(local.set $n (v128.or (local.get $n) (v128.and ${set} (i8x16.splat (i32.const ${1 << n})))))`;
  });
  const quarter = (q: number): string =>
    `(i32x4.extend_${q % 2 === 0 ? 'low' : 'high'}_i16x8_u (i16x8.extend_${q < 2 ? 'low' : 'high'}_i8x16_u (local.get $n)))`;
  const vector = precision === 'f64' ? 'f64x2' : 'f32x4';
  const add = (offset: number, count: string): string => {
    const at = `offset=${address + offset} (local.get $place)`;
    return `(v128.store ${at} (${vector}.add (v128.load ${at}) (${vector}.mul (local.get $w) ${count})))`;
  };
  const stores = [0, 1, 2, 3].map((q) => {
    const element = 16 * j + 4 * q;
    if (precision === 'f32') return add(4 * element, `(f32x4.convert_i32x4_u ${quarter(q)})`);
    return `(local.set $m ${quarter(q)})
      ${add(8 * element, '(f64x2.convert_low_i32x4_u (local.get $m))')}
      ${add(8 * element + 16, '(f64x2.convert_low_i32x4_u (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $m) (local.get $m)))')}`;
  });
  return [...counts, ...stores].join('\n');
}
