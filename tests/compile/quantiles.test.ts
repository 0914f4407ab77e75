import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { quantiles } from '../../src/compile/quantiles.ts';
import type { Value } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { edge, messagesOf, network, population } from '../couplings/networks.ts';

describe('quantiles', () => {
  test('of a Lorentzian: a quarter lies within the half width on each side', () => {
    const values = quantiles('lorentzianQuantiles', 5, 2, 1000);
    expect(values.filter((value) => value > 5 && value < 7)).toHaveLength(250);
    expect(values[250]).toBeCloseTo(5 + 2 * Math.tan(Math.PI * (0.2505 - 0.5)), 12);
  });

  test('of a normal distribution: its mean and sd, symmetric, ascending', () => {
    const values = quantiles('normalQuantiles', -1, 3, 2001);
    const mean = values.reduce((sum, value) => sum + value, 0) / 2001;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2001;
    expect(mean).toBeCloseTo(-1, 12);
    expect(Math.sqrt(variance)).toBeCloseTo(3, 1);
    expect([...values]).toEqual([...values].sort((a, b) => a - b));
    expect((values[0] ?? 0) + (values[2000] ?? 0)).toBeCloseTo(-2, 12);
  });

  test('are the same with every seed, and survive a file', () => {
    const omega: Value = { lorentzianQuantiles: ['40 Hz', '2 Hz'] };
    const document = network([population('O', { model: 'kuramoto', size: 4, parameters: { omega } })], []);
    const valuesOf = (seed: number) =>
      compile({ ...document, run: { ...document.run, seed } }).config?.groups[0]?.parameters[0]?.values;
    expect(valuesOf(1)).toEqual({ kind: 'array', values: quantiles('lorentzianQuantiles', 0.04, 0.002, 4) });
    expect(valuesOf(2)).toEqual(valuesOf(1));
    expect(validateDocument(JSON.parse(JSON.stringify(document))).document).toEqual(document);
  });
});

test('a width below 0, values out of range, and quantiles of synapses are problems', () => {
  const cells = (tau: Value) => network([population('C', { size: 3, parameters: { tau_m: tau } })], []);
  expect(messagesOf(cells({ normalQuantiles: ['20 ms', '-1 ms'] }))[0]).toMatch(
    /standard deviation .* is -1 ms; must be at least 0/,
  );
  expect(messagesOf(cells({ lorentzianQuantiles: ['2 ms', '10 ms'] }))[0]).toMatch(/must be more than 0 ms/);
  const couplings = network(
    [population('O', { model: 'kuramoto', size: 3 })],
    [edge('O', 'O', { model: 'phase', weight: { normalQuantiles: ['1 1/ms', '0.1 1/ms'] } })],
  );
  expect(messagesOf(couplings)[0]).toMatch(/is given by quantiles, which the neurons of a population have/);
});
