import { describe, expect, test } from 'vitest';
import { emptyIntervals } from '../../src/plots/intervals.tsx';
import { legendTexts } from '../../src/plots/marks/plot-frame.ts';

const histogram = (intervals: number, beyond: number) => ({
  binMs: 2,
  counts: new Float64Array(50),
  intervals,
  beyond,
  meanMs: 400,
  cv: null,
});

describe('an interval histogram without bars says why', () => {
  test.each([
    [[], 'Undefined as yet: no neuron has fired twice.'],
    [[histogram(23, 23)], 'All 23 intervals are longer than 100 ms: raise “up to”.'],
    [[histogram(1, 1)], 'The one interval is longer than 100 ms: raise “up to”.'],
    [[histogram(3, 3), histogram(4, 4)], 'All 7 intervals are longer than 100 ms: raise “up to”.'],
    [[histogram(3, 3), histogram(4, 3)], null],
  ])('%#', (found, said) => {
    expect(emptyIntervals(found, 100)).toBe(said);
  });
});

test('a legend of configurations keeps its labels where there is no room for more', () => {
  const entries = ['A', 'B'].map((label) => ({ label, said: 'mean 18 ms', colour: '#000', dash: [] }));
  const widthOf = (text: string): number => 6 * text.length;
  expect(legendTexts(entries, 300, widthOf)).toEqual(['A mean 18 ms', 'B mean 18 ms']);
  expect(legendTexts(entries, 150, widthOf)).toEqual(['A', 'B']);
});
