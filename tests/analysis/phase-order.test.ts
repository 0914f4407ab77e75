import { expect, test } from 'vitest';
import { phaseOrder } from '../../src/analysis/phase-order.ts';

test('two phases a fifth of pi apart: cos(pi/10), halfway', () => {
  const { r, psi } = phaseOrder([Math.PI, 0.8 * Math.PI]);
  expect(r).toBeCloseTo(Math.cos(Math.PI / 10), 14);
  expect(psi).toBeCloseTo(0.9 * Math.PI, 14);
});

test('two clusters: no order of the first kind, all of the second', () => {
  const clusters = [0, Math.PI, 0, Math.PI];
  expect(phaseOrder(clusters).r).toBeCloseTo(0, 14);
  expect(phaseOrder(clusters, 2).r).toBeCloseTo(1, 14);
});

test('whole turns do not count; one phase has order 1, none has no order', () => {
  expect(phaseOrder([1, 1 + 2 * Math.PI, 1 - 4 * Math.PI]).r).toBeCloseTo(1, 14);
  expect(phaseOrder([3]).r).toBeCloseTo(1, 14);
  expect(phaseOrder([]).r).toBeNaN();
});

test('phases spread evenly have none', () => {
  expect(phaseOrder(Array.from({ length: 100 }, (_, k) => (2 * Math.PI * k) / 100)).r).toBeLessThan(1e-14);
});
