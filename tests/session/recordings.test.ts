import { describe, expect, test } from 'vitest';
import type { MomentsBlock, ResultChunk } from '../../src/contract/index.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { counters } from './networks.ts';

const block: MomentsBlock = {
  firstStep: 0,
  endStep: 50,
  samples: 50,
  meanSum: 1,
  meanSquareSum: 1,
  sums: Float64Array.of(1),
  squareSums: Float64Array.of(1),
};

function chunk(firstStep: number, spikes: readonly number[], values: readonly number[]): ResultChunk {
  return {
    runId: 1,
    firstStep,
    endStep: firstStep + 100,
    recorders: [
      { kind: 'spikes', block: { steps: Int32Array.from(spikes), elements: Int32Array.from(spikes, () => 3) } },
      { kind: 'trace', block: { firstStep, everySteps: 2, samples: values.length, values: Float64Array.from(values) } },
      { kind: 'moments', blocks: [block] },
    ],
    spikeCounts: [spikes.length],
    wallMs: 1,
  };
}

describe('recordings', () => {
  test('join what the chunks bring', () => {
    const recordings = new Recordings(counters(4));
    recordings.append(chunk(0, [1, 5], [0.1, 0.2]));
    recordings.append(chunk(100, [120], [0.3]));
    expect([...recordings.spikes(0).steps]).toEqual([1, 5, 120]);
    expect([...recordings.spikes(0).elements]).toEqual([3, 3, 3]);
    const trace = recordings.trace(1);
    expect([...trace.row(0)]).toEqual([0.1, 0.2, 0.3]);
    expect(trace).toMatchObject({ firstStep: 0, everySteps: 2, samples: 3 });
    expect(recordings.moments(2)).toHaveLength(2);
    expect(recordings).toMatchObject({ version: 2, endStep: 200 });
  });

  test('can be cut at a step', () => {
    const recordings = new Recordings(counters(4));
    recordings.append(
      chunk(
        0,
        [1, 5],
        Array.from({ length: 50 }, (_, k) => k),
      ),
    );
    recordings.append(
      chunk(
        100,
        [120, 150],
        Array.from({ length: 50 }, (_, k) => k),
      ),
    );
    recordings.truncate(121);
    expect([...recordings.spikes(0).steps]).toEqual([1, 5, 120]);
    // Samples at steps 0, 2 .. 120.
    expect(recordings.trace(1).samples).toBe(61);
    expect(recordings.moments(2)).toHaveLength(2);
    expect(recordings.spikeCounts()).toEqual([3]);
    expect(recordings.endStep).toBe(121);
    recordings.truncate(49);
    expect(recordings.moments(2)).toHaveLength(0);
  });

  test('grow with the run', () => {
    const recordings = new Recordings(counters(4));
    for (let k = 0; k < 50; k++) {
      const steps = Array.from({ length: 100 }, (_, s) => 100 * k + s);
      recordings.append(chunk(100 * k, steps, steps));
    }
    expect(recordings.spikes(0).steps).toEqual(Int32Array.from({ length: 5000 }, (_, s) => s));
    expect(recordings.trace(1).row(0)).toEqual(Float64Array.from({ length: 5000 }, (_, s) => s));
  });

  test('tell the recent rate', () => {
    const recordings = new Recordings(counters(4));
    recordings.append(chunk(0, [1, 91, 95], []));
    expect(recordings.recentRateHz(0, 4, 0.1, 1)).toBeCloseTo(2 / (4 * 0.001), 9);
    expect(new Recordings(counters(4)).recentRateHz(0, 4, 0.1, 1)).toBe(0);
  });

  test('refuse a recorder of another kind', () => {
    expect(() => new Recordings(counters(4)).spikes(1)).toThrow(/recorder 1/);
  });
});
