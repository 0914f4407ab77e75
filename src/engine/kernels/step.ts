import type { EngineConfig, InjectionConfig } from '../../contract/index.ts';
import { nearestSteps, stepAtOrAfter } from '../../equations/steps.ts';
import { bitmapBuildText, bitmapDeliverText } from '../connectivity/bitmap.ts';
import { buildText, deliverText } from '../connectivity/index.ts';
import { flushWat } from '../connectivity/rings.ts';
import { coupledOutputs, couplingCalls } from '../couplings/calls.ts';
import { couplingWat } from '../couplings/coupling-wat.ts';
import type { EmitterMemory } from '../memory/emitter.ts';
import type { GroupMemory } from '../memory/group.ts';
import { item } from '../memory/item.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { PARTITION_UNIT } from '../memory/partition.ts';
import { bytesOf, shiftOf } from '../memory/precision.ts';
import { lagOf, type Plan } from '../plan.ts';
import { afterDeliveries, plasticText } from '../plasticity/index.ts';
import { Purpose } from '../random/draws.ts';
import { normalWat } from '../random/normal-wat.ts';
import { philoxWat } from '../random/philox-wat.ts';
import { poissonNumberWat } from '../random/poisson-wat.ts';
import { recordWat } from '../recorders/record-wat.ts';
import { backgroundWat } from '../sources/background-wat.ts';
import { sourceCall } from '../sources/call.ts';
import { gammaWat } from '../sources/gamma.ts';
import { givenWat } from '../sources/given-wat.ts';
import { poissonWat } from '../sources/poisson-wat.ts';
import { profileWat } from '../sources/profile.ts';
import { elementaryFunctions } from '../wat/elementary.ts';
import { i32, literal } from '../wat/literal.ts';
import { barrierWat } from './barrier-wat.ts';
import { closedText } from './closed-wat.ts';
import { type Kernel, type KernelStyle, outputKernel, resetKernel } from './group.ts';
import { inputWat } from './input-wat.ts';
import { updateKernel } from './update.ts';

/** Functions of the module that threads are told to run, by their index in the list. */
export interface ModuleText {
  readonly text: string;
  /** `build_phase_0` .. of the connectivity, then `run`. */
  readonly tasks: readonly string[];
}

/**
 * The module of a network, which every thread instantiates. `prepare()` computes what depends on parameters only;
 * `run(from, until)` does whole steps and returns the step it came to, earlier than `until` where a log of spikes is nearly
 * full. All threads run the same steps, each for its own elements.
 */
export function moduleText(plan: Plan, lanes: KernelStyle['lanes']): ModuleText {
  const { precision } = plan.config;
  const style: KernelStyle = { precision, lanes, reserve: (bytes) => plan.layout.reserve(bytes) };
  const kernels: Kernel[] = [];
  const add = (kernel: Kernel): void => void kernels.push(kernel);
  plan.groups.forEach((group, g) => {
    const { config } = group;
    if (updates(group)) add(updateKernel(`$update_${g}`, group, style));
    if (resets(group)) add(resetKernel(`$reset_${g}`, group, style));
    for (const [o, { program }] of config.outputs.entries()) {
      add(outputKernel(`$output_${g}_${o}`, group, program, item(group.outputs, o), style));
    }
  });
  const preparations = kernels
    .flatMap((kernel) => kernel.preparations)
    .map(({ locals, body }, k) => `(func $prepare_${k} ${locals}\n${body})`);
  const building = buildText(plan.projections);
  const text = [
    philoxWat,
    normalWat,
    poissonNumberWat,
    poissonWat,
    profileWat,
    gammaWat,
    backgroundWat(precision),
    inputWat(precision),
    couplingWat(precision),
    recordWat(precision),
    givenWat,
    flushWat(precision),
    plan.threads > 1 ? barrierWat(plan.threads) : '',
    building.text,
    ...plan.projections.map((projection, k) => {
      const target = deliveryTarget(plan, k);
      const plastic = plan.plasticity[k];
      return plastic ? plasticText(k, projection, plastic, target.address) : deliverText(k, projection, target);
    }),
    ...bitmapTexts(plan),
    ...plan.groups.map((group, g) => closedText(group, String(g), precision)),
    ...kernels.map((kernel) => kernel.text),
    ...preparations,
    `(func (export "prepare") ${preparations.map((_, k) => `(call $prepare_${k})`).join(' ')})`,
    runFunction(plan),
  ].join('\n');
  const pages = Math.ceil(plan.layout.bytes / 65536);
  const shared = plan.threads > 1 ? 'shared' : '';
  return {
    text: `(module
(import "engine" "memory" (memory ${pages} ${pages} ${shared}))
(import "engine" "thread" (global $thread i32))
(import "engine" "scratch" (global $scratch i32))
${elementaryFunctions(text)}\n${text})`,
    tasks: [...Array.from({ length: building.phases }, (_, phase) => `build_phase_${phase}`), 'build_bitmaps', 'run'],
  };
}

