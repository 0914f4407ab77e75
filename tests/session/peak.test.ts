import { describe, expect, test } from 'vitest';
import type { RecorderConfig } from '../../src/contract/index.ts';
import { activityAt } from '../../src/plots/activity.ts';
import { Budget } from '../../src/session/recordings/budget.ts';
import type { ActivityWindow } from '../../src/session/recordings/peak.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { noise } from '../analysis/examples.ts';
import { counters } from './networks.ts';

const [DT_MS, NEURONS, STEPS] = [0.5, 6, 2000];

const recorders: RecorderConfig[] = [
  { kind: 'spikes', of: { of: 'group', index: 0 } },
  { kind: 'trace', group: 0, of: 'state', index: 0, elements: Int32Array.of(0, 1), everySteps: 1 },
];

/** Spikes at random, denser and denser; one neuron may spike twice in a step. */
const spikes = Array.from(noise(7, STEPS))
  .map((x) => Math.abs(1e4 * x) % 1)
  .flatMap((random, step) =>
    random < step / STEPS / 2
      ? [
          { step, element: Math.floor(random * 1e4) % NEURONS },
          { step, element: Math.floor(random * 1e5) % NEURONS },
        ]
      : [],
  );

const valueAt = (row: number, step: number): number =>
  row === 0 ? Math.sin(step) * step : step === 1203 ? Number.NaN : 1 - step;

function append(recordings: Recordings, from: number, to: number): void {
  const chunk = spikes.filter(({ step }) => step >= from && step < to);
  const samples = to - from;
  recordings.append({
    endStep: to,
    spikeCounts: [spikes.filter(({ step }) => step < to).length],
    recorders: [
      {
        kind: 'spikes',
        block: {
          steps: Int32Array.from(chunk, ({ step }) => step),
          elements: Int32Array.from(chunk, ({ element }) => element),
        },
      },
      {
        kind: 'trace',
        block: {
          ...{ firstStep: from, everySteps: 1, samples },
          values: Float64Array.from({ length: 2 * samples }, (_, k) =>
            valueAt(Math.floor(k / samples), from + (k % samples)),
          ),
        },
      },
    ],
  });
}

const empty = (budget?: Budget): Recordings => new Recordings({ ...counters(NEURONS), recorders, dtMs: DT_MS }, budget);

/** A run in chunks of so many steps, in each of which the peaks are looked at or not. */
function run(chunk: number, windows: readonly ActivityWindow[] = [], end = STEPS): Recordings {
  const recordings = empty();
  for (let from = 0; from < end; from += chunk) {
    append(recordings, from, Math.min(end, from + chunk));
    for (const window of windows) recordings.peakHz(0, window);
  }
  return recordings;
}

/** The greatest activity of a neuron at the ends of all steps, from the first full window on. */
function greatest(recordings: Recordings, { kind, windowMs }: ActivityWindow): number {
  const from = kind === 'rate' ? Math.min(recordings.endStep, Math.round(windowMs / DT_MS)) : 1;
  const ends = Array.from({ length: recordings.endStep + 1 - from }, (_, k) => from + k);
  const view = recordings.spikes(0);
  return Math.max(...ends.flatMap((end) => [...activityAt(view, NEURONS, DT_MS, end * DT_MS, windowMs, kind)]));
}

const RATES: readonly ActivityWindow[] = [0.5, 3, 20, 400, 5000].map((windowMs) => ({ kind: 'rate', windowMs }));
const FADING: readonly ActivityWindow[] = [0.5, 4, 60].map((windowMs) => ({ kind: 'fading', windowMs }));

