import compileWat from 'watr/compile';
import type {
  AssignmentConfig,
  EngineConfig,
  LiveChange,
  PokeConfig,
  RecorderConfig,
  RecorderResult,
  ScheduledChanges,
  Snapshot,
  TimedPoke,
  WeightList,
} from '../contract/index.ts';
import { overflowed, synapsesOf } from './connectivity/index.ts';
import { fingerprint } from './fingerprint.ts';
import { item } from './memory/item.ts';
import { CONTROL, THREAD_STRIDE } from './memory/layout.ts';
import { Views } from './memory/views.ts';
import { moduleText } from './module/module.ts';
import { type Plan, plan } from './plan/plan.ts';
import { usableThreads } from './plan/usable-threads.ts';
import { type PlasticityMemory, readWeights, writeIncoming } from './plasticity/index.ts';
import { Pokes } from './pokes.ts';
import type { PoissonTable } from './random/poisson.ts';
import { Drain } from './recorders/drain.ts';
import { canBeAdded } from './recorders/late.ts';
import { backgroundTable } from './sources/backgrounds.ts';
import { writeChanges } from './state/change.ts';
import { writeColumn, writeParameter, writePropagators } from './state/groups.ts';
import { writeInitialState } from './state/initial.ts';
import { writeStructure } from './state/structure.ts';
import { type StartThread, Team } from './threads.ts';

/** What some steps brought. Typed arrays are made anew for each result and may be transferred. */
export interface Advance {
  readonly firstStep: number;
  readonly endStep: number;
  readonly recorders: RecorderResult[];
  /** Number of spikes of each group since step 0. */
  readonly spikeCounts: number[];
}

/** No state in internal units is so large unless it grows without end, which is told long before it is infinite. */
const LARGEST = 1e30;

/** The first state or weight that is not finite, or beyond all bounds. */
interface Divergence {
  readonly group: string;
  readonly state: string;
  readonly element: number;
  /** Present where the element is a synapse of the projection that `group` names. */
  readonly of?: 'synapse';
}

/** A built network. It serves one caller, and every call runs to its end. */
export interface Engine {
  /** The next step to compute. */
  readonly step: number;
  readonly synapses: number;
  /** Number of synapses of each projection and of each coupling, in the order of the config. */
  readonly synapsesOf: { readonly projections: readonly number[]; readonly couplings: readonly number[] };
  /** How many bytes the linear memory has. */
  readonly bytes: number;
  readonly threads: number;
  /** Computes so many steps. */
  advance(steps: number): Advance;
  /**
   * Changes what steps from here on read, as an assignment at the next step would; the state goes on. Returns false, and changes
   * nothing, where there is no room for what a change needs: the network must then be built anew.
   */
  change(changes: readonly LiveChange[]): boolean;
  /**
   * Records these too, from here on, without building anew; their results come after those of the others. Returns false, and
   * records none of them, where one of them is of what no step leaves in the memory.
   */
  record(recorders: readonly RecorderConfig[]): boolean;
  /**
   * Pokes a group from a step on that is not computed yet, or else from the next one; returns the step. Pokes belong to their
   * steps, as assignments do: after a reset or a restoration these steps are poked again.
   */
  poke(poke: PokeConfig, fromStep: number): number;
  /** Takes these pokes in place of all before. */
  setPokes(pokes: readonly TimedPoke[]): void;
  /** Lets go what is held of a group by pokes; returns the first step in which it is free. */
  release(group: number): number;
  /** Goes back to step 0 as built, with the same connectivity, parameters, initial state and random numbers. */
  reset(): void;
  /** Tells whether the run diverges; null where all states and weights are finite. */
  checkFinite(): Divergence | null;
  /** Copies a state, by indices of the config. */
  readState(group: number, state: number): Float64Array;
  /** Copies the synapses of a plastic projection, by index of the config; throws RangeError where weights do not change. */
  readWeights(projection: number): WeightList;
  /** Copies a state of the neurons at one end of it, as it was when last brought up to date. */
  readEnd(projection: number, end: 'pre' | 'post', state: number): Float64Array;
  /** How many bytes a snapshot has. */
  readonly snapshotBytes: number;
  /** Copies all that a run changes. */
  snapshot(): Snapshot;
  /** Goes on from a snapshot, bit for bit; throws RangeError with a sentence where it is of another network. */
  restore(snapshot: Snapshot): void;
  /** Lets the memory and the threads go; the engine is of no use afterwards. */
  dispose(): void;
}

export interface EngineOptions {
  /** Told the share of the connectivity that has been made. */
  readonly onProgress?: (fraction: number) => void;
  /** How many threads are wanted; results do not depend on it. More than one needs `startThread`. */
  readonly threads?: number;
  readonly startThread?: StartThread;
  /** With `one`, kernels compute one element at a time, to the same results. */
  readonly lanes?: 'one' | 'vector';
}