const updates = ({ config }: GroupMemory): boolean => config.states.length > 0 || config.threshold !== null;
const resets = ({ config }: GroupMemory): boolean => config.reset.length > 0 && config.threshold !== null;

function bitmapTexts(plan: Plan): string[] {
  const dense = plan.projections.flatMap((projection, k) => {
    const bitmap = plan.bitmaps[k];
    return bitmap ? [{ k, projection, bitmap }] : [];
  });
  return [
    ...dense.flatMap(({ k, projection, bitmap }) => [
      bitmapBuildText(k, projection, bitmap),
      bitmapDeliverText(k, projection, bitmap, deliveryTarget(plan, k)),
    ]),
    `(func (export "build_bitmaps") ${dense.map(({ k }) => `(call $build_bitmap_${k})`).join(' ')})`,
  ];
}

function deliveryTarget(plan: Plan, k: number): Parameters<typeof deliverText>[2] {
  const { target, state } = item(plan.config.projections, k);
  const { precision } = plan.config;
  const ring = plan.rings.find((candidate) => candidate.group === target && candidate.state === state);
  return {
    precision,
    address: item(item(plan.groups, target).states, state),
    ring: ring ? { address: ring.address, slotBytes: ring.slotBytes, mask: ring.slots - 1 } : null,
  };
}

interface NamedEmitter {
  readonly name: string;
  readonly memory: EmitterMemory;
}

const groupName = (g: number): string => `group_${g}`;
const sourceName = (s: number): string => `source_${s}`;
const emitterName = ({ of, index }: { of: 'group' | 'source'; index: number }): string =>
  of === 'group' ? groupName(index) : sourceName(index);
/** Locals: the thread's own list of this step, and its elements (of a group: bytes of its columns). */
const list = (name: string): string => `(local.get $list_${name})`;
const from = (name: string): string => `(local.get $from_${name})`;
const to = (name: string): string => `(local.get $to_${name})`;
const STEP = '(local.get $step)';
const SELF = '(local.get $self)';

function emitters(plan: Plan): NamedEmitter[] {
  return [
    ...plan.groups.map(({ emitter }, g) => ({ name: groupName(g), memory: emitter })),
    ...plan.sources.map(({ emitter }, s) => ({ name: sourceName(s), memory: emitter })),
  ];
}

function runFunction(plan: Plan): string {
  const named = emitters(plan);
  const locals = named.map(({ name }) => `(local $list_${name} i32) (local $from_${name} i32) (local $to_${name} i32)`);
  const ranges = named.map(({ name }, k) => {
    const place = `(i32.add (local.get $ranges) ${i32(8 * k)})`;
    return `(local.set $from_${name} (i32.load ${place})) (local.set $to_${name} (i32.load offset=4 ${place}))`;
  });
  const { threads, windowSteps } = plan;
  const meet = `(call $meet ${nearlyFull(plan, windowSteps + 1)})`;
  const together = threads > 1;
  const before = together
    ? windowSteps > 0
      ? `(if (i32.eqz (i32.rem_u ${STEP} ${i32(windowSteps)})) (then (br_if $stop ${meet})))`
      : ''
    : `(br_if $stop ${nearlyFull(plan, 1)})`;
  const within = together && windowSteps === 0;
  return `(func (export "run") (param $step i32) (param $until i32) (result i32)
(local $time f64) (local $self i32) (local $ranges i32) (local $full i32) ${locals.join(' ')}
(local.set $self (i32.mul (global.get $thread) ${i32(THREAD_STRIDE)}))
(local.set $ranges (i32.add ${i32(plan.ranges)} (i32.mul (global.get $thread) ${i32(8 * named.length)})))
${ranges.join('\n')}
(block $stop (loop $steps
  (br_if $stop (i32.ge_s ${STEP} (local.get $until)))
  ${before}
  (local.set $time (f64.mul (f64.convert_i32_s ${STEP}) (f64.const ${literal(plan.config.dtMs)})))
  ${[listsOfStep, inputs, samples, updateCalls, spikeSources, keptSpikes].map((part) => part(plan).join('\n')).join('\n')}
  ${within ? `(local.set $full ${meet})` : ''}
  ${[deliveries, backgrounds, resetCalls].map((part) => part(plan).join('\n')).join('\n')}
  (local.set $step (i32.add ${STEP} (i32.const 1)))
  ${within ? '(br_if $stop (local.get $full))' : ''}
  (br $steps)))
${together ? '(drop (call $meet (i32.const 0)))' : ''}
${STEP})`;
}

