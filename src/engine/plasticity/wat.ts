import type { EndConfig, Program } from '../../contract/index.ts';
import { overSpikes } from '../connectivity/additions-wat.ts';
import { type ProjectionMemory, stretchesOf } from '../connectivity/index.ts';
import { bytesOf } from '../memory/precision.ts';
import { type Dialect, dialects } from '../wat/dialect.ts';
import { i32, literal } from '../wat/literal.ts';
import { type Bindings, KernelBuilder, type Value } from '../wat/program.ts';
import type { EndMemory, PlasticityMemory } from './memory.ts';

/** States that have decayed below these numbers become 0, since still smaller ones would slow the processor down. */
const LEAST = { f64: 1e-290, f32: 1e-36 } as const;

type Side = 'pre' | 'post';

/**
 * Functions of a plastic projection; `$deliver_K` takes the place of that of a projection with constant weights. `state` is the
 * address of the column that deliveries reach.
 */
export function plasticText(k: number, memory: ProjectionMemory, plastic: PlasticityMemory, state: number): string {
  return [
    advanceText(k, plastic, 'pre'),
    advanceText(k, plastic, 'post'),
    deliverText(k, memory, plastic, state),
    postText(k, plastic),
    ...plastic.config.every.map(({ weight }, n) => everyText(k, n, plastic, weight)),
  ].join('\n');
}

/** Whether a spike of a target changes anything. */
const actsAtTargets = ({ config: { onPost, post } }: PlasticityMemory): boolean =>
  onPost !== null || post.before !== null || post.after !== null;

/** `$advance_SIDE_K(step)` brings the states of one end up to a step. */
function advanceText(k: number, plastic: PlasticityMemory, side: Side): string {
  const { states, last, size } = plastic[side];
  const head = `(func $advance_${side}_${k} (param $step i32)`;
  if (states.length === 0) return `${head})`;
  const { precision, dtMs } = plastic;
  const builder = builderOf(plastic, dialects[precision].vector);
  const { dialect } = builder;
  const at = '(local.get $p)';
  const loaded = states.map((address) => builder.local(2, 'number', dialect.load(address, at)));
  const interval: Value = { kind: 'number', text: '(local.get $interval)', level: 1 };
  const decayed = builder.evaluate(plastic.config[side].decay, {
    ...leaves(plastic, side, loaded),
    input: () => interval,
  });
  decayed.forEach((value, n) => {
    const number = builder.number(value);
    const gone = dialect.compare('lt', dialect.arithmetic('abs', number), dialect.constant(LEAST[precision]));
    builder.body.push(dialect.store(states[n] ?? 0, at, dialect.choose(gone, dialect.constant(0), number)));
  });
  return `${head} (local $p i32) (local $interval f64) ${builder.locals.join(' ')}
  (if (i32.eq (local.get $step) (i32.load ${i32(last)})) (then (return)))
  (local.set $interval (f64.mul (f64.convert_i32_s (i32.sub (local.get $step) (i32.load ${i32(last)}))) (f64.const ${literal(dtMs)})))
  (i32.store ${i32(last)} (local.get $step))
  ${builder.prelude.join('\n')}
  (loop $elements
    ${builder.body.join('\n')}
    (br_if $elements (i32.lt_u (local.tee $p (i32.add (local.get $p) ${i32(dialect.lanes * bytesOf(precision))})) ${i32(size * bytesOf(precision))}))))`;
}

const builderOf = ({ precision }: PlasticityMemory, dialect: Dialect = dialects[precision].one): KernelBuilder =>
  new KernelBuilder(dialect, () => {
    throw new RangeError('programs of plasticity have constants, no parameters');
  });

const nothing = (what: string) => (): Value => {
  throw new RangeError(`a program of plasticity reads ${what}`);
};

/** Values for a program that reads one end only. */
function leaves({ config }: PlasticityMemory, side: Side, states: readonly Value[]): Bindings {
  const first = side === 'pre' ? 1 : 1 + config.pre.states.length;
  return bindings((index) => states[index - first]);
}

function bindings(state: (index: number) => Value | undefined): Bindings {
  return {
    state: (index) => state(index) ?? nothing(`state ${index}`)(),
    parameter: nothing('a parameter'),
    input: nothing('an input'),
    time: nothing('the time'),
    normal: nothing('noise'),
    notRefractory: nothing('refractoriness'),
  };
}

