import { describe, expect, test } from 'vitest';
import type { PlotAxis } from '../../src/plots/marks/plot.ts';
import { lastStretch } from '../../src/plots/times.ts';

/** The axis of runs of 500 ms, the fastest of which has come so far. */
const axis = (endMs: number): PlotAxis => ({
  range: [0, Math.max(500, endMs)],
  label: '',
  unit: 'ms',
  durationMs: 500,
});

describe('the times that a plot shows', () => {
  test.each([
    ['the whole duration', 300, null, [0, 500]],
    ['of a run beyond it the last of it', 1700, null, [1200, 1700]],
    ['all where that is chosen', 1700, Number.POSITIVE_INFINITY, [0, 1700]],
    ['the last 100 ms, which fill first', 40, 100, [0, 100]],
    ['the last 100 ms', 320, 100, [220, 320]],
    ['the last 100 ms of a run that has ended', 500, 100, [400, 500]],
    ['no more than there is', 320, 2000, [0, 500]],
    ['more than the duration once there is more', 1700, 1000, [700, 1700]],
  ])('%s', (_name, reachedMs, lastMs, expected) => {
    expect(lastStretch(axis(reachedMs), { lastMs, reachedMs: () => reachedMs })).toEqual(expected);
  });

  test('end where the slowest of several runs is, so that all are seen', () => {
    expect(lastStretch(axis(1700), { lastMs: 100, reachedMs: () => 900 })).toEqual([800, 900]);
    expect(lastStretch(axis(1700), { lastMs: null, reachedMs: () => 300 })).toEqual([0, 500]);
  });

  test('are those of axes of time alone', () => {
    expect(lastStretch({ range: [0, 7], label: 'target' }, { lastMs: 1, reachedMs: () => 7 })).toEqual([0, 7]);
  });
});