/** Whether some log of this thread may not hold all spikes of so many more steps. */
function nearlyFull(plan: Plan, steps: number): string {
  const full = emitters(plan).flatMap(({ memory: { log, capacity } }) =>
    log ? [`(i32.gt_u (i32.load ${ownLog(log)}) ${i32(log.capacity - capacity * steps)})`] : [],
  );
  return full.reduce((either, one) => `(i32.or ${either} ${one})`, '(i32.const 0)');
}

const ownLog = ({ address, threadBytes }: { readonly address: number; readonly threadBytes: number }): string =>
  `(i32.add ${i32(address)} (i32.mul (global.get $thread) ${i32(threadBytes)}))`;

/** Address of a thread's list of an emitter's spikes `delay` steps ago. */
function listAt({ ring, slots, slotBytes }: EmitterMemory, delay: number, thread: string): string {
  const rings = `(i32.add ${i32(ring)} (i32.mul ${thread} ${i32(slots * slotBytes)}))`;
  if (slots === 1) return rings;
  const slot = `(i32.rem_u (i32.add ${STEP} ${i32(slots - delay)}) ${i32(slots)})`;
  return `(i32.add ${rings} (i32.mul ${slot} ${i32(slotBytes)}))`;
}

/** Lists start empty: their slots are used in turn. */
function listsOfStep(plan: Plan): string[] {
  return emitters(plan).map(
    ({ name, memory }) =>
      `(local.set $list_${name} ${listAt(memory, 0, '(global.get $thread)')}) (i32.store ${list(name)} (i32.const 0))`,
  );
}

/** A column of a group, at the thread's own copy where each has one. */
const own = (address: number, copies: boolean): string => (copies ? `(i32.add ${i32(address)} ${SELF})` : i32(address));

function inputs(plan: Plan): string[] {
  const { config } = plan;
  const zeroed = plan.groups.flatMap((group, g) =>
    group.inputs.map(({ address, uniform }) =>
      uniform
        ? `(f64.store ${own(address, true)} (f64.const 0))`
        : `(memory.fill (i32.add ${i32(address)} ${from(groupName(g))}) (i32.const 0) (i32.sub ${to(groupName(g))} ${from(groupName(g))}))`,
    ),
  );
  const signals = plan.groups.flatMap((_, group) =>
    coupledOutputs(plan, group).map((output) => outputCall(group, output)),
  );
  const coupled = couplingCalls(plan, (group) => `${from(groupName(group))} ${to(groupName(group))}`);
  const injected = injectionOrder(config).flatMap((group) => [
    ...injectedOutputs(config, group).map((output) => outputCall(group, output)),
    ...config.injections.filter(({ source }) => source === group).map((injection) => inject(plan, injection)),
  ]);
  return [...zeroed, ...normals(plan), ...signals, ...coupled, ...injected];
}

const outputCall = (group: number, output: number): string => {
  const name = groupName(group);
  return `(call $output_${group}_${output} ${STEP} (local.get $time) (i32.const 0) ${from(name)} ${to(name)} ${SELF})`;
};

