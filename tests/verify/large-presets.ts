import type { Expectation } from '../../src/document/schema.ts';
import { holds, isLarge, measured, presetIds, readPreset, runPreset } from '../presets/expectations.ts';

/** Runs the presets that are too large for the tests; prints each expectation, and returns how many do not hold. */
export async function verifyLargePresets(): Promise<number> {
  let failed = 0;
  for (const id of presetIds) {
    const document = readPreset(id);
    if (!isLarge(document)) continue;
    for (const variant of new Set(document.expect.map((expectation) => expectation.variant))) {
      const run = await runPreset(document, variant);
      for (const expectation of document.expect) {
        if (expectation.variant !== variant) continue;
        const value = measured(expectation, run);
        const held = holds(expectation, value);
        if (!held) failed++;
        console.log(`${held ? 'holds ' : 'FAILS '} ${id} ${variant ?? 'A'} ${line(expectation)}: ${value}`);
      }
    }
  }
  return failed;
}

function line({ population, measure, min, max }: Expectation): string {
  return `${population} ${measure} ${min ?? ''} .. ${max ?? ''}`;
}
