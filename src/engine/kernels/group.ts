import type { Program } from '../../contract/index.ts';
import type { GroupMemory } from '../memory.ts';
import { type Dialect, i32, scalar, twoLanes } from './dialect.ts';
import { type Bindings, BODY_LOCAL, KernelBuilder, type Value } from './program.ts';

/** WebAssembly text of a kernel, and of what must run before it whenever parameters have changed. */
export interface Kernel {
  readonly text: string;
  readonly preparation: string;
  readonly preparationLocals: string;
}

type Reserve = () => number;

/** State update and threshold of all elements; writes the list of those that spike to `$list`, which is a ring slot. */
export function updateKernel(name: string, group: GroupMemory, reserve: Reserve): Kernel {
  const builder = new KernelBuilder(twoLanes, reserve);
  const { config } = group;
  const bindings = bindingsOf(builder, group, pairNotRefractory(builder, group));
  const before = config.states.map((_, index) => bindings.state(index));
  const next = builder.evaluate(config.update, bindings);
  const held = next.map((value, index) => {
    if (!config.states[index]?.clampedWhileRefractory || group.until === null) return value;
    const old = before[index] ?? value;
    return builder.local(
      2,
      'number',
      twoLanes.choose(bindings.notRefractory().text, builder.number(value), builder.number(old)),
    );
  });
  for (const [index, address] of group.states.entries()) {
    const value = held[index];
    if (value) builder.body.push(twoLanes.store(address, '(local.get $p)', builder.number(value)));
  }
  if (config.threshold)
    emitThreshold(builder, group, config.threshold, {
      ...bindings,
      state: (index) => held[index] ?? bindings.state(index),
    });
  return kernel(name, builder, loopOverPairs(builder, config.size));
}

/** An output of all elements into its column, from the values at the start of the step. */
export function outputKernel(
  name: string,
  group: GroupMemory,
  output: Program,
  address: number,
  reserve: Reserve,
): Kernel {
  const builder = new KernelBuilder(twoLanes, reserve);
  const [value] = builder.evaluate(output, bindingsOf(builder, group, pairNotRefractory(builder, group)));
  if (value) builder.body.push(twoLanes.store(address, '(local.get $p)', builder.number(value)));
  return kernel(name, builder, loopOverPairs(builder, group.config.size));
}

/** Reset statements, in order, of the elements listed at `$list`. */
export function resetKernel(name: string, group: GroupMemory, reserve: Reserve): Kernel {
  const builder = new KernelBuilder(scalar, reserve);
  const current = new Map<number, Value>();
  const leaves = bindingsOf(builder, group, () => elementNotRefractory(builder, group));
  const bindings: Bindings = { ...leaves, state: (index) => current.get(index) ?? leaves.state(index) };
  for (const { target, program } of group.config.reset) {
    const [value] = builder.evaluate(program, bindings);
    if (value) current.set(target, value);
  }
  for (const [target, value] of current) {
    const address = group.states[target];
    if (address !== undefined) builder.body.push(scalar.store(address, '(local.get $p)', builder.number(value)));
  }
  return kernel(name, builder, loopOverList(builder));
}

function bindingsOf(builder: KernelBuilder, group: GroupMemory, notRefractory: () => Value): Bindings {
  const { dialect } = builder;
  const loaded = new Map<string, Value>();
  const once = (key: string, make: () => Value): Value => {
    const value = loaded.get(key) ?? make();
    loaded.set(key, value);
    return value;
  };
  const column = (key: string, address: number): Value =>
    once(key, () => builder.local(2, 'number', dialect.load(address, '(local.get $p)')));
  return {
    state: (index) => column(`state ${index}`, entry(group.states, index)),
    parameter: (index) => {
      const { address, uniform } = entry(group.parameters, index);
      return uniform
        ? { kind: 'number', text: scalar.loadOne(address), level: 0 }
        : column(`parameter ${index}`, address);
    },
    input: (index) => {
      const { address, uniform } = entry(group.inputs, index);
      return uniform
        ? once(`input ${index}`, () => builder.local(1, 'number', dialect.loadOne(address)))
        : column(`input ${index}`, address);
    },
    time: () => once('time', () => builder.local(1, 'number', splat(dialect, '(local.get $time)'))),
    normal: (index) => column(`normal ${index}`, entry(group.normals, index)),
    notRefractory: () => once('notRefractory', notRefractory),
  };
}

const splat = (dialect: Dialect, number: string): string => (dialect.lanes === 1 ? number : `(f64x2.splat ${number})`);

function entry<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`a program refers to slot ${index} of ${list.length}`);
  return value;
}

/** Mask of the pair at hand: until <= step. */
function pairNotRefractory(builder: KernelBuilder, group: GroupMemory): () => Value {
  const { until } = group;
  if (until === null) return () => builder.local(1, 'mask', '(v128.const i64x2 -1 -1)');
  const untils = `(v128.load64_zero offset=${until} (i32.shr_u (local.get $p) (i32.const 1)))`;
  return () =>
    builder.local(2, 'mask', `(i64x2.extend_low_i32x4_s (i32x4.le_s ${untils} (i32x4.splat (local.get $step))))`);
}

