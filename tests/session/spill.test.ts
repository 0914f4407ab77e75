import { describe, expect, it } from 'vitest';
import type { RecorderConfig } from '../../src/contract/index.ts';
import { Budget } from '../../src/session/recordings/budget.ts';
import { PrivateFiles, removeLeftFiles } from '../../src/session/recordings/private-files.ts';
import { Spill } from '../../src/session/recordings/spill.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { counters } from './networks.ts';
import { PrivateOrigin } from './private-folder.ts';

const MB = 2 ** 20;
const NEURONS = 400;
/** Steps, spikes and samples of a chunk. */
const [CHUNK, SPIKES, EVERY] = [1000, 8000, 1];

const recorders: RecorderConfig[] = [
  { kind: 'spikes', of: { of: 'group', index: 0 } },
  { kind: 'trace', group: 0, of: 'state', index: 0, elements: Int32Array.of(3, 4), everySteps: EVERY },
];

/** Spike k of the run is of neuron 7 k, eight in each step; sample s of row r is s + r / 2. */
function append(recordings: Recordings, c: number) {
  const steps = Int32Array.from({ length: SPIKES }, (_, k) => c * CHUNK + Math.floor(k / 8));
  const elements = Int32Array.from({ length: SPIKES }, (_, k) => (7 * (c * SPIKES + k)) % NEURONS);
  const values = Float64Array.from({ length: 2 * CHUNK }, (_, k) => c * CHUNK + (k % CHUNK) + (k < CHUNK ? 0 : 0.5));
  recordings.append({
    endStep: (c + 1) * CHUNK,
    spikeCounts: [(c + 1) * SPIKES],
    recorders: [
      { kind: 'spikes', block: { steps, elements } },
      { kind: 'trace', block: { firstStep: c * CHUNK, everySteps: EVERY, samples: CHUNK, values } },
    ],
  });
}

/** 30 MB of results, of which 12 MB are in memory. */
const CHUNKS = 400;

interface Kept {
  readonly recordings: Recordings;
  readonly spill: Spill;
  readonly budget: Budget;
}

