import { expect, test } from 'vitest';
import { burstChiOf } from '../../src/analysis/measures/burst-chi.ts';
import { chiOfMoments } from '../../src/analysis/measures/golomb-rinzel.ts';
import { blockOf } from './examples.ts';

/** Blocks of four samples of each row. */
const blocksOf = (rows: readonly (readonly number[])[]) =>
  Array.from({ length: (rows[0]?.length ?? 0) / 4 }, (_, b) =>
    blockOf(
      rows.map((row) => row.slice(4 * b, 4 * b + 4)),
      4 * b,
    ),
  );

test('chi of the means of blocks', () => {
  // Means of the blocks: 0 1 2 3 and 0 2 4 6; their mean 0 1.5 3 4.5 has variance 2.8125, their own are 1.25 and 5.
  const rows = [0, 1, 2, 3].flatMap((mean) => [mean - 1, mean + 1, mean - 1, mean + 1]);
  const other = [0, 2, 4, 6].flatMap((mean) => [mean + 5, mean - 5, mean + 5, mean - 5]);
  expect(burstChiOf(blocksOf([rows, other]), 1, 0, 16).value).toBeCloseTo(Math.sqrt(2.8125 / 3.125), 12);
});

test('bursts together of spikes apart are synchronous, though the potential is not', () => {
  const slow = [0, 0, 10, 10, 0, 0, 10, 10];
  const fast = [1, -1, 1, -1];
  const rows = [1, -1].map((sign) => slow.flatMap((level) => fast.map((x) => level + 20 * sign * x)));
  const blocks = blocksOf(rows);
  expect(burstChiOf(blocks, 1, 0, 32).value).toBeCloseTo(1, 12);
  expect(chiOfMoments(blocks, 1, 0, 32).value).toBeLessThan(0.3);
});

test('it is undefined without two blocks, or where nothing varies slowly', () => {
  const constant = blocksOf([Array.from({ length: 8 }, () => -70), Array.from({ length: 8 }, () => -65)]);
  expect(burstChiOf(constant, 1, 0, 8)).toMatchObject({ value: null, reason: expect.stringMatching(/varies/) });
  expect(burstChiOf(constant, 1, 0, 7)).toMatchObject({ value: null, reason: expect.stringMatching(/two blocks/) });
});
