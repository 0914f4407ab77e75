import { log1p } from '../../equations/elementary.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { Purpose } from '../random/draws.ts';
import { LEAST_TABLED } from '../random/geometric.ts';
import { nextUniform, nextWord, noWords, WORD_LOCALS } from '../random/sequence-wat.ts';
import { i32, literal } from '../wat/literal.ts';
import type { GapTable, ProjectionMemory } from './memory.ts';

/** Globals that say how far a row has been made: its next target, and the address of the next random word. */
export const rowsWat = `
(global $row_next (mut i32) (i32.const 0))
(global $row_word (mut i32) (i32.const 0))`;

/** Notes that the thread had no room for its synapses. */
export const lackOfRoom = ({ status }: ProjectionMemory): string =>
  `(i32.store offset=${status + 4} (i32.mul (global.get $thread) ${i32(THREAD_STRIDE)}) (i32.const 1))`;

/** A number beyond every target. */
const NONE = '(i32.const -1)';

/**
 * Functions that make rows of sources as the topologies `fixed-probability` and `all-to-all` do. `$row_start_K` begins a section
 * of a row; `$row_until_K` writes its targets below `limit`, counted from `base`, at `at` and returns where they end.
 */
export function rowFunctions(k: number, memory: ProjectionMemory): string {
  const { seed, key, ends, rule } = memory.request;
  const skipsSelf = ends.same && 'autapses' in rule && !rule.autapses;
  const gap = gapText(memory);
  const locals = `${WORD_LOCALS} (local $next i32) (local $drawn i32) (local $n i32) (local $uniform f64)`;
  // Before each refill there must be room for what it may bring: 16 words give 16 targets at most.
  const check = `(if (i32.gt_u (i32.add (local.get $at) (i32.const 32)) (local.get $room)) (then
      ${lackOfRoom(memory)} (global.set $row_next ${NONE}) (return (local.get $at))))`;
  const advance = skipsSelf
    ? '(i32.shl (i32.ne (local.get $next) (local.get $source)) (i32.const 1))'
    : '(i32.const 2)';
  return `
(func $row_start_${k} (param $source i32) (param $section i32) ${locals}
  (call $sequence_start (local.get $source) (local.get $section) ${[Purpose.rows, seed, key].map(i32).join(' ')})
  ${noWords}
  (local.set $next (i32.shl (local.get $section) (i32.const 16)))
  ${gap('')}
  (global.set $row_next (local.get $next))
  (global.set $row_word (local.get $word)))
(func $row_until_${k} (param $at i32) (param $room i32) (param $limit i32) (param $base i32) (param $source i32) (result i32)
  ${locals}
  ${noWords}
  (local.set $word (global.get $row_word))
  (local.set $next (global.get $row_next))
  ${isChance(memory) ? check : ''}
  (block $done (loop $targets
    (br_if $done (i32.ge_u (local.get $next) (local.get $limit)))
    (i32.store16 (local.get $at) (i32.sub (local.get $next) (local.get $base)))
    (local.set $at (i32.add (local.get $at) ${advance}))
    (local.set $next (i32.add (local.get $next) (i32.const 1)))
    ${gap(check)}
    (br $targets)))
  (global.set $row_next (local.get $next))
  (global.set $row_word (local.get $word))
  (local.get $at))`;
}

const isChance = ({ request: { rule } }: ProjectionMemory): boolean =>
  rule.kind === 'fixed-probability' && rule.probability > 0 && rule.probability < 1;

/** Text that adds the failures before the next success to `$next`; it is given what is to be done before words are made. */
function gapText({ request: { rule }, gaps }: ProjectionMemory): (onRefill: string) => string {
  const probability = rule.kind === 'fixed-probability' ? rule.probability : 1;
  if (probability >= 1) return () => '';
  if (probability <= 0) return () => `(local.set $next ${NONE})`;
  if (gaps !== null && probability >= LEAST_TABLED) return tabledGap(gaps);
  const scale = literal(log1p(-probability));
  // This many failures lead beyond any section, and are still far from overflow.
  const most = '(f64.const 131072)';
  return (onRefill) => `
    ${nextUniform(onRefill)}
    (local.set $next (i32.add (local.get $next) (i32.trunc_sat_f64_u
      (f64.min (f64.div (call $log (local.get $uniform)) (f64.const ${scale})) ${most}))))`;
}

