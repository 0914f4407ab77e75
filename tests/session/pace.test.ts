import { describe, expect, test } from 'vitest';
import type { ResultChunk } from '../../src/contract/index.ts';
import { createSession } from '../../src/session/host.ts';
import { FRAME_MS, Pace } from '../../src/session/pace.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { counters } from './networks.ts';

describe('a pace', () => {
  test('lets steps through as their time comes, and no sooner', () => {
    const pace = new Pace(0.02, 100, 1000);
    expect(pace.due(100, 1000)).toBe(0);
    expect(pace.due(100, 1049)).toBe(0);
    expect(pace.due(100, 1050)).toBe(1);
    expect(pace.due(101, 1099)).toBe(0);
    expect(pace.due(101, 1100)).toBe(1);
  });

  test('does not drift, however late it is asked', () => {
    const pace = new Pace(2, 0, 0);
    let step = 0;
    for (const nowMs of [16.9, 33.2, 51.7, 66.01, 90]) step += pace.due(step, nowMs);
    expect(step).toBe(180);
  });

  test('does not catch up what could not be kept', () => {
    const pace = new Pace(20, 0, 0);
    const after = pace.due(0, 10_000);
    expect(after).toBe(2000);
    expect(pace.due(after, 10_000)).toBe(0);
    expect(pace.due(after, 10_001)).toBe(20);
  });

  test('rests for a frame, and not at all while it is behind', () => {
    const pace = new Pace(10, 0, 0);
    expect(pace.restMs(0, FRAME_MS / 2)).toBe(FRAME_MS);
    expect(pace.restMs(0, 2 * FRAME_MS)).toBe(0);
  });
});

describe('a session that is slowed', () => {
  const built = async () => {
    const config = counters(2);
    const session = createSession();
    await session.build(config, { budgetBytes: 1e9, threads: { exactly: 1 } }, () => undefined);
    return { config, session, recordings: new Recordings(config) };
  };

  test('takes as long as is asked, in even slices, with the same results', async () => {
    const whole = await built();
    await whole.session.run(300, (chunk) => whole.recordings.append(chunk));
    const slow = await built();
    const chunks: ResultChunk[] = [];
    const receive = (chunk: ResultChunk) => {
      chunks.push(chunk);
      slow.recordings.append(chunk);
    };
    const stepMs = slow.config.dtMs;
    // 300 steps in 600 ms of wall time, the last 100 of them at once.
    await slow.session.setPace(stepMs / 2);
    const startedMs = performance.now();
    await slow.session.run(200, receive);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(399);
    expect(chunks.length).toBeGreaterThan(8);
    // A machine that is busy may hold it up, but never longer than it would then catch up.
    expect(Math.max(...chunks.map(({ firstStep, endStep }) => endStep - firstStep))).toBeLessThanOrEqual(51);
    await slow.session.setPace(null);
    await slow.session.run(300, receive);
    expect(slow.recordings.spikes(0)).toEqual(whole.recordings.spikes(0));
    expect(slow.recordings.trace(1).row(0)).toEqual(whole.recordings.trace(1).row(0));
  });

  test('is paused while it waits for its next step', async () => {
    const { config, session } = await built();
    // A step would come after a minute.
    await session.setPace(config.dtMs / 60_000);
    const running = session.run(null, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await session.pause();
    expect(await running).toEqual({ reason: 'paused', step: 0, message: null });
  });

  test('is freed while it runs', async () => {
    const { config, session } = await built();
    await session.setPace(config.dtMs / 60_000);
    const running = session.run(500, () => undefined);
    expect(await session.setPace(null)).toBe(0);
    expect(await running).toMatchObject({ reason: 'finished', step: 500 });
  });
});
