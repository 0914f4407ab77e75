import type { GroupMemory } from '../memory/group.ts';
import { shiftOf } from '../memory/precision.ts';
import { i32 } from '../wat/literal.ts';
import type { KernelBuilder, Value } from '../wat/program.ts';
import type { KernelStyle } from './group.ts';

/** Adds to a kernel the cursor of the list of spikes, and the tail of the queue of refractory elements where there is one. */
export function emitSpikeList(builder: KernelBuilder, { config, closed }: GroupMemory): void {
  if (config.threshold === null) return;
  builder.locals.push('(local $cursor i32) (local $bits i32) (local $q i32) (local $tail i32)');
  // The list may have entries already, since the elements of a step may come in several calls.
  builder.prelude.push(
    '(local.set $cursor (i32.add (i32.add (local.get $list) (i32.const 4)) (i32.shl (i32.load (local.get $list)) (i32.const 2))))',
  );
  builder.epilogue.push(
    '(i32.store (local.get $list) (i32.shr_u (i32.sub (local.get $cursor) (i32.add (local.get $list) (i32.const 4))) (i32.const 2)))',
  );
  if (closed === null) return;
  builder.prelude.push(`(local.set $tail (i32.load offset=${closed.ends + 4} (local.get $self)))`);
  builder.epilogue.push(`(i32.store offset=${closed.ends + 4} (local.get $self) (local.get $tail))`);
}

/**
 * The elements of a vector that have crossed the threshold spike. `open` is the mask of the elements that are not refractory;
 * where it is null, each element that has crossed is asked.
 */
export function emitSpikes(
  builder: KernelBuilder,
  group: GroupMemory,
  crossed: Value,
  open: Value | null,
  style: KernelStyle,
  bytes: number,
): void {
  const { dialect } = builder;
  const mask = open === null ? builder.mask(crossed) : dialect.and(builder.mask(crossed), builder.mask(open));
  const first = `(i32.shr_u (i32.add (local.get $p) ${i32(bytes)}) ${i32(shiftOf(style))})`;
  builder.body.push(`(if (local.tee $bits ${dialect.bits(mask)}) (then (loop $set
(local.set $q (i32.add ${first} (i32.ctz (local.get $bits))))
${spike(group, open === null)}
(br_if $set (local.tee $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))))))`);
}

/** Element `$q` joins the list and becomes refractory, unless it is padding or, where `ask` says so, still refractory. */
function spike(group: GroupMemory, ask: boolean): string {
  const { until, refractorySteps, closed } = group;
  const place = '(i32.shl (local.get $q) (i32.const 2))';
  const real = `(i32.lt_u (local.get $q) ${i32(group.config.size)})`;
  const lines = [
    '(i32.store (local.get $cursor) (local.get $q)) (local.set $cursor (i32.add (local.get $cursor) (i32.const 4)))',
  ];
  if (until !== null && refractorySteps !== null) {
    const steps =
      'constant' in refractorySteps
        ? i32(refractorySteps.constant)
        : `(i32.load offset=${refractorySteps.address} ${place})`;
    lines.push(`(i32.store offset=${until} ${place} (i32.add (local.get $step) ${steps}))`);
  }
  if (closed !== null) {
    lines.push(
      `(i32.store (local.get $tail) (local.get $q)) (local.set $tail ${following('(local.get $tail)', closed.ends)})`,
    );
  }
  const allowed =
    ask && until !== null ? `(i32.and ${real} (i32.le_s (i32.load offset=${until} ${place}) (local.get $step)))` : real;
  return `(if ${allowed} (then ${lines.join('\n')}))`;
}

/** The place that follows a place of the circular queue of a thread; see ClosedMemory. */
export function following(place: string, ends: number): string {
  const bound = (offset: number): string => `(i32.load offset=${ends + offset} (local.get $self))`;
  return `(select ${bound(16)} (i32.add ${place} (i32.const 4)) (i32.eq ${place} ${bound(20)}))`;
}
