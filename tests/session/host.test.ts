import { describe, expect, test } from 'vitest';
import type { EngineConfig, ResultChunk } from '../../src/contract/index.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';
import type { Session } from '../../src/session/types.ts';
import { allToAll, counters, diverging, driven } from './networks.ts';

const ON_ONE_THREAD = { budgetBytes: 1e9, threads: { exactly: 1 } };
const ignore = () => undefined;

async function built(config: EngineConfig): Promise<Session> {
  const session = createSession();
  const outcome = await session.build(config, ON_ONE_THREAD, ignore);
  expect(outcome.ok).toBe(true);
  return session;
}

/** Steps between the spikes of the first element. */
function intervals(recordings: Recordings): number[] {
  const { steps, elements } = recordings.spikes(0);
  const own = Array.from(steps.filter((_, k) => elements[k] === 0));
  return own.slice(1).map((step, k) => step - (own[k] ?? 0));
}

describe('a session', () => {
  test('runs to the step asked for, in chunks without gaps', async () => {
    const session = await built(counters(3));
    const chunks: ResultChunk[] = [];
    const end = await session.run(20_000, (chunk) => chunks.push(chunk));
    expect(end).toEqual({ reason: 'finished', step: 20_000, message: null });
    expect(chunks[0]?.firstStep).toBe(0);
    chunks.forEach((chunk, k) => {
      if (k > 0) expect(chunk.firstStep).toBe(chunks[k - 1]?.endStep);
    });
    expect(chunks.at(-1)?.endStep).toBe(20_000);
    expect(chunks.at(-1)?.spikeCounts[0]).toBeGreaterThan(3 * 2000);
  });

  test('gives the same results however it was paused', async () => {
    const config = counters(2);
    const whole = new Recordings(config);
    await (await built(config)).run(3000, (chunk) => whole.append(chunk));
    const session = await built(config);
    const parts = new Recordings(config);
    for (const until of [1, 2, 777, 3000]) await session.run(until, (chunk) => parts.append(chunk));
    expect(parts.spikes(0)).toEqual(whole.spikes(0));
    expect(parts.trace(1).row(0)).toEqual(whole.trace(1).row(0));
    expect(parts.moments(2)).toEqual(whole.moments(2));
  });

  test('pauses within a slice and goes on from there', async () => {
    const session = await built(counters(1000));
    const running = session.run(null, ignore);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const askedMs = performance.now();
    await session.pause();
    const end = await running;
    expect(performance.now() - askedMs).toBeLessThan(500);
    expect(end.reason).toBe('paused');
    const further = await session.run(end.step + 10, ignore);
    expect(further.step).toBe(end.step + 10);
  });

  test('waits for the receiver: at most four chunks are on their way', async () => {
    const session = await built(counters(10));
    let onTheWay = 0;
    let most = 0;
    await session.run(50_000, async () => {
      onTheWay += 1;
      most = Math.max(most, onTheWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      onTheWay -= 1;
    });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
    expect(onTheWay).toBe(0);
  });

  test('starts again from the same state after a reset', async () => {
    const config = counters(2);
    const session = await built(config);
    const first = new Recordings(config);
    await session.run(500, (chunk) => first.append(chunk));
    await session.reset();
    const second = new Recordings(config);
    await session.run(500, (chunk) => second.append(chunk));
    expect(second.spikes(0)).toEqual(first.spikes(0));
    expect(second.trace(1).row(0)).toEqual(first.trace(1).row(0));
  });

  test('changes what can be changed while it runs, and its state goes on', async () => {
    const config = driven(3, 0.0625);
    const faster = driven(3, 0.25);
    const session = await built(config);
    const recordings = new Recordings(config);
    const running = session.run(null, (chunk) => recordings.append(chunk));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(recordings.endStep).toBeGreaterThan(0);
    expect(await session.change(faster)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await session.pause();
    await running;
    // A spike is the first sum of so many equal parts that is above 1.
    const between = intervals(recordings);
    expect(between[0]).toBe(17);
    expect(between.at(-1)).toBe(5);
  });

  test('says where a change needs a build, and goes on as it was', async () => {
    const session = await built(driven(3, 0.0625));
    expect(await session.change(driven(4, 0.0625))).toBe(false);
    expect((await session.run(10, ignore)).step).toBe(10);
  });

  test('starts again as built after a reset, whatever was changed', async () => {
    const config = driven(2, 0.125);
    const session = await built(config);
    const first = new Recordings(config);
    await session.run(500, (chunk) => first.append(chunk));
    await session.change(driven(2, 0.5));
    await session.reset();
    const second = new Recordings(config);
    await session.run(500, (chunk) => second.append(chunk));
    expect(second.spikes(0)).toEqual(first.spikes(0));
    expect(await session.change(driven(2, 0.125))).toBe(true);
  });

  test('goes on from a snapshot in another session, with recordings cut there', async () => {
    const config = driven(3, 0.0625);
    const faster = driven(3, 0.25);
    const session = await built(config);
    const recordings = new Recordings(config);
    await session.run(400, (chunk) => recordings.append(chunk));
    await session.change(faster);
    await session.run(777, (chunk) => recordings.append(chunk));
    const snapshot = await session.snapshot();
    await session.run(1500, (chunk) => recordings.append(chunk));
    const straight = [recordings.spikes(0), recordings.trace(1).row(0), recordings.moments(2)].map((part) =>
      structuredClone(part),
    );
    const counts = recordings.spikeCounts();
    recordings.truncate(snapshot.step);
    expect(recordings.spikes(0).steps.at(-1)).toBeLessThan(777);
    const other = await built(config);
    await other.restore(snapshot, faster);
    await other.run(1500, (chunk) => recordings.append(chunk));
    expect([recordings.spikes(0), recordings.trace(1).row(0), recordings.moments(2)]).toEqual(straight);
    expect(recordings.spikeCounts()).toEqual(counts);
    expect(await other.change(config)).toBe(true);
  });

  test('ends, naming group, state, neuron and time, where a state is no longer finite', async () => {
    const session = await built(diverging(4));
    const end = await session.run(100_000, ignore);
    expect(end.reason).toBe('diverged');
    expect(end.message).toMatch(
      /^Population "Cells": x of neuron 0 is no longer a finite number below 10\^30, since .* ms/,
    );
  });

  test('refuses to build above the budget, with numbers', async () => {
    const session = createSession();
    const outcome = await session.build(allToAll(3000), { ...ON_ONE_THREAD, budgetBytes: 1e6 }, ignore);
    expect(outcome.ok).toBe(false);
    if (!outcome.ok)
      expect(outcome.message).toMatch(/about 8,997,000 synapses for 3,000 neurons, \d+ MB .* budget is 1 MB/);
  });

  test('reports the synapses it made', async () => {
    const outcome = await createSession().build(allToAll(50), ON_ONE_THREAD, ignore);
    expect(outcome).toMatchObject({ ok: true, report: { synapses: 50 * 49 } });
  });

  test('can be disposed of while it runs', async () => {
    const session = await built(counters(100));
    const running = session.run(null, ignore);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await session.dispose();
    expect((await running).reason).toBe('disposed');
    await expect(session.run(1, ignore)).rejects.toThrow('nothing is built');
  });
});
