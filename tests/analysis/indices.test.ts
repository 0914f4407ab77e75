import { expect, test } from 'vitest';
import { usualMeasures } from '../../src/analysis/measures/index.ts';
import { recordOf, spikesWithin } from '../../src/analysis/record.ts';
import type { Spikes } from '../../src/analysis/trains.ts';
import type { MomentsBlock } from '../../src/contract/index.ts';
import { A, B, blockOf, C, noise, spikesOf } from './examples.ts';

const rows = [noise(1, 100), noise(2, 100), noise(3, 100)];
const blocks = [0, 20, 40, 60, 80].map((from) =>
  blockOf(
    rows.map((row) => row.slice(from, from + 20)),
    from,
  ),
);
interface Input {
  readonly spikes: Spikes;
  readonly size: number;
  readonly dtMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly moments: readonly MomentsBlock[] | null;
}

/** The measures that are shown where none is chosen, by id, and why those that have no value have none. */
function usualIndices({ spikes, size, dtMs, fromMs, toMs, moments }: Input) {
  const record = recordOf(spikes, size, dtMs, { fromMs, toMs }, moments);
  const found = usualMeasures.map(({ id, of }) => [id, of(record)] as const);
  const values: Record<string, number | null> = Object.fromEntries(found.map(([id, { value }]) => [id, value]));
  const reasons: Record<string, string> = Object.fromEntries(
    found.flatMap(([id, one]) => (one.value === null ? [[id, one.reason]] : [])),
  );
  return { spikes: spikesWithin(record), ...values, reasons } as Record<string, number | null> & {
    spikes: number;
    reasons: typeof reasons;
  };
}

const input = { spikes: spikesOf([A, B, C]), size: 3, dtMs: 1, fromMs: 0, toMs: 100, moments: blocks };

test('a population has all indices over its window', () => {
  const indices = usualIndices(input);
  expect(indices).toMatchObject({ spikes: 14, rateHz: 14_000 / 300, reasons: {} });
  expect(indices.correlation).toBeCloseTo(1 / 3, 9);
  expect(indices.chi).toBeGreaterThan(0);
  expect(indices.R).toBeGreaterThan(0.5);
  expect(indices.cv).toBeCloseTo(0, 9);
});

test('spikes outside the window count only for phases', () => {
  const indices = usualIndices({ ...input, fromMs: 31, toMs: 49 });
  expect(indices.spikes).toBe(2);
  expect(indices.R).toBeGreaterThan(0.5);
  expect(indices.cv).toBeNull();
  expect(indices.reasons.cv).toMatch(/three spikes/);
});

test('a silent population has no synchrony, and says why', () => {
  const indices = usualIndices({ ...input, spikes: spikesOf([[], [], []]), moments: null });
  expect(indices).toMatchObject({ spikes: 0, rateHz: 0, cv: null, chi: null, R: null, correlation: null });
  expect(Object.keys(indices.reasons).sort()).toEqual(['R', 'chi', 'correlation', 'cv']);
});

test('one neuron alone has a rate and a CV, and no synchrony', () => {
  const indices = usualIndices({ ...input, spikes: spikesOf([A]), size: 1, moments: null });
  expect(indices).toMatchObject({ spikes: 5, rateHz: 50, cv: 0, chi: null, R: null, correlation: null });
});
