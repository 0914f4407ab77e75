import { i32 } from '../wat/literal.ts';
import { type ProjectionMemory, stretchesOf } from './memory.ts';
import { countMade, ownShare, rowEntry, rowFunctions, sourceRow } from './rows-wat.ts';
import { ownScratch, streamFunctions } from './segments-wat.ts';
import { isDrawn, rowValues, type ValuePlaces, valueFunctions } from './values-wat.ts';

/** Functions that a projection adds to the module, and the instructions that it adds to each phase. */
export interface BuildText {
  readonly functions: string;
  readonly phases: readonly string[];
}

/** Where the weights and delays of a row are written when they are drawn. */
export function valuePlaces(memory: ProjectionMemory): ValuePlaces {
  const { delayed, scratch, targets, weights } = memory;
  const first = delayed ? ownScratch(memory) : i32(targets);
  const base = delayed ? ownScratch(memory, scratch.weights) : i32(weights);
  return {
    weights: `(i32.add ${base} (i32.shl (i32.sub (local.get $begin) ${first}) (i32.const 1)))`,
    delays: `(i32.add (local.get $begin) ${i32(scratch.delays)})`,
  };
}

/** Functions by which each thread makes the rows of its share of the sources. */
export function bySource(k: number, memory: ProjectionMemory): BuildText {
  const stretches = stretchesOf(memory.request.partition);
  const entry = rowEntry(memory, stretches);
  const room = ownScratch(memory, 2 * memory.scratch.capacity);
  const plain = `
      (local.set $at (call $source_row_${k} (local.get $source) (local.get $at) (local.get $room)))
      ${isDrawn(memory.request.weight) ? `(call $row_values_${k} (local.get $source) ${entry})` : ''}`;
  const delayed = `
      (drop (call $source_row_${k} (local.get $source) ${ownScratch(memory)} ${room}))
      (local.set $at (call $stream_${k} (local.get $source) ${entry} (local.get $at) (local.get $room)))`;
  const made = '(i32.shr_u (i32.sub (local.get $at) (local.get $first)) (i32.const 1))';
  const functions = `
${rowFunctions(k, memory)}
${sourceRow(k, memory, stretches)}
${valueFunctions(k, memory)}
${rowValues(k, memory, stretches, valuePlaces(memory))}
${memory.delayed ? streamFunctions(k, memory, stretches) : ''}
(func $rows_${k} (local $source i32) (local $endSource i32) (local $at i32) (local $room i32) (local $first i32)
  ${ownShare(memory)}
  (local.set $first (local.get $at))
  (block $done (loop $sources
    (br_if $done (i32.ge_u (local.get $source) (local.get $endSource)))
    ${memory.delayed ? delayed : plain}
    (local.set $source (i32.add (local.get $source) (i32.const 1)))
    (br $sources)))
  ${memory.delayed ? '' : countMade(memory, made)})`;
  return { functions, phases: [`(call $rows_${k})`] };
}