/** States of the neuron of one end at a byte offset, each read once into a local of the text under construction. */
function columns(builder: KernelBuilder, { states }: EndMemory, offset: string): (index: number) => Value | undefined {
  const read = new Map<number, Value>();
  return (index) => {
    const address = states[index];
    if (address === undefined) return undefined;
    const value = read.get(index) ?? builder.local(2, 'number', builder.dialect.load(address, offset));
    read.set(index, value);
    return value;
  };
}

/** The text that `make` adds to the body of the builder. */
function stretch(builder: KernelBuilder, make: () => void): string {
  builder.body = [];
  make();
  return builder.body.join('\n');
}

/** Changes of the states of a neuron at its spike, before or after its synapses are treated. */
function atSpike(
  builder: KernelBuilder,
  plastic: PlasticityMemory,
  side: Side,
  when: keyof EndConfig & ('before' | 'after'),
) {
  const program = plastic.config[side][when];
  if (program === null) return '';
  const offset = `(local.get $${side})`;
  return stretch(builder, () => {
    const read = columns(builder, plastic[side], offset);
    const loaded = plastic[side].states.map((_, n) => read(n)).filter((value) => value !== undefined);
    builder.evaluate(program, leaves(plastic, side, loaded)).forEach((value, n) => {
      builder.body.push(builder.dialect.store(plastic[side].states[n] ?? 0, offset, builder.number(value)));
    });
  });
}

type Read = (index: number) => Value | undefined;

/** Reads the states of a neuron once, for all of its synapses. */
function readAll(builder: KernelBuilder, plastic: PlasticityMemory, side: Side): { text: string; read: Read } {
  const values: Value[] = [];
  const text = stretch(builder, () => {
    const read = columns(builder, plastic[side], `(local.get $${side})`);
    plastic[side].states.forEach((_, n) => {
      const value = read(n);
      if (value) values.push(value);
    });
  });
  return { text, read: (index) => values[index] };
}

/** Values for a program of one synapse: its weight and the states of both ends, of which `known` have been read before. */
function atSynapse(
  builder: KernelBuilder,
  plastic: PlasticityMemory,
  known: Partial<Record<Side, Read>> = {},
): Bindings {
  const pre = known.pre ?? columns(builder, plastic.pre, '(local.get $pre)');
  const post = known.post ?? columns(builder, plastic.post, '(local.get $post)');
  const sources = plastic.config.pre.states.length;
  const w = builder.local(2, 'number', builder.dialect.load(0, '(local.get $place)'));
  return bindings((index) => (index === 0 ? w : index <= sources ? pre(index - 1) : post(index - 1 - sources)));
}

const LOCALS = `(local $spike i32) (local $lastSpike i32) (local $pre i32) (local $post i32) (local $place i32) (local $at i32) (local $end i32)`;

const advances = (k: number): string =>
  `(call $advance_pre_${k} (local.get $step)) (call $advance_post_${k} (local.get $step))`;

/** `$deliver_K(list, step)` lets spikes arrive, one source after the other: the targets jump, and weights change. */
function deliverText(k: number, memory: ProjectionMemory, plastic: PlasticityMemory, state: number): string {
  const { config, precision } = plastic;
  const { partition } = memory.request;
  const stretches = stretchesOf(partition);
  const shift = precision === 'f64' ? 3 : 2;
  const builder = builderOf(plastic);
  const { dialect } = builder;
  const before = atSpike(builder, plastic, 'pre', 'before');
  const source = readAll(builder, plastic, 'pre');
  const synapse = stretch(builder, () => {
    const read = atSynapse(builder, plastic, { pre: source.read });
    const [released] = builder.evaluate(config.release, read);
    if (!released) return;
    const jump = dialect.arithmetic('mul', builder.number(released), dialect.constant(config.scale));
    const post = '(local.get $post)';
    builder.body.push(dialect.store(state, post, dialect.arithmetic('add', dialect.load(state, post), jump)));
    if (config.onPre !== null) setWeight(builder, config.onPre, read);
  });
  const after = atSpike(builder, plastic, 'pre', 'after');
  return `
(func $deliver_${k} (param $list i32) (param $step i32) ${LOCALS} (local $row i32) (local $stretch i32) (local $start i32) ${builder.locals.join(' ')}
  (if (i32.eqz (i32.load (local.get $list))) (then (return)))
  ${advances(k)}
  ${overSpikes(
    '(local.get $list)',
    `
    (local.set $pre (i32.shl (i32.load (local.get $spike)) (i32.const ${shift})))
    ${before}
    ${source.text}
    (local.set $row (i32.add ${i32(memory.rows)} (i32.mul (i32.load (local.get $spike)) ${i32(4 * (stretches + 1))})))
    (local.set $stretch (i32.const 0))
    (loop $stretches
      (local.set $at (i32.load (local.get $row)))
      (local.set $end (i32.load offset=4 (local.get $row)))
      (local.set $start (i32.load offset=${memory.starts} (i32.shl (local.get $stretch) (i32.const 2))))
      (local.set $place (i32.add ${i32(plastic.weights)} (i32.shl (i32.sub (local.get $at) ${i32(memory.targets)}) (i32.const ${shift - 1}))))
      (if (i32.ne (local.get $at) (local.get $end)) (then (loop $synapses
        (local.set $post (i32.shl (i32.add (local.get $start) (i32.load16_u (local.get $at))) (i32.const ${shift})))
        ${synapse}
        (local.set $place (i32.add (local.get $place) (i32.const ${bytesOf(precision)})))
        (br_if $synapses (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 2))) (local.get $end))))))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (br_if $stretches (i32.ne (local.tee $stretch (i32.add (local.get $stretch) (i32.const 1))) ${i32(stretches)})))
    ${after}`,
  )})`;
}

