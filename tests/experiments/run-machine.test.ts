import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import type { EngineConfig } from '../../src/contract/index.ts';
import { addProbe, connect } from '../../src/document/commands.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { configurations } from '../../src/experiments/simulation/configurations.ts';
import { saveMember } from '../../src/experiments/simulation/member.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';
import { type MortalSession, machineOf, spikesOf, spikesOfWhole } from './machines.ts';

const network = setField(readPreset('lif-step'), null, 'duration', '150 ms');
const neuron = network.nodes.find(({ kind }) => kind === 'population')?.id ?? '';

/** The network with a raster and a trace of its neuron. */
function withProbes(base: NetworkDocument) {
  let [raster, trace] = ['', ''];
  const document = produce(base, (draft) => {
    raster = addProbe(draft, 'raster', { x: 900, y: 0 });
    trace = addProbe(draft, 'traces', { x: 900, y: 400 });
    for (const probe of [raster, trace]) connect(draft, probe, neuron);
    for (const node of draft.nodes) if (node.id === trace && node.kind === 'probe') node.options = { neurons: [0] };
  });
  return { document, raster, trace };
}

function configOf(document: NetworkDocument): EngineConfig {
  const [wanted] = configurations(document, null);
  if (typeof wanted !== 'object') throw new Error('it is compiled');
  return wanted.config;
}

/** So long that it is still running whenever a test looks. */
const long = setField(network, null, 'duration', '1000 s');

