import { PHILOX_LOCALS, philoxRounds } from './philox-wat.ts';

/** The words that are made at once, four blocks of Philox, take this many bytes. */
const WORDS_BYTES = 64;

const interleaved = (half: 'low' | 'high', a: string, b: string): string => {
  const lanes =
    half === 'low' ? '0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23' : '8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31';
  return `(i8x16.shuffle ${lanes} (local.get ${a}) (local.get ${b}))`;
};
const joined = (half: 'low' | 'high', a: string, b: string): string => {
  const lanes =
    half === 'low' ? '0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23' : '8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31';
  return `(i8x16.shuffle ${lanes} (local.get ${a}) (local.get ${b}))`;
};

/**
 * The sequence of words that `Draws` reads, of one element and section at a time. `$sequence_refill` puts the next 16 words into
 * the scratch space of the thread and returns their address. Globals belong to an instance, so each thread has its own.
 */
export const sequenceWat = `
(global $sequence_element (mut i32) (i32.const 0))
(global $sequence_section (mut i32) (i32.const 0))
(global $sequence_purpose (mut i32) (i32.const 0))
(global $sequence_seed (mut i32) (i32.const 0))
(global $sequence_key (mut i32) (i32.const 0))
(global $sequence_block (mut i32) (i32.const 0))
(func $sequence_start (param $element i32) (param $section i32) (param $purpose i32) (param $seed i32) (param $key i32)
  (global.set $sequence_element (local.get $element))
  (global.set $sequence_section (local.get $section))
  (global.set $sequence_purpose (local.get $purpose))
  (global.set $sequence_seed (local.get $seed))
  (global.set $sequence_key (local.get $key))
  (global.set $sequence_block (i32.const 0)))
(func $sequence_refill (result i32)
  (local $x0 v128) (local $x1 v128) (local $x2 v128) (local $x3 v128) ${PHILOX_LOCALS} (local $y2 v128)
  (local $k0 i32) (local $k1 i32)
  (local.set $k0 (global.get $sequence_seed))
  (local.set $k1 (global.get $sequence_key))
  (local.set $x0 (i32x4.splat (global.get $sequence_element)))
  (local.set $x1 (i32x4.add (i32x4.splat (global.get $sequence_block)) (v128.const i32x4 0 1 2 3)))
  (local.set $x2 (i32x4.splat (global.get $sequence_section)))
  (local.set $x3 (i32x4.splat (global.get $sequence_purpose)))
  (global.set $sequence_block (i32.add (global.get $sequence_block) (i32.const 4)))
  ${philoxRounds}
  ;; Word by word of each block, instead of all first words, all second ones ...
  (local.set $y0 ${interleaved('low', '$x0', '$x1')})
  (local.set $y2 ${interleaved('low', '$x2', '$x3')})
  (local.set $x0 ${interleaved('high', '$x0', '$x1')})
  (local.set $x2 ${interleaved('high', '$x2', '$x3')})
  (v128.store (global.get $scratch) ${joined('low', '$y0', '$y2')})
  (v128.store offset=16 (global.get $scratch) ${joined('high', '$y0', '$y2')})
  (v128.store offset=32 (global.get $scratch) ${joined('low', '$x0', '$x2')})
  (v128.store offset=48 (global.get $scratch) ${joined('high', '$x0', '$x2')})
  (global.get $scratch))`;

/** Reads the next word into `$drawn`; `$word` is the address of the next of the 16 words, `$wordsEnd` where they end. */
export const nextWord = (onRefill = ''): string => `
    (if (i32.eq (local.get $word) (local.get $wordsEnd)) (then ${onRefill} (local.set $word (call $sequence_refill))))
    (local.set $drawn (i32.load (local.get $word)))
    (local.set $word (i32.add (local.get $word) (i32.const 4)))`;

/** Reads the next uniform number, which takes two words, into `$uniform`. A sequence of such numbers is not parted by refills. */
export const nextUniform = (onRefill = ''): string => `
    (if (i32.eq (local.get $word) (local.get $wordsEnd)) (then ${onRefill} (local.set $word (call $sequence_refill))))
    (local.set $uniform (call $uniform (i32.load (local.get $word)) (i32.load offset=4 (local.get $word))))
    (local.set $word (i32.add (local.get $word) (i32.const 8)))`;

export const WORD_LOCALS = '(local $word i32) (local $wordsEnd i32)';

/** Starts with no word left, so that the first read refills. */
export const noWords = `
  (local.set $wordsEnd (i32.add (global.get $scratch) (i32.const ${WORDS_BYTES})))
  (local.set $word (local.get $wordsEnd))`;
