import { describe, expect, test } from 'vitest';
import type { MomentsBlock, RecorderConfig } from '../../src/contract/index.ts';
import { Budget } from '../../src/session/recordings/budget.ts';
import { MomentsStore } from '../../src/session/recordings/moments-store.ts';
import { EVERYTHING, Recordings } from '../../src/session/recordings.ts';
import { noise } from '../analysis/examples.ts';
import { counters } from './networks.ts';

const MB = 2 ** 20;
const DT_MS = 0.1;
const NEURONS = 400;
/** Steps and spikes of a chunk: 100 ms, 20 Hz. */
const [CHUNK, SPIKES] = [1000, 800];
const EVERY = 5;

const recorders: RecorderConfig[] = [
  { kind: 'spikes', of: { of: 'group', index: 0 } },
  { kind: 'trace', group: 0, of: 'state', index: 0, elements: Int32Array.of(3, 4), everySteps: EVERY },
];

/** What was recorded in chunk c: spikes at random, and two rows of which one has a peak once in a second. */
function chunkOf(c: number) {
  const random = noise(c + 1, 2 * SPIKES).map((x) => Math.abs(Math.sin(1e4 * x)));
  const steps = Int32Array.from({ length: SPIKES }, (_, k) => c * CHUNK + Math.floor((random[k] ?? 0) * CHUNK)).sort();
  const elements = Int32Array.from({ length: SPIKES }, (_, k) => Math.floor((random[SPIKES + k] ?? 0) * NEURONS));
  const samples = CHUNK / EVERY;
  const values = Float64Array.from({ length: 2 * samples }, (_, k) => {
    const sample = c * samples + (k % samples);
    if (k < samples) return sample % 2000 === 777 ? 100 + sample / 2000 : Math.sin(sample / 50);
    return sample;
  });
  return { steps, elements, values, samples };
}

function append(recordings: Recordings, c: number) {
  const { steps, elements, values, samples } = chunkOf(c);
  recordings.append({
    endStep: (c + 1) * CHUNK,
    spikeCounts: [(c + 1) * SPIKES],
    recorders: [
      { kind: 'spikes', block: { steps, elements } },
      { kind: 'trace', block: { firstStep: c * CHUNK, everySteps: EVERY, samples, values } },
    ],
  });
}

function run(chunks: number, budget?: Budget): Recordings {
  const recordings = new Recordings({ ...counters(NEURONS), recorders, dtMs: DT_MS }, budget);
  for (let c = 0; c < chunks; c++) append(recordings, c);
  return recordings;
}

const least = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => Math.min(a, b));
const most = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => Math.max(a, b));

