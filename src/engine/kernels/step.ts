import type { EngineConfig, InjectionConfig } from '../../contract/index.ts';
import type { EmitterMemory, GroupMemory } from '../memory.ts';
import { item, type Plan } from '../plan.ts';
import { Purpose } from '../random.ts';
import { stepAtOrAfter } from '../time.ts';
import { deliveryWat, flushWat } from './delivery-wat.ts';
import { i32, literal } from './dialect.ts';
import { elementaryFunctions } from './elementary-wat.ts';
import { type Kernel, outputKernel, resetKernel, updateKernel } from './group.ts';
import { inputWat } from './input-wat.ts';
import { backgroundWat, normalWat, philoxWat, poissonWat } from './random-wat.ts';

/**
 * The module of a network. `prepare()` computes what depends on parameters only; `run(from, until)` does whole steps and
 * returns the step it came to, earlier than `until` where a log of spikes is nearly full.
 */
export function moduleText(plan: Plan): string {
  const reserve = () => plan.layout.reserve(8);
  const kernels: Kernel[] = [];
  const add = (kernel: Kernel): void => void kernels.push(kernel);
  plan.groups.forEach((group, g) => {
    const { config } = group;
    if (config.states.length > 0 || config.threshold) add(updateKernel(`$update_${g}`, group, reserve));
    if (config.reset.length > 0 && config.threshold) add(resetKernel(`$reset_${g}`, group, reserve));
    for (const [o, { program }] of config.outputs.entries()) {
      add(outputKernel(`$output_${g}_${o}`, group, program, item(group.outputs, o), reserve));
    }
  });
  const preparations = kernels.map(
    ({ preparation, preparationLocals }, k) => `(func $prepare_${k} ${preparationLocals}\n${preparation})`,
  );
  const text = [
    philoxWat,
    normalWat,
    poissonWat,
    backgroundWat,
    deliveryWat,
    flushWat,
    inputWat,
    ...kernels.map((kernel) => kernel.text),
    ...preparations,
    `(func (export "prepare") ${preparations.map((_, k) => `(call $prepare_${k})`).join(' ')})`,
    runFunction(plan),
  ].join('\n');
  const maximum = Math.ceil(plan.layout.bytes / 65536);
  return `(module (import "engine" "memory" (memory ${maximum} ${maximum}))\n${elementaryFunctions(text)}\n${text})`;
}

function runFunction(plan: Plan): string {
  const slots = emitters(plan).map(({ name }) => `(local ${name} i32)`);
  return `(func (export "run") (param $step i32) (param $until i32) (result i32) (local $time f64) ${slots.join(' ')}
(block $stop (loop $steps
  (br_if $stop (i32.ge_s (local.get $step) (local.get $until)))
  ${roomInLogs(plan)}
  (local.set $time (f64.mul (f64.convert_i32_s (local.get $step)) (f64.const ${literal(plan.config.dtMs)})))
  ${[listsOfStep, inputs, samples, updates, spikeSources, keptSpikes, deliveries, backgrounds, resets].map((part) => part(plan).join('\n')).join('\n')}
  (local.set $step (i32.add (local.get $step) (i32.const 1)))
  (br $steps)))
(local.get $step))`;
}

interface NamedEmitter {
  readonly name: string;
  readonly memory: EmitterMemory;
}

const groupList = (g: number): string => `$list_group_${g}`;
const sourceList = (s: number): string => `$list_source_${s}`;

function emitters(plan: Plan): NamedEmitter[] {
  return [
    ...plan.groups.map(({ emitter }, g) => ({ name: groupList(g), memory: emitter })),
    ...plan.sources.map(({ emitter }, s) => ({ name: sourceList(s), memory: emitter })),
  ];
}

function roomInLogs(plan: Plan): string {
  return emitters(plan)
    .flatMap(({ memory: { log, capacity } }) =>
      log ? [`(br_if $stop (i32.gt_u (i32.load ${i32(log.logged)}) ${i32(log.capacity - capacity)}))`] : [],
    )
    .join('\n');
}

/** Address of the list of an emitter's spikes `delay` steps ago. */
function listAt({ ring, slots, slotBytes }: EmitterMemory, delay: number): string {
  if (slots === 1) return i32(ring);
  const slot = `(i32.rem_u (i32.add (local.get $step) ${i32(slots - delay)}) ${i32(slots)})`;
  return `(i32.add ${i32(ring)} (i32.mul ${slot} ${i32(slotBytes)}))`;
}

/** Lists start empty: their slots are used in turn. */
function listsOfStep(plan: Plan): string[] {
  return emitters(plan).map(
    ({ name, memory }) => `(local.set ${name} ${listAt(memory, 0)}) (i32.store (local.get ${name}) (i32.const 0))`,
  );
}

