import { abilitiesOf, type GeneratedRows } from '../../library/topologies/index.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { Purpose } from '../random/draws.ts';
import { nextWord, noWords, WORD_LOCALS } from '../random/sequence-wat.ts';
import { i32 } from '../wat/literal.ts';
import { type BuildText, valuePlaces } from './by-source-wat.ts';
import { type ProjectionMemory, stretchesOf } from './memory.ts';
import { countMade, lackOfRoom, ownShare, rowEntry } from './rows-wat.ts';
import { ownScratch, streamFunctions } from './segments-wat.ts';
import { isDrawn, rowValues, valueFunctions } from './values-wat.ts';

type Rule = Extract<GeneratedRows, { readonly by: 'target' }>;

/**
 * Functions that make rows of sources from a rule that draws the sources of each target. Nothing is kept in between: each thread
 * draws the sources of its own targets twice, first to count the synapses of each source and stretch, then to put them where the
 * counts of all say. Entry p + 1 of a source is at first the number of its synapses in stretch p, then where the next one goes,
 * and so at last where they end.
 */
export function byTarget(k: number, memory: ProjectionMemory): BuildText {
  const { rule: connection, weight } = memory.request;
  const { generated: rule } = abilitiesOf(connection);
  if (rule?.by !== 'target') throw new RangeError(`no rows by target of ${connection.kind}`);
  const stretches = stretchesOf(memory.request.partition);
  const values = isDrawn(weight) || memory.delayed;
  const functions = `
${valueFunctions(k, memory)}
${values ? rowValues(k, memory, stretches, valuePlaces(memory)) : ''}
${memory.delayed ? streamFunctions(k, memory, stretches) : ''}
${overDraws(`$count_${k}`, memory, rule, 'count', COUNT)}
${prefix(k, memory, stretches)}
${overDraws(`$place_${k}`, memory, rule, 'place', PLACE)}
${values ? finish(k, memory, stretches) : ''}`;
  const phases = ['count', 'prefix', 'place', ...(values ? ['finish'] : [])];
  return { functions, phases: phases.map((phase) => `(call $${phase}_${k})`) };
}

const COUNT = '(i32.store (local.get $place) (i32.add (i32.load (local.get $place)) (i32.const 1)))';
const PLACE = `
        (local.set $to (i32.load (local.get $place)))
        (i32.store16 (local.get $to) (i32.sub (local.get $target) (local.get $start)))
        (i32.store (local.get $place) (i32.add (local.get $to) (i32.const 2)))`;

/** A function that visits each synapse onto a target of the thread, where `$place` is the entry of its source and stretch. */
function overDraws(name: string, memory: ProjectionMemory, rule: Rule, pass: Pass, visit: string): string {
  const { seed, key, partition } = memory.request;
  const stretches = stretchesOf(partition);
  const firstOf = (offset: number) =>
    `(i32.load offset=${memory.firstOf + offset} (i32.shl (global.get $thread) (i32.const 2)))`;
  const start = (offset: number) =>
    `(i32.load offset=${memory.starts + offset} (i32.shl (local.get $stretch) (i32.const 2)))`;
  const skipsSelf = memory.request.ends.same && !rule.autapses;
  const entry = `
        ${skipsSelf ? '(local.set $source (i32.add (local.get $source) (i32.ge_u (local.get $source) (local.get $target))))' : ''}
        (local.set $place (i32.add (local.get $column) (i32.mul (local.get $source) ${i32(4 * (stretches + 1))})))
        ${visit}`;
  return `
(func ${name} ${WORD_LOCALS} (local $drawn i32) (local $stretch i32) (local $endStretch i32) (local $start i32) (local $end i32)
  (local $target i32) (local $left i32) (local $source i32) (local $column i32) (local $place i32) (local $to i32)
  (local $marks i32) (local $mark i32)
  ${noWords}
  ${pass === 'place' ? stopIfFailed(memory) : ''}
  (local.set $marks ${ownScratch(memory, memory.scratch.marks)})
  (local.set $stretch ${firstOf(0)})
  (local.set $endStretch ${firstOf(4)})
  (block $done (loop $stretches
    (br_if $done (i32.ge_u (local.get $stretch) (local.get $endStretch)))
    (local.set $start ${start(0)})
    (local.set $end ${start(4)})
    (local.set $column (i32.add ${i32(memory.rows + 4)} (i32.shl (local.get $stretch) (i32.const 2))))
    (local.set $target (local.get $start))
    (block $passed (loop $targets
      (br_if $passed (i32.ge_u (local.get $target) (local.get $end)))
      (call $sequence_start (local.get $target) (i32.const 0) ${[Purpose.rows, seed, key].map(i32).join(' ')})
      (local.set $word (local.get $wordsEnd))
      ${rule.multapses ? repeated(memory, rule, entry) : distinct(memory, rule, pass, entry)}
      (local.set $target (i32.add (local.get $target) (i32.const 1)))
      (br $targets)))
    (local.set $stretch (i32.add (local.get $stretch) (i32.const 1)))
    (br $stretches))))`;
}

/** The two passes over all draws. */
type Pass = 'count' | 'place';

const available = ({ request: { ends } }: ProjectionMemory, rule: Rule): number =>
  ends.sources - (ends.same && !rule.autapses ? 1 : 0);

/** Draws a source as `Draws.below` does, with the rounding of doubles. */
const drawnSource = (memory: ProjectionMemory, rule: Rule): string => `
        ${nextWord()}
        (local.set $source (i32.trunc_sat_f64_u (f64.mul
          (f64.mul (f64.convert_i32_u (local.get $drawn)) (f64.const ${available(memory, rule)})) (f64.const 0x1p-32))))`;