/** As the tests' memory has no disk to wait for, a turn of the loop is enough for a few calls. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

async function runIn(origin: PrivateOrigin, page: string, chunks = CHUNKS): Promise<Kept> {
  const spill = new Spill(new PrivateFiles(origin.page(), page));
  const budget = new Budget(12 * MB, spill);
  const recordings = new Recordings({ ...counters(NEURONS), recorders, dtMs: 0.1 }, budget);
  for (let c = 0; c < chunks; c++) {
    append(recordings, c);
    if (c % 20 === 0) await settled();
  }
  await settled();
  return { recordings, spill, budget };
}

describe('results that do not fit into memory', () => {
  const origin = new PrivateOrigin();
  const run = runIn(origin, 'a');

  it('go to files, and the bound is kept', async () => {
    const { recordings, spill, budget } = await run;
    expect(budget.bytes).toBeLessThanOrEqual(12 * MB);
    expect(recordings.heldFrom(0)).toBeGreaterThan(CHUNK);
    expect(recordings.heldFrom(1)).toBeGreaterThan(CHUNK);
    expect([0, 1].map((recorder) => recordings.reachesTo(recorder))).toEqual([0, 0]);
    expect(spill.bytes).toBe(origin.usage);
    expect(spill.bytes).toBeGreaterThan(15 * MB);
    expect(spill.underWay).toBe(0);
  });

  it('are read back where they are looked at, each spike', async () => {
    const { recordings, spill } = await run;
    const stretch = { fromStep: 5_000, toStep: 6_000 };
    let isTold = 0;
    const stop = spill.onRead(() => (isTold += 1));
    expect(recordings.isAtHand(0, stretch)).toBe(false);
    await settled();
    expect(isTold).toBe(1);
    stop();
    expect(recordings.isAtHand(0, stretch)).toBe(true);
    const { steps, elements, first } = recordings.spikes(0, stretch);
    expect(first).toBe(40_000);
    expect(steps).toEqual(Int32Array.from({ length: 8000 }, (_, k) => 5_000 + Math.floor(k / 8)));
    expect(elements).toEqual(Int32Array.from({ length: 8000 }, (_, k) => (7 * (40_000 + k)) % NEURONS));
  });

  it('are read back across what is in files and in memory', async () => {
    const { recordings } = await run;
    const edge = recordings.heldFrom(0);
    const stretch = { fromStep: edge - 100, toStep: edge + 100 };
    recordings.isAtHand(0, stretch);
    await settled();
    const { steps } = recordings.spikes(0, stretch);
    expect(steps.length).toBe(1600);
    expect(steps).toEqual(Int32Array.from({ length: 1600 }, (_, k) => edge - 100 + Math.floor(k / 8)));
  });

  it('are read back as samples', async () => {
    const { recordings } = await run;
    const stretch = { fromStep: 7_000, toStep: 7_400 };
    expect(recordings.traceWithin(1, stretch, 1000).of).toBe('bins');
    await settled();
    const taken = recordings.traceWithin(1, stretch, 1000);
    if (taken.of !== 'samples') throw new Error('they are not samples');
    expect(taken.row(1)).toEqual(Float64Array.from({ length: 400 }, (_, s) => 7_000.5 + s));
    expect(recordings.traceAt(1, 7_123)?.value(0)).toBe(7_123);
  });

  it('are exported from the first to the last', async () => {
    const { recordings } = await run;
    expect(recordings.spikesOf(0, null).readable).toBe(CHUNKS * SPIKES);
    let next = 0;
    for await (const { elements, first } of recordings.spikesOf(0, null).parts(16_384)) {
      expect(first).toBe(next);
      expect(elements[0]).toBe((7 * first) % NEURONS);
      next += elements.length;
    }
    expect(next).toBe(CHUNKS * SPIKES);
    const taken = await recordings.samples(1, { fromStep: 20_000, toStep: 30_000 });
    expect(taken.of === 'samples' && taken.row(0)[9_999]).toBe(29_999);
  });

  it('are not taken for those of the run before it was set back', async () => {
    const { recordings } = await runIn(new PrivateOrigin(), 'b', 300);
    const step = recordings.heldFrom(0) - 30 * CHUNK;
    recordings.truncate(step);
    expect(recordings.reachesTo(0)).toBeLessThanOrEqual(step);
    recordings.isAtHand(0, { fromStep: 0, toStep: step });
    await settled();
    expect(recordings.spikes(0, { fromStep: step, toStep: Number.POSITIVE_INFINITY }).steps).toHaveLength(0);
  });

  it('go with the run', async () => {
    const { recordings, spill } = await runIn(origin, 'c', 300);
    expect(origin.paths.some((path) => path.startsWith('results/c/'))).toBe(true);
    recordings.close();
    await settled();
    expect(spill.bytes).toBe(0);
    expect(origin.paths.filter((path) => path.startsWith('results/c/'))).toEqual([]);
  });

  it('go with a page that has ended, and no other', async () => {
    await run;
    await runIn(origin, 'd', 300);
    origin.locks.delete('entrain results d');
    await removeLeftFiles(origin.page());
    expect(new Set(origin.paths.map((path) => path.split('/')[1]))).toEqual(new Set(['a']));
  });
});

describe('where the browser takes no more', () => {
  it('the oldest of them go, and it is known from when on they are there', async () => {
    const origin = new PrivateOrigin();
    // A quarter of it is for results.
    origin.quota = 4 * 80 * MB;
    const { recordings, spill } = await runIn(origin, 'a', 1800);
    expect(spill.bytes).toBeLessThanOrEqual(80 * MB);
    const from = recordings.reachesTo(0);
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThan(recordings.heldFrom(0));
    expect(recordings.isAtHand(0, { fromStep: from - 10, toStep: from })).toBe(false);
    recordings.isAtHand(0, { fromStep: from, toStep: from + 100 });
    await settled();
    expect(recordings.isAtHand(0, { fromStep: from, toStep: from + 100 })).toBe(true);
    expect(recordings.isAtHand(0, { fromStep: from - 10, toStep: from })).toBe(false);
    let spikes = 0;
    for await (const { elements } of recordings.spikesOf(0, null).parts(16_384)) spikes += elements.length;
    expect(spikes).toBe(recordings.spikesOf(0, null).readable);
  });

  it('although it said that it would, what was written stays', async () => {
    const origin = new PrivateOrigin();
    const page = origin.page();
    const spill = new Spill(
      new PrivateFiles(
        { ...page, storage: { ...page.storage, estimate: async () => ({ quota: 2 ** 40, usage: 0 }) } },
        'a',
      ),
    );
    origin.quota = 80 * MB;
    const drawer = spill.drawer();
    const places = [];
    for (let k = 0; k < 30; k++) {
      places.push(drawer.put([new Float64Array(MB / 2).fill(k)]));
      await settled();
    }
    const values = await Promise.all(
      places.map(async (place) =>
        place === null ? null : new Float64Array((await drawer.read(place)) ?? new ArrayBuffer(8))[0],
      ),
    );
    // Each that is there is what it was, and the latest is.
    values.forEach((value, k) => {
      if (value) expect(value).toBe(k);
    });
    expect(values.at(-1)).toBe(29);
    expect(origin.usage).toBeLessThanOrEqual(80 * MB);
  });

  it.each([
    [
      'there is no private file system',
      { getDirectory: async () => Promise.reject(new DOMException('no', 'SecurityError')) },
    ],
    ['there is no room', { estimate: async () => ({ quota: 0, usage: 0 }) }],
  ])('they are let go: %s', async (_, missing) => {
    const page = new PrivateOrigin().page();
    const spill = new Spill(new PrivateFiles({ ...page, storage: { ...page.storage, ...missing } }, 'a'));
    const recordings = new Recordings({ ...counters(NEURONS), recorders, dtMs: 0.1 }, new Budget(12 * MB, spill));
    for (let c = 0; c < 300; c++) {
      append(recordings, c);
      if (c % 20 === 0) await settled();
    }
    expect(spill.bytes).toBe(0);
    for (const recorder of [0, 1]) {
      expect(recordings.heldFrom(recorder)).toBeGreaterThan(0);
      expect(recordings.reachesTo(recorder)).toBe(recordings.heldFrom(recorder));
      expect(recordings.isAtHand(recorder, { fromStep: 0, toStep: 10 })).toBe(false);
    }
  });
});
