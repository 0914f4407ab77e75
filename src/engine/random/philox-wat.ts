import { PHILOX } from '../../equations/philox.ts';
import { i32 } from '../wat/literal.ts';

/** Lanes of a shuffle that takes, of four products in two vectors, the low or the high 32-bit words. */
const LOW_WORDS = '0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27';
const HIGH_WORDS = '4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31';

function round(): string {
  const product = (half: 'low' | 'high', multiplier: number, x: string) =>
    `(i64x2.extmul_${half}_i32x4_u (i32x4.splat ${i32(multiplier)}) (local.get ${x}))`;
  const words = (which: string) => `(i8x16.shuffle ${which} (local.get $low) (local.get $high))`;
  const multiply = (multiplier: number, x: string) => `
    (local.set $low ${product('low', multiplier, x)})
    (local.set $high ${product('high', multiplier, x)})`;
  const mixed = (x: string, key: string) =>
    `(v128.xor (v128.xor ${words(HIGH_WORDS)} (local.get ${x})) (i32x4.splat (local.get ${key})))`;
  return `
    ${multiply(PHILOX.m1, '$x2')}
    (local.set $y0 ${mixed('$x1', '$k0')})
    (local.set $x1 ${words(LOW_WORDS)})
    ${multiply(PHILOX.m0, '$x0')}
    (local.set $x2 ${mixed('$x3', '$k1')})
    (local.set $x3 ${words(LOW_WORDS)})
    (local.set $x0 (local.get $y0))
    (local.set $k0 (i32.add (local.get $k0) ${i32(PHILOX.w0)}))
    (local.set $k1 (i32.add (local.get $k1) ${i32(PHILOX.w1)}))`;
}

/** Locals that the rounds need besides counters and key. */
export const PHILOX_LOCALS = '(local $y0 v128) (local $low v128) (local $high v128)';

/** All rounds. They read counters from `$x0` .. `$x3` and a key from `$k0`, `$k1`, and leave the words in `$x0` .. `$x3`. */
export const philoxRounds = Array.from({ length: PHILOX.rounds }, round).join('');

/**
 * `$philox` writes four blocks, of counters (c0 .. c0 + 3, c1, c2, c3), into the scratch space of the thread, word by word:
 *
 *     byte  0: word 0 of blocks 0 1 2 3      byte 16: word 1 of blocks 0 1 2 3     ...
 */
export const philoxWat = `
(func $philox (param $c0 i32) (param $c1 i32) (param $c2 i32) (param $c3 i32) (param $k0 i32) (param $k1 i32)
  (local $x0 v128) (local $x1 v128) (local $x2 v128) (local $x3 v128) ${PHILOX_LOCALS}
  (local.set $x0 (i32x4.add (i32x4.splat (local.get $c0)) (v128.const i32x4 0 1 2 3)))
  (local.set $x1 (i32x4.splat (local.get $c1)))
  (local.set $x2 (i32x4.splat (local.get $c2)))
  (local.set $x3 (i32x4.splat (local.get $c3)))
  ${philoxRounds}
  (v128.store (global.get $scratch) (local.get $x0))
  (v128.store offset=16 (global.get $scratch) (local.get $x1))
  (v128.store offset=32 (global.get $scratch) (local.get $x2))
  (v128.store offset=48 (global.get $scratch) (local.get $x3)))`;
