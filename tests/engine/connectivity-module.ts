import compileWat from 'watr/compile';
import type { Values } from '../../src/contract/index.ts';
import {
  buildText,
  type DeliveryTarget,
  deliverText,
  longestDelaySteps,
  type ProjectionMemory,
  type ProjectionRequest,
  placeProjection,
  writeProjection,
  writeWeight,
} from '../../src/engine/connectivity/index.ts';
import { Layout } from '../../src/engine/memory/layout.ts';
import { partitionOf } from '../../src/engine/memory/partition.ts';
import { Views } from '../../src/engine/memory/views.ts';
import { normalWat } from '../../src/engine/random/normal-wat.ts';
import { philoxWat } from '../../src/engine/random/philox-wat.ts';
import { importsOf } from '../../src/engine/threads.ts';
import { elementaryFunctions } from '../../src/engine/wat/elementary.ts';

export const constant = (value: number): Values => ({ kind: 'constant', value });

export interface Wish extends Pick<ProjectionRequest, 'rule' | 'ends' | 'weight' | 'delayMs'> {
  readonly threads: number;
  readonly storage?: 'stored' | 'regenerated';
  readonly precision?: 'f64' | 'f32';
  readonly seed?: number;
}

export function requestOf(wish: Wish, weightAddress = 0): ProjectionRequest {
  const { threads, ends, storage = 'stored', precision = 'f64', seed = 11 } = wish;
  const partition = partitionOf(ends.targets, threads);
  return { ...wish, name: 'test', key: 5, dtMs: 0.1, seed, storage, precision, partition, weightAddress };
}

/** A projection alone in a module, with a state or a ring that it delivers to. */
export interface Built {
  readonly memory: ProjectionMemory;
  readonly views: Views;
  readonly target: DeliveryTarget;
  readonly milliseconds: number;
  /** Every thread delivers the spikes. */
  deliver(elements: readonly number[], step: number): void;
}

const LIST_BYTES = 4096;

/** Of a ring that holds the longest delay: a power of two. */
export const slotsOf = (delayMs: Values, dtMs: number): number =>
  2 ** Math.ceil(Math.log2(longestDelaySteps(delayMs, dtMs) + 1));

export function build(wish: Wish, change: (memory: ProjectionMemory) => ProjectionMemory = (memory) => memory): Built {
  const { threads, ends } = wish;
  const layout = new Layout(threads);
  const request = requestOf(wish, layout.reserve(8));
  const list = layout.reserve(LIST_BYTES);
  const slotBytes = Math.ceil(ends.targets / 8) * 8 * (request.precision === 'f64' ? 8 : 4);
  const slots = slotsOf(request.delayMs, request.dtMs);
  const delayed = request.delayMs.kind !== 'constant';
  const address = layout.reserve(slotBytes);
  const ring = delayed ? { address: layout.reserve(slots * slotBytes), slotBytes, mask: slots - 1 } : null;
  const target: DeliveryTarget = { precision: request.precision, address, ring };
  const memory = change(placeProjection(layout, request));
  const { text, phases } = buildText([memory]);
  const functions = `${philoxWat}\n${normalWat}\n${text}\n${deliverText(0, memory, target)}
    (func (export "deliver") (param $list i32) (param $step i32) (call $deliver_0 (local.get $list) (local.get $step)))`;
  const pages = Math.ceil(layout.bytes / 65536);
  const code: BufferSource = compileWat(`(module
    (import "engine" "memory" (memory ${pages} ${pages}))
    (import "engine" "thread" (global $thread i32))
    (import "engine" "scratch" (global $scratch i32))
    ${elementaryFunctions(functions)}\n${functions})`);
  const linear = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const module = new WebAssembly.Module(code);
  const instances = Array.from(
    { length: threads },
    (_, thread) => new WebAssembly.Instance(module, importsOf(linear, thread)),
  );
  const call = (name: string, ...operands: number[]) => {
    for (const { exports } of instances) (exports[name] as (...operands: number[]) => void)(...operands);
  };
  const views = new Views(linear.buffer);
  writeProjection(views, memory);
  if (memory.weight.kind === 'constant') writeWeight(views, memory, memory.weight.value);
  const started = performance.now();
  for (let phase = 0; phase < phases; phase++) call(`build_phase_${phase}`);
  return {
    memory,
    views,
    target,
    milliseconds: performance.now() - started,
    deliver(elements, step) {
      views.integers(list, elements.length + 1).set([elements.length, ...elements]);
      call('deliver', list, step);
    },
  };
}

/** A synapse as it lies in memory. */
export interface Synapse {
  readonly source: number;
  readonly target: number;
  readonly weight: number;
  readonly delay: number;
}

/** All synapses, by source and stretch, in the order in which they are kept. */
export function decode({ memory, views }: Built): Synapse[] {
  const { partition, ends, delayMs } = memory.request;
  const stretches = partition.starts.length - 1;
  const table = views.words(memory.rows, ends.sources * (stretches + 1));
  const delay = delayMs.kind === 'constant' ? Math.floor(delayMs.value / 0.1 + 0.5) : 0;
  const synapses: Synapse[] = [];
  for (let source = 0; source < ends.sources; source++) {
    for (let stretch = 0; stretch < stretches; stretch++) {
      const from = table[source * (stretches + 1) + stretch] ?? 0;
      const end = table[source * (stretches + 1) + stretch + 1] ?? 0;
      const start = partition.starts[stretch] ?? 0;
      const found = memory.delayed ? segments(from, end) : plain(from, end, delay);
      synapses.push(...found.map((synapse) => ({ source, ...synapse, target: synapse.target + start })));
    }
  }
  return synapses;

  function plain(from: number, end: number, delay: number): Omit<Synapse, 'source'>[] {
    return Array.from(views.halves(from, (end - from) / 2), (target, k) => {
      const place = from + 2 * k - memory.targets;
      return { target, delay, weight: weightAt(memory.weights + (memory.weight.kind === 'f64' ? 4 : 2) * place, 0) };
    });
  }

  function segments(from: number, end: number): Omit<Synapse, 'source'>[] {
    const all: Omit<Synapse, 'source'>[] = [];
    for (let at = from; at < end; ) {
      const [delay = 0, count = 0] = views.halves(at, 2);
      const weights = at + 4 + Math.ceil(count / 2) * 4;
      all.push(
        ...Array.from(views.halves(at + 4, count), (target, k) => ({ target, delay, weight: weightAt(weights, k) })),
      );
      at = weights + count * (memory.weight.kind === 'constant' ? 0 : memory.weight.kind === 'f32' ? 4 : 8);
    }
    return all;
  }

  function weightAt(address: number, k: number): number {
    const view = new DataView(views.buffer);
    if (memory.weight.kind === 'constant') return memory.weight.value;
    return memory.weight.kind === 'f32'
      ? view.getFloat32(address + 4 * k, true)
      : view.getFloat64(address + 8 * k, true);
  }
}