/** The guide mostly tells the number of failures; where the word is above its threshold, the next ones are tried. */
const tabledGap =
  ({ thresholds, guide, length }: GapTable) =>
  (onRefill: string): string => {
    const threshold = `(i32.load offset=${thresholds} (i32.shl (local.get $n) (i32.const 2)))`;
    return `
    (loop $gap
      ${nextWord(onRefill)}
      (local.set $n (i32.load16_u offset=${guide} (i32.and (i32.shr_u (local.get $drawn) (i32.const 21)) (i32.const 0x7fe))))
      (if (i32.ge_u (local.get $drawn) ${threshold}) (then
        (block $found (loop $further
          (local.set $n (i32.add (local.get $n) (i32.const 1)))
          (if (i32.ge_u (local.get $n) ${i32(length)}) (then
            (local.set $next (i32.add (local.get $next) ${i32(length)}))
            (br $gap)))
          (br_if $found (i32.lt_u (local.get $drawn) ${threshold}))
          (br $further)))))
      (local.set $next (i32.add (local.get $next) (local.get $n))))`;
  };

/** The address of the entries of `$source` in the table of rows. */
export const rowEntry = ({ rows }: ProjectionMemory, stretches: number): string =>
  `(i32.add ${i32(rows)} (i32.mul (local.get $source) ${i32(4 * (stretches + 1))}))`;

/** Reads the share of the thread into `$source`, `$endSource`, `$at` and `$room`. */
export const ownShare = ({ shareTable }: ProjectionMemory): string => {
  const load = (offset: number) =>
    `(i32.load offset=${shareTable + offset} (i32.shl (global.get $thread) (i32.const 4)))`;
  return `
  (local.set $source ${load(0)})
  (local.set $endSource ${load(4)})
  (local.set $at ${load(8)})
  (local.set $room ${load(12)})`;
};

/** Adds to the number of synapses that the thread has made. */
export const countMade = ({ status }: ProjectionMemory, number: string): string => {
  const place = `(i32.mul (global.get $thread) ${i32(THREAD_STRIDE)})`;
  return `(i32.store offset=${status} ${place} (i32.add (i32.load offset=${status} ${place}) ${number}))`;
};

/**
 * `$source_row_K` makes the whole row of a source, section by section and stretch by stretch, and writes into the table of rows
 * where stretches begin and end. Sections and stretches need not coincide.
 */
export function sourceRow(k: number, memory: ProjectionMemory, stretches: number): string {
  const { starts, request } = memory;
  const stretchStart = (next: number) =>
    `(i32.load offset=${starts + 4 * next} (i32.shl (local.get $stretch) (i32.const 2)))`;
  return `
(func $source_row_${k} (param $source i32) (param $at i32) (param $room i32) (result i32)
  (local $entry i32) (local $stretch i32) (local $section i32) (local $sectionEnd i32) (local $end i32) (local $limit i32)
  (local.set $entry ${rowEntry(memory, stretches)})
  (i32.store (local.get $entry) (local.get $at))
  (block $done (loop $sections
    (br_if $done (i32.ge_u (local.get $sectionEnd) ${i32(request.ends.targets)}))
    (call $row_start_${k} (local.get $source) (local.get $section))
    (local.set $section (i32.add (local.get $section) (i32.const 1)))
    (local.set $sectionEnd (i32.shl (local.get $section) (i32.const 16)))
    (loop $pieces
      (local.set $end ${stretchStart(1)})
      (local.set $limit (select (local.get $end) (local.get $sectionEnd) (i32.lt_u (local.get $end) (local.get $sectionEnd))))
      (local.set $at (call $row_until_${k} (local.get $at) (local.get $room) (local.get $limit) ${stretchStart(0)} (local.get $source)))
      (if (i32.eq (local.get $limit) (local.get $end)) (then
        (local.set $entry (i32.add (local.get $entry) (i32.const 4)))
        (local.set $stretch (i32.add (local.get $stretch) (i32.const 1)))
        (i32.store (local.get $entry) (local.get $at))))
      (br_if $pieces (i32.and (i32.lt_u (local.get $limit) (local.get $sectionEnd)) (i32.lt_u (local.get $stretch) ${i32(stretches)}))))
    (br $sections)))
  (local.get $at))`;
}