const times = (number: number, body: string): string =>
  number === 0
    ? ''
    : `
      (local.set $left ${i32(number)})
      (loop $draws
        ${body}
        (br_if $draws (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))`;

const repeated = (memory: ProjectionMemory, rule: Rule, entry: string): string =>
  times(rule.inDegree, `${drawnSource(memory, rule)} ${entry}`);

/**
 * Draws distinct sources, as the topology does. A source carries the mark of the target that has drawn it last; the two passes use
 * different marks.
 */
function distinct(memory: ProjectionMemory, rule: Rule, pass: Pass, entry: string): string {
  const sources = available(memory, rule);
  const leavesOut = rule.inDegree > sources / 2;
  const mark = `(i32.add (local.get $target) (i32.const 1))`;
  const place = '(local.set $place (i32.add (local.get $marks) (i32.shl (local.get $source) (i32.const 2))))';
  const draws = times(
    leavesOut ? sources - rule.inDegree : rule.inDegree,
    `${drawnSource(memory, rule)}
        ${place}
        (br_if $draws (i32.eq (i32.load (local.get $place)) (local.get $mark)))
        (i32.store (local.get $place) (local.get $mark))
        ${leavesOut ? '' : entry}`,
  );
  const rest = `
      (local.set $left (i32.const 0))
      (loop $sources
        (local.set $source (local.get $left))
        ${place}
        (if (i32.ne (i32.load (local.get $place)) (local.get $mark)) (then ${entry}))
        (br_if $sources (i32.lt_u (local.tee $left (i32.add (local.get $left) (i32.const 1))) ${i32(sources)})))`;
  return `
      (local.set $mark ${pass === 'count' ? mark : `(i32.sub (i32.const 0) ${mark})`})
      ${draws} ${leavesOut ? rest : ''}`;
}

/** Ends the function where some thread had no room, so that nothing more is written. */
const stopIfFailed = ({ status, request: { threads } }: ProjectionMemory): string =>
  Array.from(
    { length: threads },
    (_, thread) => `(if (i32.load ${i32(status + 4 + thread * THREAD_STRIDE)}) (then (return)))`,
  ).join('\n');

/**
 * `$prefix_K` turns the counts of the sources of the thread into places, from the start of its room. Where rows are yet to become
 * segments, they stand at the end of the room: segments are written from its start, and never overtake rows still to be read.
 */
function prefix(k: number, memory: ProjectionMemory, stretches: number): string {
  const over = (visit: string) => `
  (local.set $entry (i32.add ${i32(memory.rows)} (i32.mul (local.get $source) ${i32(4 * (stretches + 1))})))
  (local.set $last (i32.add ${i32(memory.rows)} (i32.mul (local.get $endSource) ${i32(4 * (stretches + 1))})))
  (block $done (loop $entries
    (br_if $done (i32.ge_u (local.get $entry) (local.get $last)))
    ${visit}
    (local.set $entry (i32.add (local.get $entry) (i32.const 4)))
    (br $entries)))`;
  return `
(func $prefix_${k} (local $source i32) (local $endSource i32) (local $at i32) (local $room i32) (local $entry i32) (local $last i32)
  (local $count i32) (local $total i32)
  ${ownShare(memory)}
  ${over('(local.set $total (i32.add (local.get $total) (i32.load (local.get $entry))))')}
  ${memory.delayed ? '' : countMade(memory, '(local.get $total)')}
  (local.set $total (i32.shl (local.get $total) (i32.const 1)))
  (if (i32.gt_u (local.get $total) (i32.sub (local.get $room) (local.get $at))) (then ${lackOfRoom(memory)}))
  ${memory.delayed ? '(local.set $at (i32.sub (local.get $room) (local.get $total)))' : ''}
  ${over(`
    (local.set $count (i32.load (local.get $entry)))
    (i32.store (local.get $entry) (local.get $at))
    (local.set $at (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 1))))`)})`;
}

/** `$finish_K` draws weights and delays. Where delays differ, each row becomes segments by way of the scratch space. */
function finish(k: number, memory: ProjectionMemory, stretches: number): string {
  const rebase = Array.from(
    { length: stretches + 1 },
    (_, stretch) =>
      `(i32.store offset=${4 * stretch} (local.get $entry) (i32.add (i32.load offset=${4 * stretch} (local.get $entry)) (local.get $shift)))`,
  ).join('\n');
  const delayed = `
    (local.set $from (i32.load (local.get $entry)))
    (local.set $room (i32.load offset=${4 * stretches} (local.get $entry)))
    (if (i32.gt_u (i32.sub (local.get $room) (local.get $from)) ${i32(2 * memory.scratch.capacity)}) (then ${lackOfRoom(memory)} (return)))
    (memory.copy (local.get $scratchRow) (local.get $from) (i32.sub (local.get $room) (local.get $from)))
    (local.set $shift (i32.sub (local.get $scratchRow) (local.get $from)))
    ${rebase}
    (local.set $at (call $stream_${k} (local.get $source) (local.get $entry) (local.get $at) (local.get $room)))`;
  return `
(func $finish_${k} (local $source i32) (local $endSource i32) (local $at i32) (local $room i32) (local $entry i32)
  (local $from i32) (local $shift i32) (local $scratchRow i32)
  ${stopIfFailed(memory)}
  ${ownShare(memory)}
  (local.set $scratchRow ${ownScratch(memory)})
  (block $done (loop $sources
    (br_if $done (i32.ge_u (local.get $source) (local.get $endSource)))
    (local.set $entry ${rowEntry(memory, stretches)})
    ${memory.delayed ? delayed : `(call $row_values_${k} (local.get $source) (local.get $entry))`}
    (local.set $source (i32.add (local.get $source) (i32.const 1)))
    (br $sources))))`;
}
