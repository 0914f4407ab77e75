import { expect, test } from 'vitest';
import { thisThread } from '../../src/experiments/cells/evaluate.ts';
import { missingCells, runTasks } from '../../src/experiments/cells/runner.ts';
import { sweepOf } from '../../src/experiments/sweep/definition.ts';
import type { CellResult } from '../../src/experiments/sweep/sweep.ts';
import { summarise } from '../../src/experiments/sweep/table.ts';
import { transitionOf } from '../../src/experiments/sweep/transition.ts';
import { parseQuantity } from '../../src/units/index.ts';
import { readPreset } from '../presets/expectations.ts';

const document = readPreset('kuramoto');
const definition = document.sweeps?.[0];

/** 2 / (pi g(0)): a Lorentzian of half width gamma has g(0) = 1/(pi gamma) (Kuramoto 1984). */
function criticalCoupling(): number {
  const node = document.nodes.find(({ kind }) => kind === 'population');
  const omega = node?.kind === 'population' ? node.parameters.omega : undefined;
  if (typeof omega !== 'object' || !('lorentzianQuantiles' in omega)) throw new Error('the frequencies are Lorentzian');
  const gamma = parseQuantity(omega.lorentzianQuantiles[1]);
  if ('fault' in gamma) throw new Error(gamma.fault);
  const atCentre = 1 / (Math.PI * gamma.value);
  return 2 / (Math.PI * atCentre);
}

test('the sweep of the Kuramoto preset finds the critical coupling within 5 %', { timeout: 300_000 }, async () => {
  if (definition === undefined) throw new Error('the preset has a sweep');
  const sweep = sweepOf(document, definition);
  if ('fault' in sweep) throw new Error(sweep.fault);
  const results: CellResult[] = [];
  await runTasks({
    tasks: missingCells(sweep, '', []),
    pool: thisThread,
    budgetBytes: 1e9,
    onResult: (result) => results.push(result),
  });
  const numbers = sweep.axes[0]?.numbers ?? [];
  const points = summarise(results, sweep.measures, definition.population, 'R').map(({ place, values }) => ({
    x: numbers[place[0] ?? 0] ?? Number.NaN,
    values,
  }));
  const found = transitionOf(points);
  const critical = criticalCoupling();
  expect(critical).toBeCloseTo(0.02, 12);
  expect(found?.kind).toBe('onset');
  expect(Math.abs((found?.at ?? 0) - critical) / critical).toBeLessThan(0.05);
  expect(found && found.low <= found.at && found.at <= found.high).toBe(true);
});
