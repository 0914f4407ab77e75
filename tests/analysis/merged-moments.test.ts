import { expect, test } from 'vitest';
import { chiOfMoments } from '../../src/analysis/measures/golomb-rinzel.ts';
import { MergedMoments } from '../../src/analysis/merged-moments.ts';
import { blockOf, noise } from './examples.ts';

/** 45 blocks of four steps. */
const blocks = Array.from({ length: 45 }, (_, b) => blockOf([noise(b, 4), noise(100 + b, 4)], 4 * b));

const mergedOf = (kept: typeof blocks) => {
  const merged = new MergedMoments();
  for (const block of kept) merged.add([block]);
  return merged;
};

test('a window is covered once, by merged blocks where it can be', () => {
  const merged = mergedOf(blocks);
  for (const [from, to] of [
    [0, 180],
    [8, 172],
    [40, 79],
    [44, 60],
  ] as const) {
    const cover = merged.within(blocks, from, to);
    cover.forEach(({ firstStep }, k) => {
      if (k > 0) expect(firstStep).toBe(cover[k - 1]?.endStep);
    });
    expect(cover[0]?.firstStep).toBe(Math.ceil(from / 4) * 4);
    expect(cover.at(-1)?.endStep).toBe(Math.floor(to / 4) * 4);
    const chi = chiOfMoments(cover, 1, from, to).value;
    expect(chi).toBeCloseTo(chiOfMoments(blocks, 1, from, to).value ?? Number.NaN, 12);
  }
  // Four of 40 steps, then five of four.
  expect(merged.within(blocks, 0, 180)).toHaveLength(9);
});

test('merged blocks stand for those that are kept no longer', () => {
  const merged = mergedOf(blocks);
  const cover = merged.within(blocks.slice(40), 0, 180);
  expect(chiOfMoments(cover, 1, 0, 180).value).toBeCloseTo(chiOfMoments(blocks, 1, 0, 180).value ?? Number.NaN, 12);
});

test('what is merged ends where the run is set back', () => {
  const merged = mergedOf(blocks);
  merged.truncate(60);
  expect(merged.within(blocks.slice(0, 15), 0, 180)).toHaveLength(6);
  // The second group was cut: its first blocks are not added again.
  merged.add(blocks.slice(15));
  const cover = merged.within(blocks, 0, 180);
  expect(chiOfMoments(cover, 1, 0, 180).value).toBeCloseTo(chiOfMoments(blocks, 1, 0, 180).value ?? Number.NaN, 12);
});