function inputs(plan: Plan): string[] {
  const { config } = plan;
  const columns = plan.groups.flatMap((group) =>
    group.inputs.map((column) => ({ column, bytes: column.uniform ? 8 : group.config.size * 8 })),
  );
  const zeroed = columns.map(({ column, bytes }) => `(memory.fill ${i32(column.address)} (i32.const 0) ${i32(bytes)})`);
  const coupled = config.gaps.map((gap, k) => {
    const { rows, weights, targets, connectivity } = item(plan.gaps, k);
    const source = item(plan.groups, gap.source);
    const target = item(plan.groups, gap.target);
    const g = 'constant' in connectivity.weights ? connectivity.weights.constant : 0;
    const state = item(target.states, gap.targetState);
    return `(call $gap ${[rows, source.config.size, item(source.states, gap.sourceState), state, item(target.inputs, gap.input).address].map(i32).join(' ')} (f64.const ${literal(g)}) ${i32(weights)} ${i32(targets)})`;
  });
  const injected = injectionOrder(config).flatMap((group) => [
    ...injectedOutputs(config, group).map(
      (output) => `(call $output_${group}_${output} (local.get $step) (local.get $time) (i32.const 0))`,
    ),
    ...config.injections.filter(({ source }) => source === group).map((injection) => inject(plan, injection)),
  ]);
  return [...zeroed, ...normals(plan), ...coupled, ...injected];
}

function normals(plan: Plan): string[] {
  return plan.groups.flatMap(({ config, normals }) =>
    normals.map(
      (address, index) =>
        `(call $normals (local.get $step) ${[index, config.size, plan.config.seed, config.key, Purpose.noise, address].map(i32).join(' ')})`,
    ),
  );
}

function injectedOutputs(config: EngineConfig, group: number): number[] {
  const used = config.injections.filter(({ source, output }) => source === group && output.of === 'output');
  return [...new Set(used.map(({ output }) => output.index))];
}

/** Groups that inject, each after those that inject into it. */
function injectionOrder(config: EngineConfig): number[] {
  const waiting = new Set(config.injections.map(({ source }) => source));
  const order: number[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(
      (group) => !config.injections.some(({ source, target }) => target === group && waiting.has(source)),
    );
    if (ready.length === 0) throw new RangeError('injections form a circle');
    for (const group of ready) waiting.delete(group);
    order.push(...ready);
  }
  return order;
}

function inject(plan: Plan, injection: InjectionConfig): string {
  const source = item(plan.groups, injection.source);
  const target = item(plan.groups, injection.target);
  const from = item(injection.output.of === 'state' ? source.states : source.outputs, injection.output.index);
  const { address, uniform } = item(target.inputs, injection.input);
  const one = source.config.size === 1;
  if (!one && source.config.size !== target.config.size) {
    throw new RangeError(`${injection.name}: ${source.config.size} currents for ${target.config.size} elements`);
  }
  const bytes = uniform ? 8 : target.config.size * 8;
  return `(call ${one ? '$broadcast' : '$inject'} ${i32(address)} ${i32(from)} (f64.const ${literal(injection.scale)}) ${i32(bytes)})`;
}

function samples(plan: Plan): string[] {
  return plan.config.recorders.flatMap((recorder, r) => {
    const memory = item(plan.recorders, r);
    if (recorder.kind === 'spikes' || memory.kind === 'spikes') return [];
    return [`(if (i32.eqz (i32.rem_u (local.get $step) ${i32(recorder.everySteps)})) (then ${sample(plan, r)}))`];
  });
}

function sample(plan: Plan, r: number): string {
  const recorder = item(plan.config.recorders, r);
  const memory = item(plan.recorders, r);
  if (recorder.kind === 'moments' && memory.kind === 'moments') {
    const group = item(plan.groups, recorder.group);
    const state = item(group.states, recorder.state);
    return `(call $moments ${i32(state)} ${i32(group.config.size)} (f64.const ${literal(recorder.reference)}) ${i32(memory.sums)} ${i32(memory.squares)} ${i32(memory.totals)})`;
  }
  if (recorder.kind !== 'trace' || memory.kind !== 'trace') return '';
  const evaluated = recorder.of === 'output' && !injectedOutputs(plan.config, recorder.group).includes(recorder.index);
  const output = evaluated
    ? `(call $output_${recorder.group}_${recorder.index} (local.get $step) (local.get $time) (i32.const 0))`
    : '';
  const { elements, column, buffer, taken } = memory;
  return `${output} (call $sample ${[elements, recorder.elements.length, column.address, column.uniform ? 0 : 8, buffer, taken].map(i32).join(' ')})`;
}