function elementNotRefractory(builder: KernelBuilder, group: GroupMemory): Value {
  if (group.until === null) return builder.local(1, 'mask', '(i32.const 1)');
  const until = `(i32.load offset=${group.until} (i32.shr_u (local.get $p) (i32.const 1)))`;
  return builder.local(2, 'mask', `(i32.le_s ${until} (local.get $step))`);
}

function emitThreshold(builder: KernelBuilder, group: GroupMemory, threshold: Program, bindings: Bindings): void {
  const [crossed] = builder.evaluate(threshold, bindings);
  if (!crossed) return;
  const allowed =
    group.until === null ? builder.mask(crossed) : twoLanes.and(builder.mask(crossed), bindings.notRefractory().text);
  builder.locals.push('(local $cursor i32) (local $bits i32) (local $q i32)');
  builder.prelude.push('(local.set $cursor (i32.add (local.get $list) (i32.const 4)))');
  builder.tail.push(
    `(local.set $bits (i64x2.bitmask ${allowed}))`,
    '(if (local.get $bits) (then',
    '  (local.set $q (i32.shr_u (local.get $p) (i32.const 3)))',
    `  (if (i32.and (local.get $bits) (i32.const 1)) (then ${spike(group)}))`,
    '  (local.set $q (i32.add (local.get $q) (i32.const 1)))',
    `  (if (i32.and (local.get $bits) (i32.const 2)) (then ${spike(group)}))))`,
  );
}

/** Element `$q` spikes, unless it is padding. */
function spike(group: GroupMemory): string {
  const { size } = group.config;
  return size % 4 === 0
    ? appendSpike(group)
    : `(if (i32.lt_u (local.get $q) ${i32(size)}) (then ${appendSpike(group)}))`;
}

/** It joins the list and becomes refractory. */
function appendSpike(group: GroupMemory): string {
  const append =
    '(i32.store (local.get $cursor) (local.get $q)) (local.set $cursor (i32.add (local.get $cursor) (i32.const 4)))';
  const { until, refractorySteps } = group;
  if (until === null || refractorySteps === null) return append;
  const place = '(i32.shl (local.get $q) (i32.const 2))';
  const steps =
    'constant' in refractorySteps
      ? i32(refractorySteps.constant)
      : `(i32.load offset=${refractorySteps.address} ${place})`;
  return `${append} (i32.store offset=${until} ${place} (i32.add (local.get $step) ${steps}))`;
}

const signature = '(param $step i32) (param $time f64) (param $list i32)';

function kernel(name: string, builder: KernelBuilder, loop: string): Kernel {
  return {
    text: `(func ${name} ${signature} (local $p i32) (local $end i32) ${builder.locals.join(' ')}\n${builder.prelude.join('\n')}\n${loop})`,
    preparation: builder.preparation.join('\n'),
    preparationLocals: builder.preparationLocals.join(' '),
  };
}

/**
 * Two pairs a turn, line by line: a pair's chain of operations is longer than what a processor looks ahead, and two chains
 * overlap.
 */
function loopOverPairs(builder: KernelBuilder, size: number): string {
  const second = (line: string): string =>
    line.replaceAll(BODY_LOCAL, '$z').replaceAll('(local.get $p)', '(local.get $next)');
  const secondLocals = builder.locals.filter((local) => local.includes(BODY_LOCAL)).map(second);
  builder.locals.push('(local $next i32)', ...secondLocals);
  const counts =
    builder.tail.length > 0
      ? '(i32.store (local.get $list) (i32.shr_u (i32.sub (local.get $cursor) (i32.add (local.get $list) (i32.const 4))) (i32.const 2)))'
      : '';
  return `(loop $pairs
(local.set $next (i32.add (local.get $p) (i32.const 16)))
${builder.body.flatMap((line) => [line, second(line)]).join('\n')}
${builder.tail.join('\n')}
${builder.tail.map(second).join('\n')}
(local.set $p (i32.add (local.get $p) (i32.const 32)))
(br_if $pairs (i32.lt_u (local.get $p) ${i32(size * 8)})))
${counts}`;
}

function loopOverList(builder: KernelBuilder): string {
  return `(local.set $end (i32.add (i32.add (local.get $list) (i32.const 4)) (i32.shl (i32.load (local.get $list)) (i32.const 2))))
(local.set $list (i32.add (local.get $list) (i32.const 4)))
(block $done (loop $spikes
(br_if $done (i32.ge_u (local.get $list) (local.get $end)))
(local.set $p (i32.shl (i32.load (local.get $list)) (i32.const 3)))
${builder.body.join('\n')}
(local.set $list (i32.add (local.get $list) (i32.const 4)))
(br $spikes)))`;
}
