import { expect, test } from 'vitest';
import { populationMeasures } from '../../src/analysis/measures/index.ts';
import { recordOf } from '../../src/analysis/record.ts';
import { poissonSpikes } from '../engine/poisson-reference.ts';

/** Trains of stimuli may have several spikes at one time. */
test.each([0.3, 2])('every measure of trains of %d spikes a step is a number, or says why it is none', (mean) => {
  const size = 12;
  const spikes = poissonSpikes(new Array(size).fill(mean), 400, 3, 8);
  const record = recordOf(spikes, size, 1, { fromMs: 0, toMs: 400 }, null);
  for (const { id, of } of populationMeasures) {
    const measured = of(record);
    if (measured.value === null) expect(measured.reason, id).not.toBe('');
    else expect(Number.isFinite(measured.value), id).toBe(true);
  }
});
