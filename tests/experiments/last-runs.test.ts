import { createHash } from 'node:crypto';
import { produce } from 'immer';
import { describe, expect, test, vi } from 'vitest';
import { addConfiguration } from '../../src/document/configurations.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { keepMember } from '../../src/experiments/simulation/keeping.ts';
import type { Archive, SavedState } from '../../src/experiments/simulation/kept.ts';
import { saveMember } from '../../src/experiments/simulation/member.ts';
import type { RunState } from '../../src/experiments/simulation/run-state.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';
import { type MortalSession, machineOf, spikesOf, spikesOfWhole } from './machines.ts';
import { Shelf } from './shelf.ts';

const network = setField(readPreset('lif-step'), null, 'duration', '150 ms');
const neuron = network.nodes.find(({ kind }) => kind === 'population')?.id ?? '';
const larger = setField(network, neuron, 'size', 3);
/** So long that it is still running whenever a test looks. */
const long = setField(network, null, 'duration', '1000 s');
/** A neuron under random spikes, without an end. */
const noisy = setField(readPreset('lif-background'), null, 'duration', '10000 s');

/** The network with a configuration B of another size. */
const compared = produce(network, (draft) => {
  const id = addConfiguration(draft, null);
  const variant = draft.variants.find((one) => one.id === id);
  variant?.overrides.push({ node: neuron, field: 'size', value: 3 });
});

/** A state with its millions of bytes in a short text: to compare them one by one takes many seconds. */
const digested = (saved: SavedState | null | undefined) =>
  saved && {
    ...saved,
    snapshot: { ...saved.snapshot, bytes: createHash('sha256').update(saved.snapshot.bytes).digest('hex') },
  };

const labels = ({ runs }: RunState): string[] => runs.map(({ label }) => label);
const outdated = ({ runs }: RunState): boolean[] => runs.map((run) => run.outdated === true);

async function finished(document: NetworkDocument, archive: Archive | null = null) {
  const running = machineOf(document, { archive });
  running.machine.run();
  await running.until('finished');
  return running;
}

/** One that has made a step, and whose state is saved. */
async function steppedOnce(archive: Archive) {
  const running = machineOf(network, { archive });
  running.machine.stepOnce();
  await running.until('paused');
  const [member] = running.members;
  if (member === undefined) throw new Error('a network is built');
  await saveMember(member);
  return { running, member };
}

