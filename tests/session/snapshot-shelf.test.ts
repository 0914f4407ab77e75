import { describe, expect, test } from 'vitest';
import type { EngineConfig } from '../../src/contract/index.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { SnapshotShelf } from '../../src/session/snapshot-shelf.ts';
import { driven } from './networks.ts';

const config = {} as EngineConfig;
const state = (step: number, bytes = 8) => ({
  snapshot: { step, network: '', bytes: new Uint8Array(bytes) },
  config,
  changes: 0,
});

/** A shelf that is offered every tenth step of a run. */
function shelfAfter(steps: number, mostBytes: number): SnapshotShelf {
  const shelf = new SnapshotShelf(8, mostBytes, 1);
  for (let step = 10; step <= steps; step += 10) if (shelf.takes(step)) shelf.add(state(step));
  return shelf;
}

describe('states on the way of a run', () => {
  test('are evenly spread over all of it, however long, and of bounded memory', () => {
    const { steps, bytes } = shelfAfter(100_000, 1e6);
    expect(steps.length).toBeGreaterThanOrEqual(12);
    expect(steps.length).toBeLessThanOrEqual(24);
    expect(bytes).toBe(8 * steps.length);
    const gaps = steps.map((step, k) => step - (steps[k - 1] ?? 0));
    expect(new Set(gaps).size).toBe(1);
    expect(100_000 - (steps.at(-1) ?? 0)).toBeLessThan(gaps[0] ?? 0);
  });

  test('are fewer where they are large, and none where not even two have room', () => {
    expect(shelfAfter(1000, 8 * 5).steps.length).toBeLessThanOrEqual(5);
    expect(shelfAfter(1000, 8 * 5).steps.length).toBeGreaterThan(2);
    expect(shelfAfter(1000, 8).steps).toEqual([]);
  });

  test('are gone back to: the latest one at a step or before it, without those after it', () => {
    const shelf = shelfAfter(100, 1e6);
    expect(shelf.before(55)?.snapshot.step).toBe(50);
    expect(shelf.before(50)?.snapshot.step).toBe(50);
    expect(shelf.before(9)).toBeNull();
    shelf.cut(50);
    expect(shelf.steps).toEqual([10, 20, 30, 40, 50]);
    expect(shelf.takes(59)).toBe(false);
    expect(shelf.takes(60)).toBe(true);
  });
});

describe('a session goes back', () => {
  const slow = driven(3, 0.0625);
  const fast = driven(3, 0.25);
  const ignore = () => undefined;

  /** Changed on the way, twice; so many bytes for its states. */
  async function changedOnTheWay(snapshotBytes: number) {
    const session = createSession();
    await session.build(slow, { budgetBytes: 1e9, threads: { exactly: 1 }, snapshotBytes }, ignore);
    const recordings = new Recordings(slow);
    const to = (step: number) => session.run(step, (chunk) => recordings.append(chunk));
    for (const [until, next] of [
      [4000, fast],
      [9000, slow],
    ] as const) {
      await to(until);
      await session.change(next);
    }
    await to(20_000);
    const all = { fromStep: 0, toStep: 20_000 };
    return { session, recordings, to, whole: recordings.copied(all), all };
  }

  test.each([
    ['from states that are held', 1e8],
    ['from the start', 0],
  ])('%s, with the changes that were made before, bit for bit', async (_, bytes) => {
    const { session, recordings, to, whole, all } = await changedOnTheWay(bytes);
    const held = await session.snapshots();
    expect(held.steps.length > 0).toBe(bytes > 0);
    expect(held.bytes > 0).toBe(bytes > 0);
    for (const step of [15_003, 8999, 4000, 1]) {
      expect(await session.seek(step)).toBe(step);
      recordings.truncate(step);
      expect((await session.snapshots()).steps.every((at) => at <= step)).toBe(true);
      // What was changed later was not, and is made again by hand.
      for (const [until, next] of [
        [4000, fast],
        [9000, slow],
      ] as const) {
        if (until < step) continue;
        await to(until);
        expect(await session.change(next)).toBe(true);
      }
      await to(20_000);
      expect(recordings.copied(all)).toEqual(whole);
    }
  });

  test('not beyond a state that it was restored from, and on to a later one without results', async () => {
    const { session } = await changedOnTheWay(0);
    const snapshot = await session.snapshot();
    await session.restore(snapshot, slow);
    await expect(session.seek(19_999)).rejects.toThrow('what was changed before this state is not known');
    expect(await session.seek(20_500)).toBe(20_500);
    await session.seek(20_000);
    const { step, bytes } = await session.snapshot();
    expect(step).toBe(20_000);
    expect(Buffer.compare(bytes, snapshot.bytes)).toBe(0);
    await session.reset();
    expect(await session.seek(100)).toBe(100);
  });
});