describe('a run machine', () => {
  test('builds and runs to the end, with the results of a run in one piece', async () => {
    const running = machineOf(network);
    running.machine.run();
    await running.until('finished');
    expect(running.statuses).toEqual(['building', 'running', 'finished']);
    expect(running.state).toMatchObject({ timeMs: 150, durationMs: 150, message: null, stale: false, threads: 1 });
    expect(spikesOf(running.state).length).toBeGreaterThan(2);
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(network));
  });

  test('steps by 1 ms from any state at rest, and resumes to the same results', async () => {
    const running = machineOf(network);
    running.machine.stepOnce();
    await running.until('paused');
    expect(running.state.timeMs).toBe(1);
    running.machine.stepOnce();
    await running.until('paused');
    expect(running.state.timeMs).toBe(2);
    running.machine.resume();
    await running.until('finished');
    expect(running.members).toHaveLength(1);
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(network));
    running.machine.stepOnce();
    await expect.poll(() => running.state.timeMs).toBe(151);
    await running.until('finished');
    running.machine.resume();
    await expect.poll(() => running.members.length).toBe(2);
    await running.until('finished');
  });

  test('pauses, and goes on from there', async () => {
    const running = machineOf(long);
    running.machine.run();
    await expect.poll(() => running.state.runs[0]?.recordings.endStep).toBeGreaterThan(0);
    running.machine.pause();
    await running.until('paused');
    const pausedAt = running.state.timeMs;
    expect(pausedAt).toBeGreaterThan(0);
    running.machine.resume();
    await running.until('running');
    await expect.poll(() => running.state.timeMs).toBeGreaterThan(pausedAt);
    expect(running.members).toHaveLength(1);
    running.machine.reset();
  });

  test('until stopped begins at once, goes on beyond the duration without a stop, and ends there where that is chosen', async () => {
    const running = machineOf(network);
    running.machine.runOn(true);
    await running.until('running');
    await expect.poll(() => running.state.timeMs).toBeGreaterThan(300);
    expect(running.state).toMatchObject({ unbounded: true, wallLeftMs: null });
    running.machine.runOn(false);
    await running.until('finished');
    expect(running.statuses).toEqual(['building', 'running', 'finished']);
    expect(running.members).toHaveLength(1);
  });

  test('for the duration becomes until stopped while it runs, with the results of a run in one piece', async () => {
    const running = machineOf(network);
    // Real time, so that the duration has not ended when it is extended.
    await running.machine.setLimit(1);
    running.machine.run();
    await expect.poll(() => running.state.timeMs).toBeGreaterThan(0);
    running.machine.runOn(true);
    await expect.poll(() => running.state.timeMs, { timeout: 20_000 }).toBeGreaterThan(200);
    running.machine.pause();
    await running.until('paused');
    expect(running.statuses).toEqual(['building', 'running', 'paused']);
    expect(running.members).toHaveLength(1);
    const longer = await spikesOfWhole(setField(network, null, 'duration', '1 s'));
    const stepMs = running.state.runs[0]?.map.dtMs ?? 0;
    expect(spikesOf(running.state)).toEqual(longer.filter((step) => step * stepMs < running.state.timeMs));
  });

  test('is as slow as the limit says, at once, and as before when that is taken away', async () => {
    const running = machineOf(long);
    running.machine.run();
    await expect.poll(() => running.state.timeMs).toBeGreaterThan(0);
    await running.machine.setLimit(0.01);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(running.state.speed).toBeGreaterThan(0);
    expect(running.state.speed).toBeLessThan(0.02);
    expect(running.state).toMatchObject({ status: 'running', limit: 0.01 });
    await running.machine.setLimit(null);
    const { timeMs } = running.state;
    await expect.poll(() => running.state.timeMs).toBeGreaterThan(timeMs + 1000);
    running.machine.reset();
    expect(running.state.limit).toBeNull();
  });

  test('is reset while it builds and while it runs, and tells nothing of it afterwards', async () => {
    const running = machineOf(long);
    running.machine.run();
    expect(running.state.status).toBe('building');
    running.machine.pause();
    expect(running.state).toMatchObject({ status: 'idle', runs: [] });
    running.machine.run();
    await running.until('running');
    await expect.poll(() => running.state.runs[0]?.recordings.endStep).toBeGreaterThan(0);
    const { recordings } = running.state.runs[0] ?? { recordings: null };
    running.machine.reset();
    expect(running.state).toMatchObject({ status: 'idle', runs: [], timeMs: 0 });
    const { endStep } = recordings ?? { endStep: 0 };
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(running.state).toMatchObject({ status: 'idle', runs: [], timeMs: 0 });
    expect(recordings?.endStep).toBe(endStep);
    expect(running.statuses).toEqual(['building', 'idle', 'building', 'running', 'idle']);
  });

  test('run again while it runs drops what runs', async () => {
    const running = machineOf(long);
    running.machine.run();
    await running.until('running');
    running.machine.run();
    await expect.poll(() => running.members.length).toBe(2);
    await running.until('running');
    expect(running.state.runs[0]?.recordings).toBe(running.members[1]?.view.recordings);
    running.machine.reset();
  });

  test('says why nothing can run, and why it stopped', async () => {
    const refused = machineOf(
      produce(readPreset('brunel-ai'), (draft) => {
        for (const node of draft.nodes) if (node.kind === 'population') node.size = 10_000_000;
      }),
    );
    refused.machine.run();
    await refused.until('failed');
    expect(refused.state.message).toMatch(/budget/);
    const broken = machineOf(
      produce(network, (draft) => {
        for (const node of draft.nodes) if (node.kind === 'population') node.model = 'none';
      }),
    );
    broken.machine.run();
    await broken.until('failed');
    expect(broken.state.message).toMatch(/none/);
    expect(broken.state.runs).toEqual([]);
    // Every state is beyond all bounds after the first step.
    const diverging = machineOf(network, {
      alter: (config) => ({
        ...config,
        groups: config.groups.map((group) => ({
          ...group,
          update: { nodes: [{ op: 'constant', value: 1e40 }], results: group.states.map(() => 0) },
          threshold: null,
        })),
      }),
    });
    diverging.machine.run();
    await diverging.until('failed');
    expect(diverging.state.message).toMatch(/no longer a finite number/);
  });

  test('follows an edit where the engine can, and says what applies at the next run', async () => {
    const running = machineOf(network);
    running.machine.stepOnce();
    await running.until('paused');
    const heavier = setField(network, neuron, 'parameters.tau_m', '30 ms');
    running.edit(heavier);
    const [wanted] = configurations(heavier, null);
    if (typeof wanted !== 'object') throw new Error('it is compiled');
    await expect.poll(() => running.members[0]?.config).toEqual(wanted.config);
    expect(running.state.stale).toBe(false);
    running.edit(setField(heavier, neuron, 'size', 3));
    await expect.poll(() => running.state.stale).toBe(true);
    // Names and places are nobody's business.
    running.edit(
      produce(heavier, (draft) => {
        for (const node of draft.nodes) Object.assign(node, { name: 'Other', position: { x: 7, y: 7 } });
      }),
    );
    await expect.poll(() => running.state.stale).toBe(false);
    running.edit(setField(heavier, null, 'duration', '1 s'));
    await expect.poll(() => running.state.stale).toBe(true);
    running.machine.run();
    await running.until('finished');
    expect(running.state).toMatchObject({ stale: false, durationMs: 1000 });
  });

  test('shows what runs through probes that come later, without building anew', async () => {
    const bare = produce(long, (draft) => {
      draft.nodes = draft.nodes.filter(({ kind }) => kind !== 'probe');
      draft.edges = draft.edges.filter(({ kind }) => kind !== 'tap');
    });
    const running = machineOf(bare);
    running.machine.run();
    await expect.poll(() => running.state.runs[0]?.recordings.endStep).toBeGreaterThan(0);
    const { document, raster, trace } = withProbes(bare);
    running.edit(document);
    await expect.poll(() => running.state.runs[0]?.map.probes[raster]?.populations).toEqual([neuron]);
    // Spikes are recorded anyway: all of them are there.
    const populations = () => running.state.runs[0]?.map.populations ?? [];
    expect(running.state.runs[0]?.recordings.heldFrom(populations()[0]?.spikes ?? -1)).toBe(0);
    await expect.poll(() => running.state.runs[0]?.map.probes[trace]?.traces).toHaveLength(1);
    const recorder = running.state.runs[0]?.map.probes[trace]?.traces[0]?.recorder ?? -1;
    const since = () => running.state.runs[0]?.recordings.traceSince(recorder) ?? null;
    await expect.poll(since).toBeGreaterThan(0);
    expect(running.members).toHaveLength(1);
    expect(running.state.stale).toBe(false);
    // What one of them records is changed, and the network besides.
    running.edit(setField(setField(document, trace, 'options.neurons', []), neuron, 'parameters.tau_m', '30 ms'));
    await expect.poll(() => running.members[0]?.config.groups).toEqual(configOf(running.wanted).groups);
    expect(running.state.stale).toBe(false);
    running.machine.reset();
  });

  test('shows what has run through probes that come later, also of the network before a change', async () => {
    const running = machineOf(network);
    running.machine.run();
    await running.until('finished');
    const { document, raster, trace } = withProbes(network);
    running.edit(document);
    await expect.poll(() => running.state.runs[0]?.map.probes[raster]?.populations).toEqual([neuron]);
    expect(running.state.runs[0]?.map.probes[trace]?.traces).toHaveLength(1);
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(network));
    const other = machineOf(network);
    other.machine.run();
    await other.until('finished');
    const changed = withProbes(setField(network, neuron, 'size', 3));
    other.edit(changed.document);
    await expect.poll(() => other.state.runs[0]?.map.probes[changed.raster]?.populations).toEqual([neuron]);
    expect(other.state.runs[0]?.map.probes[changed.trace]?.traces).toEqual([]);
    expect(other.state.stale).toBe(true);
    expect(spikesOf(other.state)).toEqual(await spikesOfWhole(network));
  });

  test('recorders that came later are there again after a worker died', async () => {
    const running = machineOf(network);
    running.machine.stepOnce();
    await running.until('paused');
    const { document, trace } = withProbes(network);
    running.edit(document);
    await expect.poll(() => running.state.runs[0]?.map.probes[trace]?.traces).toHaveLength(1);
    const [member] = running.members;
    if (member === undefined) throw new Error('a network is built');
    await saveMember(member);
    running.machine.resume();
    (member.session as MortalSession).die();
    await running.until('paused');
    running.machine.resume();
    await running.until('finished');
    const [run] = running.state.runs;
    const recorder = run?.map.probes[trace]?.traces[0]?.recorder ?? -1;
    expect(run?.recordings.traceAt(recorder, run.recordings.endStep)?.step).toBeGreaterThan(1400);
  });

  test('what was said of a network that was refused is not said of another one', async () => {
    const broken = produce(network, (draft) => {
      for (const node of draft.nodes) if (node.kind === 'population') node.model = 'none';
    });
    const running = machineOf(broken);
    running.machine.run();
    await running.until('failed');
    running.edit(
      produce(broken, (draft) => {
        for (const node of draft.nodes) node.position = { x: 5, y: 5 };
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(running.state.message).toMatch(/none/);
    running.edit(network);
    await running.until('idle');
    expect(running.state.message).toBeNull();
  });

  test('a worker that dies is replaced, and the results are those of a run in one piece', async () => {
    const running = machineOf(network);
    for (let k = 0; k < 40; k++) {
      running.machine.stepOnce();
      await running.until('paused');
    }
    const [member] = running.members;
    if (member === undefined) throw new Error('a network is built');
    await saveMember(member);
    running.machine.stepOnce();
    await running.until('paused');
    running.machine.resume();
    (member.session as MortalSession).die();
    await running.until('paused');
    expect(running.statuses.slice(-3)).toEqual(['running', 'building', 'paused']);
    expect(running.state.message).toBe(
      'Set back to 0.040 s, from where Resume goes on. The simulation stopped unexpectedly: out of memory.',
    );
    expect(running.state.timeMs).toBe(40);
    running.machine.resume();
    await running.until('finished');
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(network));
  });

  test('a worker that dies before its state was kept ends the run', async () => {
    const running = machineOf(long);
    running.machine.run();
    await running.until('running');
    const [member] = running.members;
    if (member === undefined) throw new Error('a network is built');
    (member.session as MortalSession).die();
    await running.until('failed');
    expect(running.state.message).toMatch(/out of memory/);
    running.machine.run();
    await running.until('running');
    running.machine.reset();
  });
});
