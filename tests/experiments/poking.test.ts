import { describe, expect, test } from 'vitest';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { emptyNetwork } from '../../src/document/schema.ts';
import { pokeSentence } from '../../src/experiments/poked.ts';
import type { Asked } from '../../src/experiments/simulation/poking.ts';
import type { RunState } from '../../src/experiments/simulation/run-state.ts';
import { population } from '../editor/networks.ts';
import { machineOf, spikesOf } from './machines.ts';
import { Shelf } from './shelf.ts';

/** Neurons at rest, which nothing drives. */
const silent: NetworkDocument = {
  ...emptyNetwork(),
  nodes: [{ ...population('E'), size: 20 }],
  run: { ...emptyNetwork().run, dt: '0.1 ms', duration: '100 ms', from: '10 ms' },
};

const PULSE: Asked = { kind: 'pulse', id: 'E', amplitude: 5000, durationMs: 20 };
const SILENCE: Asked = { kind: 'silence', id: 'E', at: 0, durationMs: 10 };

const saidOf = ({ runs: [run] }: RunState): string[] =>
  (run?.pokes ?? []).map((poked) => pokeSentence(poked, run?.map.dtMs ?? 1));

/** A run that is paused at 1 ms, poked there and goes on to its end. */
async function poked(asked: readonly Asked[], archive: Shelf | null = null) {
  const running = machineOf(silent, { archive });
  running.machine.stepOnce();
  await running.until('paused');
  for (const one of asked) await running.machine.poke(one);
  running.machine.resume();
  await running.until('finished');
  return running;
}

describe('a run that is poked', () => {
  test('spikes where it did not, says what was done, and does the same again', async () => {
    const alone = await poked([]);
    expect(spikesOf(alone.state)).toEqual([]);
    expect(saidOf(alone.state)).toEqual([]);
    const [first, second] = [await poked([PULSE]), await poked([PULSE])];
    expect(spikesOf(first.state).length).toBeGreaterThanOrEqual(20);
    expect(spikesOf(second.state)).toEqual(spikesOf(first.state));
    expect(saidOf(first.state)).toEqual(['poked E, 5 nA, 20 ms at 1 ms']);
    expect(first.state.stale).toBe(false);
  });

  test('is silent while it is held, and no longer than until it is let go', async () => {
    const held = await poked([PULSE, SILENCE]);
    expect(Math.min(...spikesOf(held.state)) * 0.1).toBeGreaterThan(11);
    expect(saidOf(held.state)[1]).toBe('silenced E, v held at 0 mV, 10 ms at 1 ms');
    const released = await poked([PULSE, SILENCE, { kind: 'release', id: 'E' }]);
    expect(spikesOf(released.state)).toEqual(spikesOf((await poked([PULSE])).state));
    expect(saidOf(released.state)).toHaveLength(1);
  });

  test('cannot be poked at its end, nor where there is no such population', async () => {
    const running = await poked([{ ...PULSE, id: 'nobody' }]);
    await running.machine.poke(PULSE);
    expect(saidOf(running.state)).toEqual([]);
    expect(spikesOf(running.state)).toEqual([]);
  });

  test('is not any more when it runs again, nor before the poke when it is gone back to', async () => {
    const running = await poked([PULSE]);
    const spikes = spikesOf(running.state);
    await running.machine.runOnFrom(30);
    await running.until('finished');
    expect(spikesOf(running.state)).toEqual(spikes);
    expect(saidOf(running.state)).toHaveLength(1);
    await running.machine.runOnFrom(0);
    await running.until('finished');
    expect(spikesOf(running.state)).toEqual([]);
    expect(saidOf(running.state)).toEqual([]);
  });

  test('says so after a reload', async () => {
    const shelf = new Shelf();
    const before = await poked([PULSE], shelf);
    await before.machine.leave();
    const after = machineOf(silent, { archive: shelf });
    await after.machine.restore(shelf.kept);
    expect(saidOf(after.state)).toEqual(saidOf(before.state));
    expect(spikesOf(after.state)).toEqual(spikesOf(before.state));
  });
});
