import { describe, expect, test } from 'vitest';
import { axisGroup, paddedRange, panelGrid } from '../../src/plots/panels.ts';

describe('the grid of panels', () => {
  test('stacks plots against time as long as each keeps some height', () => {
    expect(panelGrid(2, 432, 184, true)).toEqual({ columns: 1, rows: 2 });
    expect(panelGrid(3, 432, 184, true)).toEqual({ columns: 1, rows: 3 });
    expect(panelGrid(4, 432, 184, true)).toEqual({ columns: 2, rows: 2 });
    expect(panelGrid(4, 432, 300, true)).toEqual({ columns: 1, rows: 4 });
  });

  test('gives other plots the largest squares', () => {
    expect(panelGrid(2, 320, 216, false)).toEqual({ columns: 2, rows: 1 });
    expect(panelGrid(4, 240, 240, false)).toEqual({ columns: 2, rows: 2 });
    expect(panelGrid(3, 100, 400, false)).toEqual({ columns: 1, rows: 3 });
  });

  test('has room for all, however many there are', () => {
    for (const wide of [true, false]) {
      for (let count = 1; count <= 12; count++) {
        const { columns, rows } = panelGrid(count, 432, 184, wide);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
      }
    }
  });
});

describe('shared axes', () => {
  test('hold the ranges of all panels of one quantity, and no other’s', () => {
    const group = axisGroup();
    expect(group.shared('v')).toBeNull();
    group.set('v', 'A', { x: [0, 100], y: [-70, -50] });
    group.set('v', 'B', { x: [0, 200], y: [-80, -60] });
    group.set('rate', 'A', { x: [0, 100], y: [0, 900] });
    expect(group.shared('v')).toEqual({ x: [0, 200], y: [-80, -50] });
    group.set('v', 'B', { x: [0, 100], y: [-60, -55] });
    expect(group.shared('v')).toEqual({ x: [0, 100], y: [-70, -50] });
    group.set('v', 'A', null);
    expect(group.shared('v')).toEqual({ x: [0, 100], y: [-60, -55] });
  });

  test('tell those who listen only when something has changed', () => {
    const group = axisGroup();
    let told = 0;
    const stop = group.subscribe(() => {
      told += 1;
    });
    group.set('v', 'A', { x: [0, 1], y: [0, 1] });
    const before = group.shared('v');
    group.set('v', 'B', { x: [0, 1], y: [0.2, 0.8] });
    expect(group.shared('v')).toBe(before);
    expect(told).toBe(1);
    stop();
    group.set('v', 'B', { x: [0, 1], y: [0, 2] });
    expect(told).toBe(1);
  });
});

test('a range has room around its values, starts at 0 where they come near it, and passes over gaps', () => {
  expect(paddedRange([Float64Array.of(1, 100)])[0]).toBe(0);
  const [low, high] = paddedRange([Float64Array.of(-70, Number.NaN), Float64Array.of(-50)]);
  expect(low).toBeLessThan(-70);
  expect(high).toBeGreaterThan(-50);
  expect(paddedRange([])).toEqual([0, 1]);
});
