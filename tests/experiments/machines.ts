import { expect } from 'vitest';
import type { EngineConfig } from '../../src/contract/index.ts';
import { type Checks, comparedOf } from '../../src/document/configurations.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { runToEnd, stepsOf } from '../../src/experiments/run.ts';
import { compiledOf, configurations, placesOf } from '../../src/experiments/simulation/configurations.ts';
import type { Archive } from '../../src/experiments/simulation/kept.ts';
import { RunMachine } from '../../src/experiments/simulation/machine.ts';
import { buildIn, type Member } from '../../src/experiments/simulation/member.ts';
import { NOTHING_RUNS, type RunState } from '../../src/experiments/simulation/run-state.ts';
import type { WorkerSession } from '../../src/session/client.ts';
import { createSession } from '../../src/session/host.ts';

/** A session of this thread that can be made to die as a worker does. */
export interface MortalSession extends WorkerSession {
  die(): void;
}

function mortalSession(signal: AbortSignal): MortalSession {
  const session = createSession();
  let crashed = false;
  let reject: (fault: unknown) => void = () => undefined;
  const ended = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  ended.catch(() => undefined);
  signal.addEventListener('abort', () => {
    reject(signal.reason);
    void session.dispose();
  });
  // One that has died does not answer, though the call comes before it is disposed of.
  const guarded = <T>(call: Promise<T>): Promise<T> => Promise.race([ended, call]);
  return {
    estimate: (config) => guarded(session.estimate(config)),
    connectivity: (config, which) => guarded(session.connectivity(config, which)),
    build: (...given) => guarded(session.build(...given)),
    // Chunks of a worker that has died do not arrive.
    run: (until, onChunk) => guarded(session.run(until, (chunk) => (crashed ? undefined : onChunk(chunk)))),
    setPace: (speed) => guarded(session.setPace(speed)),
    pause: () => guarded(session.pause()),
    change: (config) => guarded(session.change(config)),
    record: (recorders) => guarded(session.record(recorders)),
    poke: (poke, fromStep) => guarded(session.poke(poke, fromStep)),
    setPokes: (pokes) => guarded(session.setPokes(pokes)),
    release: (group) => guarded(session.release(group)),
    readWeights: (projection) => guarded(session.readWeights(projection)),
    snapshot: () => guarded(session.snapshot()),
    restore: (snapshot, config) => guarded(session.restore(snapshot, config)),
    snapshots: () => guarded(session.snapshots()),
    seek: (step) => guarded(session.seek(step)),
    reset: () => guarded(session.reset()),
    dispose: () => guarded(session.dispose()),
    hasCrashed: () => crashed,
    terminate: () => void session.dispose(),
    die: () => {
      crashed = true;
      reject(new Error('The simulation stopped unexpectedly: out of memory.'));
      void session.dispose();
    },
  };
}

interface Surroundings {
  alter?: (config: EngineConfig) => EngineConfig;
  archive?: Archive | null;
  /** What is checked, of which that runs; null: the network itself runs. */
  compared?: Checks | null;
}

let clock = 0;

/** A machine on sessions of this thread, with what it was told and what it has built. */
export function machineOf(
  first: NetworkDocument,
  { alter = (config: EngineConfig) => config, archive = null, compared = null }: Surroundings = {},
) {
  let document = first;
  let checked = compared;
  let state = NOTHING_RUNS;
  const statuses: string[] = [];
  const members: Member[] = [];
  const build = buildIn(mortalSession);
  const machine = new RunMachine({
    places: () => placesOf(document, checked && comparedOf(document, checked)),
    compiled: () => compiledOf(document, checked && comparedOf(document, checked)),
    configurations: () => configurations(document, checked && comparedOf(document, checked)),
    archive: () => archive,
    spill: null,
    now: () => ++clock,
    build: async ({ config, ...shown }, ...given) => {
      const member = await build({ ...shown, config: alter(config) }, ...given);
      members.push(member);
      return member;
    },
    onFrame: (callback) => void setTimeout(callback),
    onChange: (changes) => {
      if (changes.status !== undefined && changes.status !== state.status) statuses.push(changes.status);
      state = { ...state, ...changes };
    },
    cores: 1,
  });
  const until = (status: RunState['status']) =>
    expect.poll(() => state.status, { interval: 1, timeout: 20_000 }).toBe(status);
  return {
    machine,
    statuses,
    members,
    until,
    get state() {
      return state;
    },
    get wanted() {
      return document;
    },
    edit(next: NetworkDocument) {
      document = next;
      machine.follow();
    },
    /** Looks at the configurations that are checked; null: at the network itself. */
    look(next: Checks | null) {
      checked = next;
      return machine.look();
    },
  };
}

/** Steps of all spikes of the only network that runs. */
export const spikesOf = ({ runs: [run] }: RunState): number[] =>
  run === undefined ? [] : [...run.recordings.spikes(run.map.populations[0]?.spikes ?? -1).steps];

/** The same of a run that nothing interrupts. */
export async function spikesOfWhole(document: NetworkDocument): Promise<number[]> {
  const [whole] = configurations(document, null);
  if (typeof whole !== 'object') throw new Error('it is compiled');
  const session = createSession();
  const request = { steps: stepsOf(whole.map), budgetBytes: 1e9, threads: { exactly: 1 } };
  const { recordings } = await runToEnd(session, whole.config, request);
  await session.dispose();
  return [...recordings.spikes(whole.map.populations[0]?.spikes ?? -1).steps];
}
