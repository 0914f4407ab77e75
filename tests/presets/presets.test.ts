import { describe, expect, test } from 'vitest';
import { holds, isLarge, measured, type PresetRun, presetIds, readPreset, runPreset } from './expectations.ts';

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

  // The large ones run in `npm run verify`.
  test.each(
    isLarge(document)
      ? []
      : document.expect.map((expectation) => [expectation.variant ?? 'A', expectation.measure, expectation] as const),
  )(
    '%s: %s',
    async (_, __, expectation) => {
      const value = measured(expectation, await runOf(expectation.variant));
      expect(holds(expectation, value), `found ${value}, expected ${JSON.stringify(expectation)}`).toBe(true);
    },
    120_000,
  );
});