function normals(plan: Plan): string[] {
  const { precision, seed } = plan.config;
  const shift = i32(shiftOf({ precision }));
  return plan.groups.flatMap(({ config, normals: columns, replicated }, g) =>
    columns.map((address, index) => {
      const name = groupName(g);
      const elements = replicated
        ? `(i32.const 0) (i32.const 1)`
        : `(i32.shr_u ${from(name)} ${shift}) (i32.shr_u ${to(name)} ${shift})`;
      const out = replicated ? own(address, true) : `(i32.add ${i32(address)} ${from(name)})`;
      return `(call $normals_${precision} ${STEP} ${i32(index)} ${elements} ${[seed, config.key, Purpose.noise].map(i32).join(' ')} ${out})`;
    }),
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
  const column = item(injection.output.of === 'state' ? source.states : source.outputs, injection.output.index);
  const { address, uniform } = item(target.inputs, injection.input);
  const one = source.config.size === 1;
  if (!one && source.config.size !== target.config.size) {
    throw new RangeError(`${injection.name}: ${source.config.size} currents for ${target.config.size} elements`);
  }
  const scale = `(f64.const ${literal(injection.scale)})`;
  const signal = own(column, source.replicated);
  if (uniform) return `(call $shared ${own(address, true)} ${signal} ${scale})`;
  const name = groupName(injection.target);
  return `(call ${one ? '$broadcast' : '$inject'} ${i32(address)} ${signal} ${scale} ${from(name)} ${to(name)})`;
}

function samples(plan: Plan): string[] {
  return plan.config.recorders.flatMap((recorder, r) =>
    recorder.kind !== 'trace' && recorder.kind !== 'moments'
      ? []
      : [`(if (i32.eqz (i32.rem_u ${STEP} ${i32(recorder.everySteps)})) (then ${sample(plan, r)}))`],
  );
}

function sample(plan: Plan, r: number): string {
  const recorder = item(plan.config.recorders, r);
  const memory = item(plan.recorders, r);
  if (recorder.kind !== 'trace' && recorder.kind !== 'moments') return '';
  const group = item(plan.groups, recorder.group);
  if (recorder.kind === 'moments' && memory.kind === 'moments') {
    const shift = i32(shiftOf(plan.config));
    const name = groupName(recorder.group);
    // Which sample of its block this is: blocks start at multiples of blockSteps.
    const { everySteps, blockSteps } = recorder;
    const start = `(i32.mul (i32.div_u ${STEP} ${i32(blockSteps)}) ${i32(blockSteps)})`;
    const first = `(i32.div_u (i32.add ${start} ${i32(everySteps - 1)}) ${i32(everySteps)})`;
    const index = `(i32.sub (i32.div_u ${STEP} ${i32(everySteps)}) ${first})`;
    const parts = `(i32.add ${i32(memory.parts)} (i32.mul ${index} ${i32(Math.ceil(group.config.size / PARTITION_UNIT) * 8)}))`;
    return `(call $moments ${i32(item(group.states, recorder.state))} (i32.shr_u ${from(name)} ${shift}) (i32.shr_u ${to(name)} ${shift}) (f64.const ${literal(recorder.reference)}) ${i32(memory.sums)} ${i32(memory.squares)} ${parts})`;
  }
  if (recorder.kind !== 'trace' || memory.kind !== 'trace') return '';
  const evaluated = recorder.of === 'output' && !injectedOutputs(plan.config, recorder.group).includes(recorder.index);
  const output = evaluated ? outputCall(recorder.group, recorder.index) : '';
  const { cursors, column } = memory;
  const call = column.uniform
    ? `(call $sample_one ${own(cursors, true)} ${own(column.address, true)})`
    : `(call $sample ${own(cursors, true)} ${i32(column.address)})`;
  return `${output} ${call}`;
}

const kernelCall = (kernel: string, g: number): string =>
  `(call $${kernel}_${g} ${STEP} (local.get $time) ${list(groupName(g))} ${from(groupName(g))} ${to(groupName(g))} ${SELF})`;

function updateCalls(plan: Plan): string[] {
  return plan.groups.flatMap((group, g) => {
    if (!updates(group)) return [];
    const update = kernelCall('update', g);
    return group.openUpdate ? [closedCall('hold', g), update, closedCall('release', g)] : [update];
  });
}

const closedCall = (what: 'hold' | 'hold_new' | 'release', g: number): string =>
  `(call $${what}_${g} ${STEP} ${from(groupName(g))} ${to(groupName(g))} ${SELF})`;

/** Groups with a clamped state that deliveries reach: they are held through them; by masks where periods differ. */
function heldInDeliveries({ config, groups }: Plan): number[] {
  const reached = new Set(
    config.projections
      .filter(({ target, state, delayMs }) => delayMs.kind === 'constant' && closing(item(groups, target), state) !== 0)
      .map(({ target }) => target),
  );
  return [...reached].sort((a, b) => a - b);
}

const within = (startMs: number, stopMs: number, dtMs: number, then: string): string =>
  `(if (i32.and (i32.ge_s ${STEP} ${i32(stepAtOrAfter(startMs, dtMs))}) (i32.lt_s ${STEP} ${i32(stepAtOrAfter(stopMs, dtMs))})) (then ${then}))`;

function spikeSources(plan: Plan): string[] {
  return plan.sources.map((source, s) => {
    const { config } = source;
    const name = sourceName(s);
    const call = sourceCall(source, plan.config, { list: list(name), from: from(name), to: to(name) });
    return config.kind === 'given' ? call : within(config.startMs, config.stopMs, plan.config.dtMs, call);
  });
}

function keptSpikes(plan: Plan): string[] {
  return emitters(plan).map(({ name, memory: { total, log } }) => {
    const place = own(total, true);
    const count = `(f64.store ${place} (f64.add (f64.load ${place}) (f64.convert_i32_u (i32.load ${list(name)}))))`;
    return log ? `${count} (call $keep ${list(name)} ${STEP} ${ownLog(log)})` : count;
  });
}

/** Address of the refractory ends where the state is closed to jumps meanwhile, else 0. */
function closing(group: GroupMemory, state: number): number {
  return item(group.config.states, state).clampedWhileRefractory ? (group.until ?? 0) : 0;
}

function deliveries(plan: Plan): string[] {
  const { config, threads } = plan;
  const lag = lagOf(threads, plan.windowSteps);
  const calls = config.projections.flatMap(({ source, target, delayMs }, k) => {
    const { emitter } = source.of === 'group' ? item(plan.groups, source.index) : item(plan.sources, source.index);
    const delay = delayMs.kind === 'constant' ? nearestSteps(delayMs.value, config.dtMs) : lag;
    // A spike of `lag` steps ago that is delayed by D is due in D - lag steps.
    const emitted = delayMs.kind === 'constant' ? STEP : `(i32.sub ${STEP} ${i32(lag)})`;
    const later = delayMs.kind === 'constant' ? '' : `(if (i32.ge_s ${STEP} ${i32(lag)}) (then CALL))`;
    const lists = Array.from({ length: threads }, (_, thread) =>
      emitterList(emitter, delay, thread, threads === 1 && delay === 0 ? emitterName(source) : null),
    );
    if (plan.bitmaps[k]) {
      const name = groupName(target);
      return [`(call $deliver_all_${k} ${emitted} ${from(name)} ${to(name)} ${lists.join(' ')})`];
    }
    const all = lists.map((due) => `(call $deliver_${k} ${due} ${emitted})`).join('\n');
    return [later ? later.replace('CALL', all) : all];
  });
  const held = heldInDeliveries(plan);
  const before = held.map((g) => closedCall(item(plan.groups, g).openUpdate ? 'hold_new' : 'hold', g));
  const after = held.map((g) => closedCall('release', g));
  const flushes = plan.rings.map(({ group, state, address, slots, slotBytes }) => {
    const memory = item(plan.groups, group);
    const slot = `(i32.add ${i32(address)} (i32.mul (i32.and ${STEP} ${i32(slots - 1)}) ${i32(slotBytes)}))`;
    return `(call $flush ${slot} ${i32(item(memory.states, state))} ${i32(closing(memory, state))} ${STEP} ${from(groupName(group))} ${to(groupName(group))})`;
  });
  const learned = config.projections.flatMap(({ target }, k) => {
    const plastic = plan.plasticity[k];
    return plastic ? afterDeliveries(k, plastic, list(groupName(target))) : [];
  });
  return [...before, ...calls, ...after, ...flushes, ...learned];
}

const emitterList = (emitter: EmitterMemory, delay: number, thread: number, current: string | null): string =>
  current === null ? listAt(emitter, delay, i32(thread)) : list(current);

function backgrounds(plan: Plan): string[] {
  const { seed, dtMs, precision } = plan.config;
  const shift = i32(Math.log2(bytesOf(precision)));
  return plan.config.backgrounds.map(({ key, target, state, startMs, stopMs }, k) => {
    const group = item(plan.groups, target);
    const { header, limits, rest, weight } = item(plan.backgrounds, k);
    const name = groupName(target);
    const numbers = [seed, key, Purpose.background, item(group.states, state), closing(group, state)]
      .map(i32)
      .join(' ');
    const read = (offset: number): string => `(i32.load ${i32(header + offset)})`;
    const table = `${read(0)} ${i32(limits)} ${read(4)} ${i32(rest)} ${read(8)} ${read(12)} (f64.load ${i32(weight)})`;
    return within(
      startMs,
      stopMs,
      dtMs,
      `(call $background ${STEP} (i32.shr_u ${from(name)} ${shift}) (i32.shr_u ${to(name)} ${shift}) ${numbers} ${table})`,
    );
  });
}

function resetCalls(plan: Plan): string[] {
  return plan.groups.flatMap((group, g) => (resets(group) ? [kernelCall('reset', g)] : []));
}
