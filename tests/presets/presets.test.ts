import { describe, expect, test } from 'vitest';
import { measured, type PresetRun, presetIds, readPreset, runPreset } from './expectations.ts';

describe.each(presetIds)('preset %s', (id) => {
  const document = readPreset(id);
  const runs = new Map<string | undefined, Promise<PresetRun>>();
  const runOf = (variant: string | undefined): Promise<PresetRun> => {
    const run = runs.get(variant) ?? runPreset(document, variant);
    runs.set(variant, run);
    return run;
  };

  test('says what it must show, and where that is from', () => {
    expect(document.expect.length).toBeGreaterThan(0);
    expect(document.about.length).toBeGreaterThan(20);
  });

  test.each(
    document.expect.map((expectation) => [expectation.variant ?? 'A', expectation.measure, expectation] as const),
  )(
    '%s: %s',
    async (_, __, expectation) => {
      const value = measured(expectation, await runOf(expectation.variant));
      if (expectation.values !== undefined) {
        const times = value as readonly number[];
        expect(times.length).toBe(expectation.values.length);
        expectation.values.forEach((expected, k) => {
          expect(Math.abs((times[k] ?? Number.NaN) - expected)).toBeLessThanOrEqual(expectation.tolerance ?? 0);
        });
        return;
      }
      expect(value).not.toBeNull();
      if (expectation.min !== undefined) expect(value).toBeGreaterThanOrEqual(expectation.min);
      if (expectation.max !== undefined) expect(value).toBeLessThanOrEqual(expectation.max);
      expect(expectation.min ?? expectation.max).toBeDefined();
    },
    120_000,
  );
});
