import type { GroupMemory } from '../memory/group.ts';
import { bytesOf, type Precision, shiftOf } from '../memory/precision.ts';
import { i32 } from '../wat/literal.ts';
import { following } from './spikes.ts';

/**
 * Functions around an update or deliveries that take no notice of refractoriness (see ClosedMemory). `$hold_G` lets the elements
 * go that are no longer refractory and puts aside the values of the others, `$hold_new_G` adds those of elements that have spiked
 * since, and `$release_G` puts all values back.
 */
export function closedText(group: GroupMemory, name: string, precision: Precision): string {
  const { closed, until } = group;
  if (closed === null || until === null) return asideText(group, name, precision);
  const { ends } = closed;
  const columns = closed.saved.map(({ state, address }) => ({ from: group.states[state] ?? 0, to: address }));
  const end = (offset: number): string => `offset=${ends + offset} (local.get $self)`;
  const next = following('(local.get $at)', ends);
  const walk = (moves: readonly string[]): string => `
  (block $done (loop $all
    (br_if $done (i32.eq (local.get $at) (local.get $tail)))
    (local.set $element (i32.shl (i32.load (local.get $at)) ${i32(shiftOf({ precision }))}))
    ${moves.join('\n')}
    (local.set $place (i32.add (local.get $place) ${i32(bytesOf(precision))}))
    (local.set $at ${next})
    (br $all)))`;
  const move = (to: string, from: string): string => `(${precision}.store ${to} (${precision}.load ${from}))`;
  const aside = walk(
    columns.map(({ from, to }) => move(`offset=${to} (local.get $place)`, `offset=${from} (local.get $element)`)),
  );
  const back = walk(
    columns.map(({ from, to }) => move(`offset=${from} (local.get $element)`, `offset=${to} (local.get $place)`)),
  );
  const keep = `(i32.store ${end(8)} (local.get $tail)) (i32.store ${end(12)} (local.get $place))`;
  const head = (what: string): string => `
(func $${what}_${name} (param $step i32) (param $from i32) (param $end i32) (param $self i32)
  (local $at i32) (local $tail i32) (local $element i32) (local $place i32)`;
  return `${head('hold')}
  (local.set $at (i32.load ${end(0)}))
  (local.set $tail (i32.load ${end(4)}))
  (block $open (loop $leave
    (br_if $open (i32.eq (local.get $at) (local.get $tail)))
    (br_if $open (i32.gt_s (i32.load offset=${until} (i32.shl (i32.load (local.get $at)) (i32.const 2))) (local.get $step)))
    (local.set $at ${next})
    (br $leave)))
  (i32.store ${end(0)} (local.get $at))
  (local.set $place (local.get $from))
  ${aside}
  ${keep})
${head('hold_new')}
  (local.set $at (i32.load ${end(8)}))
  (local.set $tail (i32.load ${end(4)}))
  (local.set $place (i32.load ${end(12)}))
  ${aside}
  ${keep})
${head('release')}
  (local.set $at (i32.load ${end(0)}))
  (local.set $tail (i32.load ${end(8)}))
  (local.set $place (local.get $from))
  ${back})`;
}

/** Where periods differ there is no queue: whole columns are put aside, and the values of refractory elements are put back. */
function asideText({ aside, states, until }: GroupMemory, name: string, precision: Precision): string {
  if (aside.length === 0 || until === null) return '';
  const width = i32(bytesOf(precision));
  const copies = aside.map(
    ({ state, address }) =>
      `(memory.copy (i32.add ${i32(address)} (local.get $from)) (i32.add ${i32(states[state] ?? 0)} (local.get $from)) (i32.sub (local.get $end) (local.get $from)))`,
  );
  const back = aside.map(
    ({ state, address }) =>
      `(${precision}.store offset=${states[state] ?? 0} (local.get $from) (${precision}.load offset=${address} (local.get $from)))`,
  );
  const element = `(i32.shr_u (local.get $from) (i32.const ${shiftOf({ precision })}))`;
  const parameters = '(param $step i32) (param $from i32) (param $end i32) (param $self i32)';
  return `
(func $hold_${name} ${parameters} ${copies.join(' ')})
(func $release_${name} ${parameters}
  (block $done (loop $all
    (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
    (if (i32.gt_s (i32.load offset=${until} (i32.shl ${element} (i32.const 2))) (local.get $step)) (then ${back.join(' ')}))
    (local.set $from (i32.add (local.get $from) ${width}))
    (br $all))))`;
}
