import { describe, expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import { coresForEach } from '../../src/session/cores.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { threadsFor } from '../../src/session/threads.ts';
import { allToAll, counters } from './networks.ts';

describe('the number of threads', () => {
  test('is one for a small network, and at most eight for the largest', () => {
    expect(threadsFor(counters(1), 8)).toBe(1);
    expect(threadsFor(counters(3000), 8)).toBe(1);
    expect(threadsFor(counters(40_000), 8)).toBe(2);
    expect(threadsFor(counters(1_000_000), 8)).toBe(8);
    expect(threadsFor(counters(1_000_000), 32)).toBe(8);
    expect(threadsFor(counters(1_000_000), 3)).toBe(3);
  });

  test('grows with synapses, and with what an update takes', () => {
    expect(threadsFor(allToAll(3000), 8)).toBe(1);
    expect(threadsFor(allToAll(5000), 8)).toBeGreaterThan(2);
    const noisy = counters(2000);
    const update = {
      nodes: [
        { op: 'normal', index: 0 },
        { op: 'exp', a: 0 },
      ] as const,
      results: [1],
    };
    expect(threadsFor({ ...noisy, groups: noisy.groups.map((group) => ({ ...group, update })) }, 8)).toBe(2);
  });

  test.each([
    [1, 1, 1],
    [2, 1, 2],
    [2, 2, 1],
    [4, 1, 3],
    [8, 2, 3],
    [4, 8, 1],
  ])('of %i cores, each of %i networks gets %i', (cores, networks, each) => {
    expect(coresForEach(cores, networks)).toBe(each);
  });
});

test('a session runs a network on as many threads as asked for, with the same results', async () => {
  const config = counters(1000);
  const runs = [1, 2].map(async (exactly) => {
    const session = createSession(startThread);
    const outcome = await session.build(config, { budgetBytes: 1e9, threads: { exactly } }, () => undefined);
    expect(outcome).toMatchObject({ ok: true, report: { threads: exactly } });
    const recordings = new Recordings(config);
    await session.run(2000, (chunk) => recordings.append(chunk));
    await session.dispose();
    return recordings;
  });
  const [one, two] = await Promise.all(runs);
  expect(two?.spikes(0)).toEqual(one?.spikes(0));
  expect(two?.moments(2)).toEqual(one?.moments(2));
});

test('a session that cannot start threads runs on one', async () => {
  const request = { budgetBytes: 1e9, threads: { exactly: 4 } };
  const outcome = await createSession().build(counters(1000), request, () => undefined);
  expect(outcome).toMatchObject({ ok: true, report: { threads: 1 } });
});