describe('the peak of activity', () => {
  test.each(RATES)('in windows of $windowMs ms is the greatest rate that any moment shows', (window) => {
    for (const end of [50, 900, STEPS]) {
      const recordings = run(40, [], end);
      expect(recordings.peakHz(0, window)).toBeCloseTo(greatest(recordings, window), 9);
    }
  });

  test.each(FADING)('that fades in $windowMs ms is the greatest that any moment shows', (window) => {
    const recordings = run(40);
    const [peak, shown] = [recordings.peakHz(0, window), greatest(recordings, window)];
    expect(peak).toBeGreaterThanOrEqual(shown * (1 - 1e-12));
    // What a map leaves out: spikes older than six time constants, of which it has no more than one in each step.
    const leftOut = (1000 * 2 * Math.exp(-6)) / (1 - Math.exp(-DT_MS / window.windowMs)) / window.windowMs;
    expect(peak - shown).toBeLessThan(leftOut);
  });

  test('is the same however long the chunks are, and however often it is looked at', () => {
    const windows = [...RATES, ...FADING];
    const peaks = windows.map((window) => run(STEPS).peakHz(0, window));
    for (const recordings of [run(1, windows), run(7, windows), run(640, windows), run(1)])
      expect(windows.map((window) => recordings.peakHz(0, window))).toEqual(peaks);
  });

  test('goes back with the run', () => {
    const windows = [...RATES, ...FADING];
    const cut = run(40, windows);
    for (const step of [1111, 300]) {
      cut.truncate(step);
      const straight = run(40, [], step);
      for (const window of windows) expect(cut.peakHz(0, window)).toBeCloseTo(straight.peakHz(0, window), 9);
    }
    for (let from = 300; from < STEPS; from += 100) append(cut, from, from + 100);
    for (const window of windows) expect(cut.peakHz(0, window)).toBeCloseTo(run(40).peakHz(0, window), 9);
  });

  test('outlasts the spikes that are let go, and is counted in what is held', () => {
    const window: ActivityWindow = { kind: 'rate', windowMs: 5 };
    const recordings = empty(new Budget(400_000));
    const chunkOf = (c: number, each: number) => ({
      endStep: 1000 * (c + 1),
      spikeCounts: [0],
      recorders: [
        {
          kind: 'spikes' as const,
          block: {
            // Neurons take turns, but for one that spikes `each` times in a row.
            steps: Int32Array.from({ length: 6000 }, (_, k) => 1000 * c + Math.floor(k / 6)),
            elements: Int32Array.from({ length: 6000 }, (_, k) => (k < 6 * each ? 0 : k % 6)),
          },
        },
      ],
    });
    recordings.append(chunkOf(0, 4));
    const before = recordings.bytes;
    const first = recordings.peakHz(0, window);
    expect(recordings.bytes).toBeGreaterThan(before);
    expect(first).toBeCloseTo((1000 * (6 * 4 + 6)) / 5, 9);
    for (let c = 1; c < 60; c++) recordings.append(chunkOf(c, 0));
    expect(recordings.heldFrom(0)).toBeGreaterThan(1000);
    expect(recordings.peakHz(0, window)).toBe(first);
    // Each neuron spikes once a step, ten times in 5 ms.
    expect(recordings.peakHz(0, { kind: 'rate', windowMs: 10 })).toBe(2000);
  });
});

test('the range of a trace is that of all samples, those in no bin yet and those not held one by one too', () => {
  const rangeOf = (end: number): readonly number[] => {
    const values = Array.from({ length: end }, (_, step) => [valueAt(0, step), valueAt(1, step)])
      .flat()
      .filter((value) => !Number.isNaN(value));
    return [Math.min(...values), Math.max(...values)];
  };
  expect(empty().traceRange(1)).toBeNull();
  for (const end of [1, 63, 64, 1204, STEPS]) {
    expect(run(40, [], end).traceRange(1)).toEqual(rangeOf(end));
    expect(run(1, [], end).traceRange(1)).toEqual(rangeOf(end));
  }
  const cut = empty();
  for (let from = 0; from < STEPS; from += 40) {
    append(cut, from, from + 40);
    // Looked at as it grows.
    expect(cut.traceRange(1)).toEqual(rangeOf(from + 40));
  }
  cut.truncate(1000);
  expect(cut.traceRange(1)).toEqual(rangeOf(1000));
});