/** Builds connectivity and code. Throws RangeError with a sentence where the config cannot be met. */
export async function createEngine(config: EngineConfig, options: EngineOptions = {}): Promise<Engine> {
  const { startThread, onProgress, lanes = 'vector' } = options;
  const threads = startThread ? usableThreads(config, options.threads ?? 1) : 1;
  const tables = config.backgrounds.map((background) => backgroundTable(background, config));
  const network = plan(config, tables, threads);
  const { text, tasks } = moduleText(network, lanes);
  const code: BufferSource = compileWat(text);
  const pages = Math.ceil(network.layout.bytes / 65536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: threads > 1 });
  const team = await Team.gather(threads, startThread, await WebAssembly.compile(code), memory, tasks);
  const views = new Views(memory.buffer);
  writeStructure(views, network);
  const phases = tasks.filter((task) => task !== 'run');
  phases.forEach((phase, k) => {
    team.run(phase);
    onProgress?.((k + 1) / phases.length);
  });
  const lacking = network.projections.findIndex((projection) => overflowed(views, projection));
  if (lacking >= 0) {
    team.dismiss();
    throw new RangeError(`${item(config.projections, lacking).name}: it drew more synapses than there is room for`);
  }
  network.plasticity.forEach((plastic, k) => {
    if (plastic) writeIncoming(views, item(network.projections, k), plastic);
  });
  return new BuiltEngine(network, views, team, tables, fingerprint(text));
}

class BuiltEngine implements Engine {
  step = 0;
  readonly synapses: number;
  private drain: Drain;
  private pokes: Pokes;
  private readonly assignments: readonly AssignmentConfig[];
  private nextAssignment = 0;
  private readonly scheduled: readonly ScheduledChanges[];
  private nextScheduled = 0;
  private readonly projectionSynapses: readonly number[];
  private fingerprint: string | null = null;
  /** Recorders that came after the build. */
  private readonly added: RecorderConfig[] = [];

  constructor(
    private plan: Plan,
    private views: Views,
    private readonly team: Team,
    private readonly tables: readonly PoissonTable[],
    /** Of the module's text, which has all addresses in it. */
    private readonly code: string,
  ) {
    this.assignments = [...plan.config.assignments].sort((a, b) => a.step - b.step);
    this.scheduled = plan.config.changes ?? [];
    this.drain = new Drain(plan, views);
    this.pokes = new Pokes(plan, views);
    this.projectionSynapses = plan.projections.map((projection) => synapsesOf(views, projection));
    this.synapses =
      this.projectionSynapses.reduce((sum, count) => sum + count, 0) +
      plan.couplings.reduce((sum, { synapses }) => sum + synapses, 0);
    this.reset();
  }

  get synapsesOf(): Engine['synapsesOf'] {
    return { projections: this.projectionSynapses, couplings: this.plan.couplings.map(({ synapses }) => synapses) };
  }

  get bytes(): number {
    return this.views.buffer.byteLength;
  }

  get threads(): number {
    return this.plan.threads;
  }

  reset(): void {
    this.step = 0;
    this.nextAssignment = 0;
    this.nextScheduled = 0;
    this.pokes.beginAnew();
    writeInitialState(this.views, this.plan, this.tables);
    this.team.alone('prepare');
    this.drainAnew();
  }

  advance(steps: number): Advance {
    const firstStep = this.step;
    const endStep = firstStep + steps;
    let collected = firstStep;
    while (this.step < endStep) {
      this.assignDue();
      this.changeDue();
      this.pokes.write(this.step);
      this.drain.sample(this.step);
      const room = Math.min(endStep, this.drain.roomUntil(collected));
      const between = Math.min(this.drain.stopAt(this.step), this.pokes.stopAt(this.step));
      const until = Math.min(room, this.nextAssignmentStep(), this.nextChangeStep(), between);
      this.step = this.team.run('run', this.step, until);
      this.drain.sampleAfter(this.step - 1);
      // It also stops where there is no room for what the next step might bring.
      if (this.step < until || this.step >= room) {
        this.drain.collect(collected, this.step);
        collected = this.step;
      }
    }
    return { firstStep, endStep, recorders: this.drain.take(firstStep), spikeCounts: this.spikeCounts() };
  }

  record(recorders: readonly RecorderConfig[]): boolean {
    if (!recorders.every((recorder) => canBeAdded(recorder, this.plan))) return false;
    for (const recorder of recorders) this.drain.add(recorder);
    this.added.push(...recorders);
    return true;
  }

  poke(poke: PokeConfig, fromStep: number): number {
    const firstStep = Math.max(this.step, fromStep);
    this.pokes.add({ poke, firstStep, endStep: firstStep + poke.steps });
    return firstStep;
  }

  setPokes(pokes: readonly TimedPoke[]): void {
    this.pokes.set(pokes);
  }

  release(group: number): number {
    this.pokes.release(group, this.step);
    return this.step;
  }

  change(changes: readonly LiveChange[]): boolean {
    const room = writeChanges(this.views, this.plan, changes);
    if (room) this.team.alone('prepare');
    return room;
  }