describe('the last run of a configuration', () => {
  test('stays while others are looked at, and is called as it is there', async () => {
    const running = await finished(compared);
    const spikes = spikesOf(running.state);
    expect(spikes.length).toBeGreaterThan(2);
    await running.look({});
    expect(labels(running.state)).toEqual(['A']);
    expect(running.state).toMatchObject({ status: 'finished', timeMs: 150 });
    running.machine.run();
    await expect.poll(() => labels(running.state)).toEqual(['A', 'B']);
    await running.until('finished');
    await running.look(null);
    expect(labels(running.state)).toEqual(['']);
    expect(spikesOf(running.state)).toEqual(spikes);
    await running.look({ '': false });
    expect(labels(running.state)).toEqual(['B']);
    running.machine.reset();
    expect(running.state).toMatchObject({ status: 'idle', runs: [] });
    await running.look({});
    expect(labels(running.state)).toEqual(['A']);
  });

  test('is paused when others are looked at, and goes on to the same results, also after another was built', async () => {
    const whole = setField(compared, null, 'duration', '3 s');
    const running = machineOf(whole);
    // Real time, so that it has spiked and has not ended when it is paused.
    await running.machine.setLimit(1);
    running.machine.run();
    await expect.poll(() => spikesOf(running.state).length).toBeGreaterThan(1);
    running.machine.pause();
    await running.until('paused');
    const { timeMs } = running.state;
    expect(timeMs).toBeLessThan(3000);
    await running.machine.setLimit(null);
    await running.look({});
    expect(running.state.status).toBe('finished');
    await running.look(null);
    expect(running.state).toMatchObject({ status: 'paused', timeMs });
    // B alone takes the place of the worker, and A goes on from its saved state.
    await running.machine.leave();
    await running.look({ '': false });
    running.machine.run();
    await running.until('finished');
    await running.look(null);
    expect(running.state).toMatchObject({ status: 'paused', timeMs });
    running.machine.resume();
    await running.until('finished');
    expect(running.members).toHaveLength(3);
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(whole));
  });

  test('a run under way is paused by looking elsewhere', async () => {
    const running = machineOf(long);
    running.machine.run();
    await expect.poll(() => running.state.runs[0]?.recordings.endStep).toBeGreaterThan(0);
    await running.look({});
    expect(running.state.status).toBe('paused');
    running.machine.reset();
  });

  test('is outdated by a change of its own network, and no more when that is undone', async () => {
    const running = await finished(compared);
    running.edit(setField(compared, neuron, 'size', 5));
    await expect.poll(() => outdated(running.state)).toEqual([true]);
    expect(running.state.stale).toBe(true);
    running.edit(compared);
    await expect.poll(() => outdated(running.state)).toEqual([false]);
    expect(running.state.stale).toBe(false);
    // How long it runs is not its network.
    running.edit(setField(compared, null, 'duration', '200 ms'));
    await expect.poll(() => running.state.stale).toBe(true);
    expect(outdated(running.state)).toEqual([false]);
    running.edit(compared);
    await running.look({});
    running.machine.run();
    await expect.poll(() => labels(running.state)).toEqual(['A', 'B']);
    await running.until('finished');
    // B has a size of its own.
    running.edit(setField(compared, neuron, 'size', 5));
    await expect.poll(() => outdated(running.state)).toEqual([true, false]);
  });

  test('stays, outdated, where what is wanted cannot be built', async () => {
    const running = await finished(network);
    const spikes = spikesOf(running.state);
    running.edit(
      produce(network, (draft) => {
        for (const node of draft.nodes) if (node.kind === 'population') node.model = 'none';
      }),
    );
    running.machine.run();
    await running.until('failed');
    expect(spikesOf(running.state)).toEqual(spikes);
    await expect.poll(() => outdated(running.state)).toEqual([true]);
  });
});

