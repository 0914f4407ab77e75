import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { addConfiguration } from '../../src/document/configurations.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import type { RunState } from '../../src/experiments/simulation/run-state.ts';
import { EVERYTHING } from '../../src/session/recordings.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';
import { type MortalSession, machineOf, spikesOf, spikesOfWhole } from './machines.ts';
import { Shelf } from './shelf.ts';

/** A network whose weights change, with delays and noise. */
const plastic = produce(setField(readPreset('eif-network-100'), null, 'duration', '400 ms'), (draft) => {
  for (const edge of draft.edges)
    if (edge.id === 'EE' && edge.kind === 'synapse') edge.plasticity = [{ model: 'stdp-additive', parameters: {} }];
});

/** On a machine that does much else. */
const PATIENCE = { timeout: 20_000 };

/** All that is held of a run. */
const resultsOf = ({ runs }: RunState) =>
  runs.map(({ recordings }) => structuredClone(recordings.copied({ ...EVERYTHING, toStep: recordings.endStep })));

/** What is held before a time. */
const resultsBefore = ({ runs }: RunState, timeMs: number) =>
  runs.map(({ recordings, map }) => {
    const { spikes = -1 } = map.populations[0] ?? {};
    return [...recordings.spikes(spikes, { fromStep: 0, toStep: Math.round(timeMs / map.dtMs) }).steps];
  });

async function finished(document: NetworkDocument, archive: Shelf | null = null) {
  const running = machineOf(document, { archive });
  running.machine.run();
  await running.until('finished');
  return running;
}

describe('a run is gone back to', () => {
  test('and goes on to the same spikes, samples, sums and weights as the first time', async () => {
    const running = await finished(plastic);
    const [results, weights] = [resultsOf(running.state), await running.machine.readWeights('EE')];
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(plastic));
    expect(spikesOf(running.state).length).toBeGreaterThan(100);
    expect(new Set(weights?.weights).size).toBeGreaterThan(10);
    await expect.poll(() => running.state.snapshotsMs.length, PATIENCE).toBeGreaterThan(0);
    for (const timeMs of [312.4, 0, 399.95]) {
      const before = resultsBefore(running.state, timeMs);
      const going = running.machine.runOnFrom(timeMs);
      await running.until('running');
      expect(resultsBefore(running.state, timeMs)).toEqual(before);
      await going;
      await running.until('finished');
      expect(resultsOf(running.state)).toEqual(results);
      expect(await running.machine.readWeights('EE')).toEqual(weights);
    }
    expect(running.members).toHaveLength(1);
  });

  test('and runs on with what can be changed meanwhile, which its network then is', async () => {
    const running = await finished(plastic);
    const spikes = spikesOf(running.state);
    const stronger = setField(plastic, 'IE', 'weight', '2 mV');
    running.edit(stronger);
    await expect.poll(() => running.state.stale, PATIENCE).toBe(true);
    expect(running.state.cannotGoBack).toBeNull();
    await running.machine.runOnFrom(200);
    await running.until('finished');
    expect(running.state).toMatchObject({ stale: false, timeMs: 400 });
    expect(running.state.runs[0]?.outdated).not.toBe(true);
    const later = spikesOf(running.state);
    const isBefore = (step: number) => step < 4000;
    expect(later.filter(isBefore)).toEqual(spikes.filter(isBefore));
    expect(later.length).toBeLessThan(0.9 * spikes.length);
    // Back before the change, with the parameters of now.
    await running.machine.runOnFrom(0);
    await running.until('finished');
    expect(spikesOf(running.state)).toEqual(await spikesOfWhole(stronger));
  });

  test('but not where the network must be built anew, or what is shown did not run together', async () => {
    const running = await finished(plastic);
    const spikes = spikesOf(running.state);
    running.edit(setField(plastic, 'E', 'size', 81));
    await expect.poll(() => running.state.cannotGoBack, PATIENCE).toContain('built anew');
    await running.machine.runOnFrom(100);
    expect(running.state.status).toBe('finished');
    expect(spikesOf(running.state)).toEqual(spikes);
    running.edit(plastic);
    await expect.poll(() => running.state.cannotGoBack, PATIENCE).toBeNull();
    running.edit(produce(plastic, (draft) => void addConfiguration(draft, null)));
    await running.look({});
    await expect.poll(() => running.state.cannotGoBack, PATIENCE).toContain('has not run together');
  });

  test('while it runs, and one that has only begun', async () => {
    const long = setField(plastic, null, 'duration', '1000 s');
    const running = machineOf(long);
    running.machine.run();
    await expect.poll(() => running.state.timeMs, PATIENCE).toBeGreaterThan(40);
    const before = resultsBefore(running.state, 20);
    void running.machine.runOnFrom(20);
    await running.until('building');
    await running.until('running');
    expect(resultsBefore(running.state, 20)).toEqual(before);
    await expect.poll(() => running.state.timeMs, PATIENCE).toBeGreaterThan(25);
    running.machine.pause();
    await running.until('paused');
    running.machine.reset();
    await running.machine.runOnFrom(20);
    expect(running.state).toMatchObject({ status: 'idle', runs: [] });
  });

  test('in another worker where its own has ended', async () => {
    const running = await finished(plastic);
    const results = resultsOf(running.state);
    const [member] = running.members;
    (member?.session as MortalSession | undefined)?.die();
    await running.machine.runOnFrom(123);
    await running.until('finished');
    expect(running.members).toHaveLength(2);
    expect(resultsOf(running.state)).toEqual(results);
  });

  test('after the page was left; but not beyond a change of which nothing is known any more', async () => {
    const shelf = new Shelf();
    const first = await finished(plastic, shelf);
    const results = resultsOf(first.state);
    await first.machine.leave();
    const later = machineOf(plastic, { archive: shelf });
    await later.machine.restore(structuredClone(shelf.kept));
    await later.machine.runOnFrom(100);
    await later.until('finished');
    expect(resultsOf(later.state)).toEqual(results);

    later.edit(setField(plastic, 'noise', 'mean', '500 pA'));
    await later.machine.runOnFrom(300);
    await later.until('finished');
    await later.machine.leave();
    const last = machineOf(later.wanted, { archive: shelf });
    await last.machine.restore(structuredClone(shelf.kept));
    await last.machine.runOnFrom(350);
    expect(last.state).toMatchObject({ status: 'failed', timeMs: 400 });
    expect(last.state.message).toContain('It was changed while it ran, and when that was is not known any more.');
    expect(spikesOf(last.state)).toEqual(spikesOf(later.state));
  });
});
