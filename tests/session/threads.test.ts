import { describe, expect, test } from 'vitest';
import { startThread } from '../../src/cli/threads.ts';
import { coresForEach } from '../../src/session/cores.ts';
import { createSession } from '../../src/session/host.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { threadsFor } from '../../src/session/threads.ts';
import { allToAll, counters } from './networks.ts';

describe('the number of threads', () => {
  test.each([
    [1, 8, 1],
    [1999, 8, 1],
    [2000, 8, 2],
    [5000, 3, 3],
    [100_000, 8, 8],
    [100_000, 32, 8],
  ])('of %i neurons on at most %i is %i', (neurons, most, threads) => {
    expect(threadsFor(counters(neurons), most)).toBe(threads);
  });

  test('grows with synapses too', () => {
    expect(threadsFor(allToAll(1500), 8)).toBe(5);
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