describe('runs that are kept beyond the page', () => {
  test('come back as they were: spikes, samples, moments, counts', async () => {
    const shelf = new Shelf();
    const first = await finished(readPreset('eif-network-100'), shelf);
    await first.machine.leave();
    const later = machineOf(readPreset('eif-network-100'), { archive: shelf });
    await later.machine.restore(structuredClone(shelf.kept));
    expect(later.state).toMatchObject({ status: 'finished', left: null, notKept: null, timeMs: first.state.timeMs });
    const [before, after] = [first.state.runs[0], later.state.runs[0]];
    if (before === undefined || after === undefined) throw new Error('there are runs');
    const all = { fromStep: 0, toStep: before.recordings.endStep };
    const kept = after.recordings.copied(all);
    expect(kept).toEqual(before.recordings.copied(all));
    const sizes = kept?.recorders.map((result) =>
      result.kind === 'moments' ? result.blocks.length : result.kind === 'spikes' ? result.block.steps.length : 1,
    );
    expect(Math.min(...(sizes ?? [0]))).toBeGreaterThan(0);
    expect(after.map).toEqual(before.map);
    await expect.poll(() => outdated(later.state)).toEqual([false]);
    expect(later.state.stale).toBe(false);
  });

  test('hold the moments that the analysis has taken from the page', async () => {
    const shelf = new Shelf();
    const { members } = await finished(readPreset('eif-network-100'));
    const [member] = members;
    if (member?.view.analysis === undefined) throw new Error('it is analysed');
    const { recordings, analysis } = member.view;
    const whole = recordings.copied({ fromStep: 0, toStep: recordings.endStep });
    const taken = member.config.recorders.flatMap(({ kind }, recorder) =>
      kind === 'moments' ? [{ recorder, blocks: recordings.takeMoments(recorder) }] : [],
    );
    expect(Math.min(...taken.map(({ blocks }) => blocks.length))).toBeGreaterThan(0);
    vi.spyOn(analysis, 'momentsEnding').mockResolvedValue(
      new Map(taken.map(({ recorder, blocks }) => [recorder, blocks])),
    );
    const archived = { ...member, request: { ...member.request, archive: shelf } };
    const rest = { status: 'finished', message: null, notices: [] } as const;
    await keepMember(archived, { rest, unbounded: false, mostBytes: 1e9 });
    expect(analysis.momentsEnding).toHaveBeenCalledWith(0, recordings.endStep);
    expect(shelf.stretches.get(null)).toEqual([whole]);
  });

  test('beyond the state that one is set back to are kept anew', async () => {
    const shelf = new Shelf();
    const running = machineOf(network, { archive: shelf });
    running.machine.stepOnce();
    await running.until('paused');
    await running.machine.leave();
    running.machine.stepOnce();
    await expect.poll(() => running.state.timeMs).toBe(2);
    await running.until('paused');
    // Its worker dies before its state is saved again.
    const [member] = running.members;
    if (member === undefined) throw new Error('a network is built');
    (member.session as MortalSession).die();
    await running.machine.leave();
    expect(shelf.stretches.get(null)?.map(({ endStep }) => endStep)).toEqual([100, 200]);
    running.machine.resume();
    await running.until('finished');
    await running.machine.leave();
    expect(shelf.stretches.get(null)?.map(({ endStep }) => endStep)).toEqual([15_000]);
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(network));
  });

  test('a run that was interrupted says so, and goes on to the results of one in one piece', async () => {
    const shelf = new Shelf();
    const running = machineOf(noisy, { archive: shelf });
    running.machine.run();
    await expect.poll(() => shelf.heads.get(null)?.rest, { timeout: 10_000 }).toBeNull();
    const kept = structuredClone(shelf.kept);
    running.machine.clear();
    const [run] = kept;
    const step = run?.head.saved?.snapshot.step ?? 0;
    expect(step).toBeGreaterThan(0);
    // The page is another one, and the run is to end soon after where it was left.
    const atMs = step * (run?.head.map.dtMs ?? 0);
    const later = machineOf(noisy, { archive: shelf });
    await later.machine.restore(kept);
    const said = `The run was interrupted at ${(atMs / 1000).toFixed(3)} s, when the page was left.`;
    expect(later.state).toMatchObject({ status: 'paused', left: { sentence: said, canGoOn: true } });
    expect(later.state.timeMs).toBeCloseTo(atMs, 6);
    later.machine.resume();
    await expect.poll(() => later.state.timeMs).toBeGreaterThan(atMs + 200);
    later.machine.pause();
    await later.until('paused');
    expect(later.state.left).toBeNull();
    const ran = setField(noisy, null, 'duration', `${later.state.timeMs.toFixed(2)} ms`);
    const spikes = spikesOf(later.state);
    expect(spikes.filter((at) => at > step).length).toBeGreaterThan(0);
    expect(spikes).toEqual(await spikesOfWhole(ran));
  });

  test('a pause by the user is no interruption, and a reset removes them', async () => {
    const shelf = new Shelf();
    const running = machineOf(network, { archive: shelf });
    running.machine.stepOnce();
    await running.until('paused');
    await running.machine.leave();
    const later = machineOf(network, { archive: shelf });
    await later.machine.restore(structuredClone(shelf.kept));
    expect(later.state).toMatchObject({ status: 'paused', left: null, timeMs: 1 });
    later.machine.resume();
    await later.until('finished');
    expect(spikesOf(later.state)).toEqual(await spikesOfWhole(network));
    await later.machine.leave();
    expect(shelf.stretches.get(null)?.map(({ endStep }) => endStep)).toEqual([100, 15_000]);
    later.machine.reset();
    await expect.poll(() => shelf.heads.size).toBe(0);
  });

  test('of a network that was changed since are outdated; of one of another version it is said', async () => {
    const shelf = new Shelf();
    const first = await finished(network, shelf);
    await first.machine.leave();
    const other = machineOf(larger);
    await other.machine.restore(structuredClone(shelf.kept));
    await expect.poll(() => outdated(other.state)).toEqual([true]);
    const newer = machineOf(network, { archive: shelf });
    await newer.machine.restore(
      shelf.kept.map(({ head, stretches }) => ({ head: { ...head, format: 99 }, stretches })),
    );
    expect(newer.state.runs).toEqual([]);
    expect(newer.state.left?.sentence).toMatch(/another version of Entrain/);
    expect(newer.state.left?.canGoOn).toBe(false);
  });

  test('a state that is saved while results are being written is not theirs', async () => {
    const shelf = new Shelf();
    const { running, member } = await steppedOnce(shelf);
    const { analysis } = member.view;
    if (analysis === undefined) throw new Error('it is analysed');
    const saved = digested(member.saved);
    // The analysis answers only when the next state is there.
    let answer = (): void => undefined;
    const isLater = new Promise<void>((resolve) => {
      answer = resolve;
    });
    vi.spyOn(analysis, 'momentsEnding').mockImplementationOnce(() => isLater.then(() => new Map()));
    const writing = keepMember(member, { rest: null, unbounded: false, mostBytes: 1e9 });
    running.machine.stepOnce();
    await expect.poll(() => running.state.timeMs).toBe(2);
    await saveMember(member);
    answer();
    await writing;
    expect(digested(member.saved)).not.toEqual(saved);
    expect(digested(shelf.heads.get(null)?.saved)).toEqual(saved);
    expect(shelf.stretches.get(null)?.map(({ endStep }) => endStep)).toEqual([saved?.snapshot.step]);
  });

  test('that arrive after the state that they lead to are waited for', async () => {
    const shelf = new Shelf();
    const { member } = await steppedOnce(shelf);
    const step = member.saved?.snapshot.step ?? 0;
    const { endStep } = member.view.recordings;
    expect(step).toBeGreaterThan(0);
    const received = vi.spyOn(member.view.recordings, 'endStep', 'get').mockReturnValue(0);
    const writing = keepMember(member, { rest: null, unbounded: false, mostBytes: 1e9 });
    setTimeout(() => received.mockReturnValue(endStep), 200);
    await writing;
    expect(shelf.stretches.get(null)?.map((stretch) => stretch.endStep)).toEqual([step]);
  });

  test('of which a part is missing are not shown, and it is said', async () => {
    const shelf = new Shelf();
    const first = await finished(network, shelf);
    await first.machine.leave();
    const later = machineOf(network, { archive: shelf });
    await later.machine.restore(shelf.kept.map(({ head }) => ({ head, stretches: [] })));
    expect(later.state).toMatchObject({ status: 'idle', runs: [] });
    expect(later.state.left?.sentence).toMatch(/not all of them were kept/);
  });

  test('what is not kept is said, now and later', async () => {
    const shelf = new Shelf();
    shelf.isFull = true;
    const running = await finished(network, shelf);
    await running.machine.leave();
    expect(running.state.notKept).toMatch(/storage takes no more/);
    shelf.isFull = false;
    running.machine.stepOnce();
    await expect.poll(() => running.state.timeMs).toBe(151);
    await running.until('finished');
    await running.machine.leave();
    const later = machineOf(network, { archive: shelf });
    await later.machine.restore(structuredClone(shelf.kept));
    expect(later.state).toMatchObject({ status: 'idle', runs: [], left: { canGoOn: false } });
    expect(later.state.left?.sentence).toMatch(/storage takes no more/);
    await expect.poll(() => shelf.heads.size).toBe(0);
  });
});
