import { expect, test } from 'vitest';
import { finding } from '../../src/compare/finding.ts';

const side = (label: string, chi: number | null) => ({
  label,
  name: `name of ${label}`,
  indices: { chi: chi === null ? { value: null, reason: 'it does not vary' } : { value: chi }, rateHz: { value: 5 } },
});

test('the finding says which configurations lower and which raise the synchrony of the first', () => {
  expect(finding([side('A', 0.7), side('B', 0.14)], 100, 200)).toBe(
    'B lowers the synchrony: χ is 0.70 in A (name of A) and 0.14 in B (name of B) (100 to 200 ms, one seed).',
  );
  const four = finding([side('A', 0.5), side('B', 0.1), side('C', 0.9), side('D', 0.2)], 0, 1);
  expect(four).toMatch(/^B and D lower, C raises the synchrony: χ is 0\.50 in A \(name of A\), 0\.10 in B/);
});

test('small differences are called none, and an undefined value gives no finding', () => {
  expect(finding([side('A', 0.5), side('B', 0.55)], 0, 1)).toMatch(/^The synchrony is about the same: χ is/);
  expect(finding([side('A', 0.5), side('B', null)], 0, 1)).toBeNull();
  expect(finding([side('A', 0.5)], 0, 1)).toBeNull();
});