  checkFinite(): Divergence | null {
    for (const { config, states } of this.plan.groups) {
      for (const [index, address] of states.entries()) {
        const values = this.views.numbers(this.plan.config.precision, address, config.size);
        for (let element = 0; element < values.length; element++) {
          if (!(Math.abs(values[element] ?? 0) < LARGEST))
            return { group: config.name, state: item(config.states, index).name, element };
        }
      }
    }
    return this.weightNotFinite();
  }

  private weightNotFinite(): Divergence | null {
    for (const [k, plastic] of this.plan.plasticity.entries()) {
      if (plastic === null) continue;
      const weights = this.views.numbers(plastic.precision, plastic.weights, this.projectionSynapses[k] ?? 0);
      // The sum of the differences of numbers from themselves is 0 where all are finite.
      let sum = 0;
      for (let n = 0; n < weights.length; n++) sum += (weights[n] ?? 0) - (weights[n] ?? 0);
      if (sum === 0) continue;
      const element = weights.findIndex((weight) => !Number.isFinite(weight));
      return { group: item(this.plan.config.projections, k).name, state: 'weight', element, of: 'synapse' };
    }
    return null;
  }

  readState(group: number, state: number): Float64Array {
    const { config, states } = item(this.plan.groups, group);
    return Float64Array.from(this.views.numbers(this.plan.config.precision, item(states, state), config.size));
  }

  readWeights(projection: number): WeightList {
    return readWeights(this.views, item(this.plan.projections, projection), this.plastic(projection));
  }

  readEnd(projection: number, end: 'pre' | 'post', state: number): Float64Array {
    const plastic = this.plastic(projection);
    const { states, size } = plastic[end];
    return Float64Array.from(this.views.numbers(plastic.precision, item(states, state), size));
  }

  private plastic(projection: number): PlasticityMemory {
    const plastic = item(this.plan.plasticity, projection);
    if (plastic === null) throw new RangeError('the weights of this projection do not change');
    return plastic;
  }

  get snapshotBytes(): number {
    return this.plan.layout.changingBytes;
  }

  snapshot(): Snapshot {
    return {
      step: this.step,
      network: this.network(),
      bytes: this.views.bytes(0, this.plan.layout.changingBytes).slice() as Uint8Array<ArrayBuffer>,
    };
  }

  restore({ step, bytes, network }: Snapshot): void {
    if (network !== this.network() || bytes.length !== this.snapshotBytes)
      throw new RangeError('The saved state is of another network, or of another number of threads.');
    // The words before these, by which threads meet, belong to this run; a thread may be reading them.
    const changing = bytes.subarray(CONTROL.scratch);
    this.views.bytes(CONTROL.scratch, changing.length).set(changing);
    this.step = step;
    this.nextAssignment = this.assignments.findIndex((assignment) => assignment.step >= step);
    if (this.nextAssignment < 0) this.nextAssignment = this.assignments.length;
    this.nextScheduled = this.scheduled.filter((changes) => changes.step < step).length;
    this.team.alone('prepare');
    this.pokes.beginAnew();
    this.drainAnew();
  }

  dispose(): void {
    this.team.dismiss();
    this.plan = { ...this.plan, groups: [], sources: [], projections: [], plasticity: [], couplings: [] };
    this.views = new Views(new ArrayBuffer(0));
    this.pokes = new Pokes(this.plan, this.views);
    this.drain = new Drain({ ...this.plan, recorders: [], config: { ...this.plan.config, recorders: [] } }, this.views);
  }

  private drainAnew(): void {
    this.drain = new Drain(this.plan, this.views);
    for (const recorder of this.added) this.drain.add(recorder);
  }

  private network(): string {
    this.fingerprint ??= fingerprint([this.plan.threads, this.plan.config, this.code]);
    return this.fingerprint;
  }

  private spikeCounts(): number[] {
    return this.plan.groups.map(({ emitter }) => {
      let total = 0;
      for (let thread = 0; thread < this.plan.threads; thread++)
        total += this.views.doubles(emitter.total + thread * THREAD_STRIDE, 1)[0] ?? 0;
      return total;
    });
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
    if (assigned) this.team.alone('prepare');
  }

  private nextChangeStep(): number {
    return this.scheduled[this.nextScheduled]?.step ?? Number.POSITIVE_INFINITY;
  }

  private changeDue(): void {
    while (this.nextChangeStep() <= this.step) {
      // Room was made for it when the network was built.
      if (!this.change(item(this.scheduled, this.nextScheduled++).changes))
        throw new Error('there is no room for a change that was known to come');
    }
  }

  private assign({ group, of, index, values }: AssignmentConfig): void {
    const memory = item(this.plan.groups, group);
    if (of === 'parameter') {
      writeParameter(this.views, this.plan, memory, index, values);
      writePropagators(this.views, this.plan, memory);
      return;
    }
    const { size } = memory.config;
    const column = values.length === size ? values : new Float64Array(size).fill(values[0] ?? 0);
    writeColumn(this.views, this.plan, memory, item(memory.states, index), column);
  }
}
