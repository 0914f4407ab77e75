import { bytesOf, type Precision } from '../memory/precision.ts';
import { i32 } from '../wat/literal.ts';
import { type WeightFormat, weightBytes } from './memory.ts';

/** Where jumps go: the state itself, or a ring of sums that are due later, slot `(step + delay) & mask`. */
export interface DeliveryTarget {
  readonly precision: Precision;
  readonly address: number;
  readonly ring: { readonly address: number; readonly slotBytes: number; readonly mask: number } | null;
}

/** Byte index of an element. */
export const scaled = (element: string, { precision }: DeliveryTarget): string =>
  `(i32.shl ${element} (i32.const ${bytesOf(precision) === 8 ? 3 : 2}))`;

/** `$spike` is the address of each listed element in turn. */
export const overSpikes = (list: string, visit: string): string => `
    (local.set $spike ${list})
    (local.set $lastSpike (i32.add (local.get $spike) (i32.shl (i32.load (local.get $spike)) (i32.const 2))))
    (if (i32.ne (local.get $spike) (local.get $lastSpike)) (then (loop $spikes
      (local.set $spike (i32.add (local.get $spike) (i32.const 4)))
      ${visit}
      (br_if $spikes (i32.ne (local.get $spike) (local.get $lastSpike))))))`;

export const additionLocals = ({ precision }: DeliveryTarget): string =>
  `(local $at i32) (local $end i32) (local $fours i32) (local $carried i32) (local $place i32) (local $weight ${precision})`;

export const constantWeight = (weight: WeightFormat, { precision }: DeliveryTarget): string =>
  weight.kind === 'constant'
    ? `(local.set $weight ${precision === 'f64' ? '' : '(f32.demote_f64 '}(f64.load ${i32(weight.address)})${precision === 'f64' ? '' : ')'})`
    : '';

/** Reads weight `n` from `$carried` on, as a number of the state. */
function weightAt({ kind }: WeightFormat, n: number, { precision }: DeliveryTarget): string {
  if (kind === 'constant') return '(local.get $weight)';
  const load = `(${kind}.load offset=${n * (kind === 'f32' ? 4 : 8)} align=4 (local.get $carried))`;
  if (kind === precision) return load;
  return kind === 'f32' ? `(f64.promote_f32 ${load})` : `(f32.demote_f64 ${load})`;
}

/** Adds to the targets at [$at, $end), four at a time: `to` is the address of the first element, `$start` bytes are added. */
export function additions(weight: WeightFormat, target: DeliveryTarget, to: number, start: string | null): string {
  const { precision } = target;
  const one = (n: number): string => {
    const index = scaled(`(i32.load16_u offset=${2 * n} (local.get $at))`, target);
    return `
          (local.set $place ${start === null ? index : `(i32.add ${start} ${index})`})
          (${precision}.store offset=${to} (local.get $place) (${precision}.add (${precision}.load offset=${to} (local.get $place)) ${weightAt(weight, n, target)}))`;
  };
  const loop = (until: string, count: number): string => `
        (if (i32.ne (local.get $at) (local.get ${until})) (then (loop $additions
          ${Array.from({ length: count }, (_, n) => one(n)).join('')}
          ${weight.kind === 'constant' ? '' : `(local.set $carried (i32.add (local.get $carried) (i32.const ${count * weightBytes(weight)})))`}
          (br_if $additions (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const ${2 * count}))) (local.get ${until}))))))`;
  return `
        (local.set $fours (i32.add (local.get $at) (i32.and (i32.sub (local.get $end) (local.get $at)) (i32.const -8))))
        ${loop('$fours', 4)}
        ${loop('$end', 1)}`;
}

export function ringOf({ ring }: DeliveryTarget): NonNullable<DeliveryTarget['ring']> {
  if (ring === null) throw new RangeError('synapses of different delays need a ring of sums');
  return ring;
}
