import compileWat from 'watr/compile';
import type { AssignmentConfig, EngineConfig, RecorderResult } from '../contract/index.ts';
import { binomialThresholds } from './binomial.ts';
import { Drain } from './drain.ts';
import { spikeProbability, Views, writeInitialState, writePropagators, writeStructure } from './initial.ts';
import { moduleText } from './kernels/step.ts';
import { item, type Plan, plan } from './plan.ts';

/** What a stretch of steps brought; typed arrays are made anew for each and may be transferred. */
export interface Advance {
  readonly firstStep: number;
  readonly endStep: number;
  readonly recorders: RecorderResult[];
  /** Spikes of each group since the build. */
  readonly spikeCounts: number[];
}

/** First number found that is not finite. */
export interface Divergence {
  readonly group: string;
  readonly state: string;
  readonly element: number;
}

/** A built network. Not shared between threads; every call runs to its end. */
export interface Engine {
  /** Next step to compute. */
  readonly step: number;
  readonly synapses: number;
  /** Bytes of the linear memory. */
  readonly bytes: number;
  advance(steps: number): Advance;
  /** Back to step 0: same connectivity, same initial state, same random numbers. */
  reset(): void;
  checkFinite(): Divergence | null;
  /** Copy of a state, by indices of the config. */
  readState(group: number, state: number): Float64Array;
  dispose(): void;
}

interface Exports {
  prepare(): void;
  run(step: number, until: number): number;
}

export interface EngineOptions {
  /** Share of the connectivity that is made. */
  readonly onProgress?: (fraction: number) => void;
}

/** Builds connectivity and code; throws RangeError with a sentence where the config cannot be met. */
export async function createEngine(config: EngineConfig, options: EngineOptions = {}): Promise<Engine> {
  const tables = config.backgrounds.map(({ trains, rateKHz }) =>
    binomialThresholds(trains, spikeProbability(rateKHz, config.dtMs)),
  );
  const made = plan(config, tables, options.onProgress ?? (() => undefined));
  const code: BufferSource = compileWat(moduleText(made));
  const pages = Math.ceil(made.layout.bytes / 65536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { instance } = await WebAssembly.instantiate(code, { engine: { memory } });
  const views = new Views(memory.buffer);
  writeStructure(views, made, tables);
  return new BuiltEngine(made, views, instance.exports as unknown as Exports);
}

class BuiltEngine implements Engine {
  step = 0;
  private drain: Drain;
  private readonly assignments: readonly AssignmentConfig[];
  private nextAssignment = 0;

  constructor(
    private plan: Plan,
    private views: Views,
    private code: Exports,
  ) {
    this.assignments = plan.config.assignments.toSorted((a, b) => a.step - b.step);
    this.drain = new Drain(plan, views);
    this.reset();
  }

  get synapses(): number {
    return this.plan.synapses;
  }

  get bytes(): number {
    return this.views.buffer.byteLength;
  }

  reset(): void {
    writeInitialState(this.views, this.plan);
    this.code.prepare();
    this.drain = new Drain(this.plan, this.views);
    this.step = 0;
    this.nextAssignment = 0;
  }

  advance(steps: number): Advance {
    const firstStep = this.step;
    const endStep = firstStep + steps;
    while (this.step < endStep) {
      this.assignDue();
      const until = Math.min(endStep, this.nextAssignmentStep(), this.drain.roomUntil(this.step));
      const reached = this.code.run(this.step, until);
      this.drain.collect(this.step, reached);
      this.step = reached;
    }
    return { firstStep, endStep, recorders: this.drain.take(firstStep), spikeCounts: this.spikeCounts() };
  }

  checkFinite(): Divergence | null {
    for (const { config, states } of this.plan.groups) {
      for (const [index, address] of states.entries()) {
        const element = this.views.doubles(address, config.size).findIndex((value) => !Number.isFinite(value));
        if (element >= 0) return { group: config.name, state: item(config.states, index).name, element };
      }
    }
    return null;
  }

  readState(group: number, state: number): Float64Array {
    const { config, states } = item(this.plan.groups, group);
    return this.views.doubles(item(states, state), config.size).slice();
  }

  /** Lets the memory go; the engine is of no use afterwards. */
  dispose(): void {
    this.plan = { ...this.plan, groups: [], sources: [], projections: [], gaps: [], synapses: 0 };
    this.views = new Views(new ArrayBuffer(0));
    this.code = { prepare: () => undefined, run: (_step, until) => until };
    this.drain = new Drain({ ...this.plan, recorders: [], config: { ...this.plan.config, recorders: [] } }, this.views);
  }

  private spikeCounts(): number[] {
    return this.plan.groups.map(({ emitter }) => this.views.doubles(emitter.total, 1)[0] ?? 0);
  }

  private nextAssignmentStep(): number {
    return this.assignments[this.nextAssignment]?.step ?? Number.POSITIVE_INFINITY;
  }

  private assignDue(): void {
    let assigned = false;
    while (this.nextAssignmentStep() <= this.step) {
      this.assign(item(this.assignments, this.nextAssignment++));
      assigned = true;
    }
    if (assigned) this.code.prepare();
  }

  private assign({ group, of, index, values }: AssignmentConfig): void {
    const memory = item(this.plan.groups, group);
    const { address, uniform } =
      of === 'state' ? { address: item(memory.states, index), uniform: false } : item(memory.parameters, index);
    const column = this.views.doubles(address, uniform ? 1 : memory.config.size);
    if (values.length === column.length) column.set(values);
    else column.fill(values[0] ?? 0);
    if (of === 'parameter') writePropagators(this.views, memory, this.plan.config.dtMs);
  }
}