function setWeight(builder: KernelBuilder, program: Program, read: Bindings): void {
  const [weight] = builder.evaluate(program, read);
  if (weight) builder.body.push(builder.dialect.store(0, '(local.get $place)', builder.number(weight)));
}

/** A loop over the synapses onto the target at byte offset `$post`. */
function overIncoming(plastic: PlasticityMemory, visit: string): string {
  const shift = plastic.precision === 'f64' ? 1 : 0;
  const first = `(i32.shr_u (local.get $post) (i32.const ${shift}))`;
  return `
    (local.set $at (i32.load offset=${plastic.firsts} ${first}))
    (local.set $end (i32.load offset=${plastic.firsts + 4} ${first}))
    (if (i32.ne (local.get $at) (local.get $end)) (then (loop $synapses
      (local.set $place (i32.load (local.get $at)))
      (local.set $pre (i32.load offset=4 (local.get $at)))
      ${visit}
      (br_if $synapses (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end))))))`;
}

/** `$post_K(list, step)` changes the weights of the synapses onto targets that spike. */
function postText(k: number, plastic: PlasticityMemory): string {
  if (!actsAtTargets(plastic)) return '';
  const { onPost } = plastic.config;
  const builder = builderOf(plastic);
  const before = atSpike(builder, plastic, 'post', 'before');
  const target = readAll(builder, plastic, 'post');
  const synapse =
    onPost === null
      ? ''
      : stretch(builder, () => setWeight(builder, onPost, atSynapse(builder, plastic, { post: target.read })));
  const after = atSpike(builder, plastic, 'post', 'after');
  return `
(func $post_${k} (param $list i32) (param $step i32) ${LOCALS} ${builder.locals.join(' ')}
  (if (i32.eqz (i32.load (local.get $list))) (then (return)))
  ${advances(k)}
  ${overSpikes(
    '(local.get $list)',
    `
    (local.set $post (i32.shl (i32.load (local.get $spike)) (i32.const ${plastic.precision === 'f64' ? 3 : 2})))
    ${before}
    ${target.text}
    ${onPost === null ? '' : overIncoming(plastic, synapse)}
    ${after}`,
  )})`;
}

/** `$every_K_N(step)` changes all weights, target by target. */
function everyText(k: number, n: number, plastic: PlasticityMemory, weight: Program): string {
  const builder = builderOf(plastic);
  const synapse = stretch(builder, () => setWeight(builder, weight, atSynapse(builder, plastic)));
  const width = bytesOf(plastic.precision);
  return `
(func $every_${k}_${n} (param $step i32) ${LOCALS} ${builder.locals.join(' ')}
  ${advances(k)}
  (loop $targets
    ${overIncoming(plastic, synapse)}
    (br_if $targets (i32.ne (local.tee $post (i32.add (local.get $post) (i32.const ${width}))) ${i32(plastic.post.size * width)}))))`;
}

/** Calls that follow all deliveries of a step; `list` is that of the spikes of the target group. */
export function afterDeliveries(k: number, plastic: PlasticityMemory, list: string): string[] {
  const step = '(local.get $step)';
  return [
    ...(actsAtTargets(plastic) ? [`(call $post_${k} ${list} ${step})`] : []),
    ...plastic.config.every.map(
      ({ everySteps }, n) =>
        `(if (i32.and (i32.gt_s ${step} (i32.const 0)) (i32.eqz (i32.rem_u ${step} ${i32(everySteps)}))) (then (call $every_${k}_${n} ${step})))`,
    ),
  ];
}