describe('recordings of a long run', () => {
  const budget = new Budget(12 * MB);
  // 400 s.
  const chunks = 4000;
  const bounded = run(chunks, budget);
  const whole = run(chunks);

  test('keep the bound of their memory, and tell what they take', () => {
    expect(whole.bytes).toBeGreaterThan(30 * MB);
    expect(bounded.bytes).toBeLessThan(12 * MB);
    expect(bounded.bytes).toBe(budget.bytes);
    expect(bounded.bytes).toBeGreaterThan(9 * MB);
  });

  test('hold the latest spikes one by one, all of them as counts', () => {
    const from = bounded.heldFrom(0);
    expect(from).toBeGreaterThan(0);
    const held = bounded.spikes(0, { ...EVERYTHING, fromStep: from });
    const expected = whole.spikes(0, { ...EVERYTHING, fromStep: from });
    expect(held.steps).toEqual(expected.steps);
    expect(held.elements).toEqual(expected.elements);
    expect(held.first).toBe(expected.first);
    const { counts, bins, bands, fromStep } = bounded.overview(0, { fromStep: 0, toStep: bounded.endStep }, 500);
    expect(fromStep).toBe(0);
    expect(bins).toBeLessThanOrEqual(501);
    expect(bands).toBe(64);
    expect(counts.reduce((a, b) => a + b)).toBe(chunks * SPIKES);
    expect(bounded.spikesFrom(0, 0)).toBe(chunks * SPIKES);
  });

  test('count the same in every bin and band as the spikes themselves', () => {
    const stretch = { fromStep: 3_900_000, toStep: 3_960_000 };
    const { counts, bins, bands, size, binSteps, fromStep } = bounded.overview(0, stretch, 300);
    const expected = new Uint32Array(bins * bands);
    const { steps, elements } = whole.spikes(0, { fromStep, toStep: fromStep + bins * binSteps });
    for (let k = 0; k < steps.length; k++) {
      const band = Math.floor(((elements[k] ?? 0) * bands) / size);
      const cell = Math.floor(((steps[k] ?? 0) - fromStep) / binSteps) * bands + band;
      expected[cell] = (expected[cell] ?? 0) + 1;
    }
    expect(counts).toEqual(expected);
  });

  test('keep every peak of a trace from the start to the end, and no more points than are asked for', () => {
    const trace = bounded.traceWithin(1, { fromStep: 0, toStep: bounded.endStep }, 1000);
    if (trace.of !== 'bins') throw new Error('too many samples');
    expect(trace.edges[0]).toBe(0);
    expect(trace.edges.at(-1)).toBe(bounded.endStep);
    expect(trace.edges.length).toBeLessThanOrEqual(1100);
    const { low, high } = trace.row(0);
    const peaks = Array.from({ length: 400 }, (_, k) => 100 + (k * 2000 + 777) / 2000);
    for (const peak of peaks) {
      const step = Math.round((peak - 100) * 2000) * EVERY;
      const bin = trace.edges.findIndex((edge, k) => edge <= step && step < (trace.edges[k + 1] ?? 0));
      expect(high[bin]).toBe(peak);
    }
    expect(least(low)).toBeCloseTo(-1, 3);
    expect(most(high)).toBe(peaks.at(-1));
    // Of the samples as they grow.
    expect(Array.from(trace.row(1).low, (_, k) => (trace.edges[k] ?? 0) / EVERY)).toEqual([...trace.row(1).first]);
  });

  test('give samples one by one where they are held and few, extremes where they are let go', () => {
    const { endStep } = bounded;
    const near = bounded.traceWithin(1, { fromStep: endStep - 500, toStep: endStep }, 200);
    if (near.of !== 'samples') throw new Error('they are few');
    expect([...near.row(1)]).toEqual(Array.from({ length: 100 }, (_, k) => endStep / EVERY - 100 + k));
    expect(bounded.heldFrom(1)).toBeGreaterThan(0);
    const far = bounded.traceWithin(1, { fromStep: 10_000, toStep: 10_500 }, 200);
    expect(far.of).toBe('bins');
    expect(whole.traceWithin(1, { fromStep: 10_000, toStep: 10_500 }, 200).of).toBe('samples');
    expect(bounded.traceAt(1, endStep)?.value(1)).toBe(endStep / EVERY - 1);
  });

  test('keep all spikes of an element that is drawn', () => {
    const small = new Budget(6 * MB);
    const recordings = run(1, small);
    const known = recordings.spikeSteps(0, 7);
    for (let c = 1; c < 2000; c++) append(recordings, c);
    const expected: number[] = [];
    const { steps, elements } = whole.spikes(0, { fromStep: 0, toStep: 2000 * CHUNK });
    elements.forEach((element, k) => {
      if (element === 7) expected.push(steps[k] ?? 0);
    });
    expect(recordings.heldFrom(0)).toBeGreaterThan(0);
    expect(known).toEqual(expected);
  });

  test('can be cut, and go on as if they had never gone further', () => {
    const cut = run(300, new Budget(2 * MB));
    const straight = run(250, new Budget(2 * MB));
    cut.truncate(250 * CHUNK);
    for (let c = 250; c < 420; c++) for (const recordings of [cut, straight]) append(recordings, c);
    const all = { fromStep: 0, toStep: straight.endStep };
    expect(cut.overview(0, all, 700)).toEqual(straight.overview(0, all, 700));
    expect(cut.spikeBins(0, all, 700)).toEqual(straight.spikeBins(0, all, 700));
    const [a, b] = [cut, straight].map((recordings) => recordings.traceWithin(1, all, 400));
    if (a?.of !== 'bins' || b?.of !== 'bins') throw new Error('too many samples');
    expect(a.edges).toEqual(b.edges);
    for (const row of [0, 1]) expect(a.row(row)).toEqual(b.row(row));
  });
});

test('a run that is silent after a while takes no more memory for it', () => {
  const recordings = new Recordings({ ...counters(NEURONS), recorders, dtMs: DT_MS }, new Budget(8 * MB));
  append(recordings, 0);
  const trace = {
    kind: 'trace',
    block: { firstStep: 0, everySteps: EVERY, samples: 0, values: new Float64Array(0) },
  } as const;
  const nothing = { kind: 'spikes', block: { steps: new Int32Array(0), elements: new Int32Array(0) } } as const;
  recordings.append({ endStep: 36_000_000, spikeCounts: [SPIKES], recorders: [nothing, trace] });
  const { bins, counts } = recordings.overview(0, { fromStep: 0, toStep: 36_000_000 }, 500);
  expect(bins).toBeLessThanOrEqual(501);
  expect(counts.reduce((a, b) => a + b)).toBe(SPIKES);
});

test('moments count the buffers in which they lie, until the last of a buffer goes', () => {
  const store = new MomentsStore();
  const blockOf = (buffer: ArrayBuffer, k: number): MomentsBlock => ({
    firstStep: 100 * k,
    endStep: 100 * (k + 1),
    samples: 20,
    meanSum: 0,
    meanSquareSum: 0,
    sums: new Float64Array(buffer, 160 * (k % 2), 10),
    squareSums: new Float64Array(buffer, 160 * (k % 2) + 80, 10),
  });
  // Each buffer has room for three blocks, and holds two.
  const buffers = Array.from({ length: 4 }, () => new ArrayBuffer(480));
  buffers.forEach((buffer, k) => {
    store.append([blockOf(buffer, 2 * k), blockOf(buffer, 2 * k + 1)]);
  });
  expect(store.bytes).toBe(4 * 480);
  store.truncate(700);
  expect(store.bytes).toBe(4 * 480);
  store.truncate(600);
  expect(store.bytes).toBe(3 * 480);
  store.fold();
  expect(store.bytes).toBe(3 * 480);
  store.fold();
  expect(store.bytes).toBe(2 * 480);
});
