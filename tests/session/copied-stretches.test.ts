import { expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { createSession } from '../../src/session/host.ts';
import { Budget } from '../../src/session/recordings/budget.ts';
import { TraceStore } from '../../src/session/recordings/trace-store.ts';
import { WeightsStore } from '../../src/session/recordings/weights-store.ts';
import { type CopiedChunk, Recordings } from '../../src/session/recordings.ts';
import { setField } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

/** Results of a preset, taken in stretches that end at these shares of it, and in one piece. */
async function stretches(preset: string, duration: string, shares: readonly number[]) {
  const { config } = compile(setField(setField(readPreset(preset), null, 'duration', duration), null, 'from', '0 ms'));
  if (config === null) throw new Error('it is compiled');
  const session = createSession();
  await session.build(config, { budgetBytes: 1e9, threads: { exactly: 1 } }, () => undefined);
  const whole = new Recordings(config, new Budget(1e9));
  const steps = Math.round(Number.parseFloat(duration) / config.dtMs);
  await session.run(steps, (chunk) => whole.append(chunk));
  await session.dispose();
  const ends = [...shares, 1].map((share) => Math.round(share * steps));
  const parts = ends.map((toStep, k) => whole.copied({ fromStep: ends[k - 1] ?? 0, toStep }));
  return { config, whole, parts, steps };
}

test.each([
  ['stdp-bimodal', '2000 ms'],
  ['eif-network-100', '400 ms'],
])('stretches of %s that are appended to each other are the run', async (preset, duration) => {
  const { config, whole, parts, steps } = await stretches(preset, duration, [0.1, 0.1234, 0.77]);
  const again = new Recordings(config, new Budget(1e9));
  for (const part of parts) again.append(structuredClone(part) as CopiedChunk);
  const all = { fromStep: 0, toStep: steps };
  expect(again.copied(all)).toEqual(whole.copied(all));
  expect(again.spikeCounts()).toEqual(whole.spikeCounts());
  expect(again.endStep).toBe(whole.endStep);
  config.recorders.forEach(({ kind }, recorder) => {
    if (kind === 'spikes') expect(again.overview(recorder, all, 64)).toEqual(whole.overview(recorder, all, 64));
    if (kind !== 'trace') return;
    const [before, after] = [whole, again].map((one) => one.traceWithin(recorder, all, 64));
    expect(after?.row(0)).toEqual(before?.row(0));
  });
});

test('a stretch of which something was let go is none', () => {
  const config = { dtMs: 1, groups: [], sources: [], recorders: [] };
  const spikes = { kind: 'spikes', of: { of: 'source', index: 0 } } as const;
  const recordings = new Recordings({ ...config, recorders: [spikes] }, new Budget(2_000_000));
  for (let k = 0; k < 10; k++) {
    const steps = Int32Array.from({ length: 65_536 }, (_, s) => k * 65_536 + s);
    const block = { steps, elements: new Int32Array(65_536) };
    recordings.append({ recorders: [{ kind: 'spikes', block }], spikeCounts: [], endStep: (k + 1) * 65_536 });
  }
  const from = recordings.heldFrom(0);
  expect(from).toBeGreaterThan(0);
  expect(recordings.copied({ fromStep: from - 1, toStep: 655_360 })).toBeNull();
  expect(recordings.copied({ fromStep: from, toStep: 655_360 })).not.toBeNull();
});

test('samples that began later, or between two ends of stretches, come back at their steps', () => {
  const store = new TraceStore(1, 10);
  store.append({ firstStep: 500, everySteps: 10, samples: 4, values: Float64Array.of(1, 2, 3, 4) });
  const [first, second] = [store.copied(0, 515), store.copied(515, 1000)];
  expect(first).toMatchObject({ firstStep: 500, samples: 2 });
  expect(second).toMatchObject({ firstStep: 520, samples: 2 });
  const again = new TraceStore(1, 10);
  for (const part of [first, second]) if (part !== null) again.append(part);
  expect(again.since).toBe(500);
  expect(again.within(0, 1000, 10)).toMatchObject({ steps: Float64Array.of(500, 510, 520, 530) });
  expect([...again.view().row(0)]).toEqual([1, 2, 3, 4]);
});

test('samples of weights that were thinned out come back evenly spaced', () => {
  const store = new WeightsStore(1, 10);
  const sample = (step: number) => ({
    ...{ firstStep: step, everySteps: 10, samples: 1, counts: Uint32Array.of(step), means: Float64Array.of(step) },
    matrix: new Float64Array(0),
  });
  for (let k = 0; k < 3000; k++) store.append(sample(10 * k));
  const first = store.copied(0, 30_000);
  for (let k = 3000; k < 6000; k++) store.append(sample(10 * k));
  const again = new WeightsStore(1, 10);
  for (const part of [first, store.copied(30_000, 60_000)]) again.append(part);
  expect(again.everySteps).toBe(20);
  expect(again.copied(0, 60_000)).toEqual(store.copied(0, 60_000));
});