function updates(plan: Plan): string[] {
  return plan.groups.flatMap(({ config }, g) =>
    config.states.length > 0 || config.threshold
      ? [`(call $update_${g} (local.get $step) (local.get $time) (local.get ${groupList(g)}))`]
      : [],
  );
}

const within = (startMs: number, stopMs: number, dtMs: number, then: string): string =>
  `(if (i32.and (i32.ge_s (local.get $step) ${i32(stepAtOrAfter(startMs, dtMs))}) (i32.lt_s (local.get $step) ${i32(stepAtOrAfter(stopMs, dtMs))})) (then ${then}))`;

function spikeSources(plan: Plan): string[] {
  const { seed, dtMs } = plan.config;
  return plan.sources.map(({ config, data }, s) => {
    const list = `(local.get ${sourceList(s)})`;
    if (config.kind === 'given') {
      return `(call $given ${list} (local.get $step) ${data.map(i32).join(' ')} ${i32(config.steps.length)})`;
    }
    const call = `(call $poisson (local.get $step) ${[config.size, seed, config.key, Purpose.poisson].map(i32).join(' ')} ${list} ${data.map(i32).join(' ')})`;
    return within(config.startMs, config.stopMs, dtMs, call);
  });
}

function keptSpikes(plan: Plan): string[] {
  return emitters(plan).map(({ name, memory: { total, log } }) => {
    const count = `(f64.store ${i32(total)} (f64.add (f64.load ${i32(total)}) (f64.convert_i32_u (i32.load (local.get ${name})))))`;
    if (!log) return count;
    return `${count} (call $keep (local.get ${name}) (local.get $step) ${i32(log.logged)} ${i32(log.steps)} ${i32(log.elements)})`;
  });
}

/** Address of the refractory ends where the state is closed to jumps meanwhile, else 0. */
function closing(group: GroupMemory, state: number): number {
  return item(group.config.states, state).clampedWhileRefractory ? (group.until ?? 0) : 0;
}

function deliveries(plan: Plan): string[] {
  const calls = plan.config.projections.map((projection, k) => {
    const { connectivity, rows, targets, weights, delays } = item(plan.projections, k);
    const { source, target, state } = projection;
    const emitter =
      source.of === 'group' ? item(plan.groups, source.index).emitter : item(plan.sources, source.index).emitter;
    const list = `(local.get ${source.of === 'group' ? groupList(source.index) : sourceList(source.index)})`;
    const weight = `(f64.const ${literal('constant' in connectivity.weights ? connectivity.weights.constant : 0)}) ${i32(weights)} ${i32(targets)}`;
    const drawn = weights ? '_drawn' : '';
    if ('constant' in connectivity.delays) {
      const due = connectivity.delays.constant === 0 ? list : listAt(emitter, connectivity.delays.constant);
      const group = item(plan.groups, target);
      const until = closing(group, state);
      return `(call $deliver${drawn}${until ? '_open' : ''} ${due} ${i32(rows)} ${i32(item(group.states, state))} ${i32(until)} (local.get $step) ${weight})`;
    }
    const ring = plan.rings.find((candidate) => candidate.group === target && candidate.state === state);
    if (!ring) throw new RangeError(`no ring for ${projection.name}`);
    return `(call $scatter${drawn} ${list} ${i32(rows)} ${i32(ring.address)} ${i32(ring.slotBytes)} ${i32(ring.slots - 1)} (local.get $step) ${i32(delays)} ${weight})`;
  });
  const flushes = plan.rings.map(({ group, state, address, slots, slotBytes }) => {
    const memory = item(plan.groups, group);
    const slot = `(i32.add ${i32(address)} (i32.mul (i32.and (local.get $step) ${i32(slots - 1)}) ${i32(slotBytes)}))`;
    return `(call $flush ${slot} ${i32(item(memory.states, state))} ${i32(closing(memory, state))} (local.get $step) ${i32(slotBytes)})`;
  });
  return [...calls, ...flushes];
}

function backgrounds(plan: Plan): string[] {
  const { seed, dtMs } = plan.config;
  return plan.config.backgrounds.map(({ key, target, state, weight, startMs, stopMs }, k) => {
    const group = item(plan.groups, target);
    const { table, entries } = item(plan.backgrounds, k);
    const numbers = [
      group.config.size,
      seed,
      key,
      Purpose.background,
      item(group.states, state),
      closing(group, state),
      table,
      entries,
    ];
    return within(
      startMs,
      stopMs,
      dtMs,
      `(call $background (local.get $step) ${numbers.map(i32).join(' ')} (f64.const ${literal(weight)}))`,
    );
  });
}

function resets(plan: Plan): string[] {
  return plan.groups.flatMap(({ config }, g) =>
    config.reset.length > 0 && config.threshold
      ? [`(call $reset_${g} (local.get $step) (local.get $time) (local.get ${groupList(g)}))`]
      : [],
  );
}
