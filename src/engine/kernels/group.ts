import type { Program } from '../../contract/index.ts';
import type { GroupMemory } from '../memory/group.ts';
import { bytesOf, type Precision, shiftOf } from '../memory/precision.ts';
import { type Dialect, dialects, scalar } from '../wat/dialect.ts';
import { i32 } from '../wat/literal.ts';
import { type Bindings, KernelBuilder, type Value } from '../wat/program.ts';

/** The function of a kernel as text, and what must run before it whenever parameters have changed. */
export interface Kernel {
  readonly text: string;
  readonly preparations: readonly { readonly locals: string; readonly body: string }[];
}

/** How kernels are written. With lanes `one` they do what they do in vectors, one element at a time. */
export interface KernelStyle {
  readonly precision: Precision;
  readonly lanes: 'one' | 'vector';
  /** Reserves bytes of memory for values of the preparation, and returns their address. */
  reserve(bytes: number): number;
}

export const newBuilder = (style: KernelStyle): KernelBuilder =>
  new KernelBuilder(dialects[style.precision][style.lanes], () => style.reserve(8));

/**
 * Parameters of all kernels. Bytes from `p` up to `end` of the columns are the elements that a thread computes, `self` is the
 * offset of its copies of uniform inputs, and `list` a list of elements, which begins with its length.
 */
const SIGNATURE =
  '(param $step i32) (param $time f64) (param $list i32) (param $p i32) (param $end i32) (param $self i32)';

/** Evaluates an output of all elements into its column, from the values at the start of the step. */
export function outputKernel(
  name: string,
  group: GroupMemory,
  output: Program,
  address: number,
  style: KernelStyle,
): Kernel {
  const builder = newBuilder(style);
  const { dialect } = builder;
  const [value] = builder.evaluate(output, bindingsOf(builder, group, 0));
  if (value) builder.body.push(dialect.store(address, '(local.get $p)', builder.number(value)));
  return kernel(name, builder, overElements(builder, 1));
}

/**
 * Reset statements, in order, of the elements listed at `$list`. A state that was no finite number is none afterwards either: a
 * reset would hide a division by 0 before anything could tell it.
 */
export function resetKernel(name: string, group: GroupMemory, style: KernelStyle): Kernel {
  const builder = newBuilder({ ...style, lanes: 'one' });
  const one = builder.dialect;
  const current = new Map<number, Value>();
  const leaves = bindingsOf(builder, group, 0);
  const bindings: Bindings = { ...leaves, state: (index) => current.get(index) ?? leaves.state(index) };
  for (const { target, program } of group.config.reset) {
    const [value] = builder.evaluate(program, bindings);
    if (value) current.set(target, value);
  }
  for (const [target, value] of current) {
    const address = group.states[target];
    if (address === undefined) continue;
    const old = builder.number(leaves.state(target));
    const kept = one.arithmetic('sub', builder.number(value), one.arithmetic('sub', old, old));
    builder.body.push(one.store(address, '(local.get $p)', kept));
  }
  return kernel(name, builder, overList(builder, style));
}

/** Where a program finds the values of the elements that lie so many bytes after `$p`; each is read once. */
export function bindingsOf(builder: KernelBuilder, group: GroupMemory, bytes: number): Bindings {
  const { dialect } = builder;
  const loaded = new Map<string, Value>();
  const once = (key: string, make: () => Value): Value => {
    const value = loaded.get(key) ?? make();
    loaded.set(key, value);
    return value;
  };
  const column = (key: string, address: number): Value =>
    once(key, () => builder.local(2, 'number', dialect.load(address + bytes, '(local.get $p)')));
  return {
    state: (index) => column(`state ${index}`, entry(group.states, index)),
    parameter: (index) => {
      const { address, uniform } = entry(group.parameters, index);
      return uniform
        ? { kind: 'number', text: scalar.load(address, '(i32.const 0)'), level: 0 }
        : column(`parameter ${index}`, address);
    },
    input: (index) => {
      const { address, uniform } = entry(group.inputs, index);
      return uniform
        ? once(`input ${index}`, () => builder.local(1, 'number', scalar.load(address, '(local.get $self)')))
        : column(`input ${index}`, address);
    },
    time: () => ({ kind: 'number', text: '(local.get $time)', level: 1 }),
    normal: (index) => column(`normal ${index}`, entry(group.normals, index)),
    notRefractory: () =>
      group.until === null
        ? { kind: 'number', text: scalar.constant(1), level: 0, literal: 1 }
        : once('notRefractory', () =>
            builder.local(
              2,
              'mask',
              dialect.due((group.until ?? 0) + (bytes >> shiftOf(dialect)) * 4, '(local.get $p)'),
            ),
          ),
  };
}

function entry<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`a program refers to slot ${index} of ${list.length}`);
  return value;
}

export function kernel(name: string, builder: KernelBuilder, loop: string, result = ''): Kernel {
  return {
    text: `(func ${name} ${SIGNATURE} ${result} ${builder.locals.join(' ')}\n${builder.prelude.join('\n')}\n${loop})`,
    preparations: [{ locals: builder.preparationLocals.join(' '), body: builder.preparation.join('\n') }],
  };
}

export const vectorBytes = ({ lanes, precision }: Dialect): number => lanes * bytesOf(precision);

/** A loop over vectors of elements. Its test stands at the end: one at the start as well makes loops half as fast in V8. */
export function overElements(builder: KernelBuilder, vectors: number): string {
  return `(if (i32.lt_u (local.get $p) (local.get $end)) (then (loop $elements
${builder.body.join('\n')}
(br_if $elements (i32.lt_u (local.tee $p (i32.add (local.get $p) ${i32(vectors * vectorBytes(builder.dialect))})) (local.get $end))))))
${builder.epilogue.join('\n')}`;
}

function overList(builder: KernelBuilder, style: KernelStyle): string {
  return `(local.set $end (i32.add (i32.add (local.get $list) (i32.const 4)) (i32.shl (i32.load (local.get $list)) (i32.const 2))))
(local.set $list (i32.add (local.get $list) (i32.const 4)))
(block $done (loop $spikes
(br_if $done (i32.ge_u (local.get $list) (local.get $end)))
(local.set $p (i32.shl (i32.load (local.get $list)) ${i32(shiftOf(style))}))
${builder.body.join('\n')}
(local.set $list (i32.add (local.get $list) (i32.const 4)))
(br $spikes)))`;
}
