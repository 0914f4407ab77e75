import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { withinBounds } from '../../src/compile/truncation.ts';
import type { Value } from '../../src/document/schema.ts';
import { drawElements } from '../../src/engine/random/values.ts';
import { readPreset } from '../presets/expectations.ts';

describe('a normal distribution between bounds', () => {
  // scipy.stats.truncnorm(a, b, loc, scale): mean and standard deviation.
  test.each([
    [{ mean: 0.1, sd: 0.1, min: 0, max: Number.POSITIVE_INFINITY }, 0.1287599971, 0.0793527747],
    [{ mean: 1, sd: 2, min: 0, max: Number.POSITIVE_INFINITY }, 2.0183208677, 1.3945256336],
    [{ mean: 0, sd: 1, min: 0, max: Number.POSITIVE_INFINITY }, 0.7978845609, 0.602810275],
    [{ mean: -65, sd: 5, min: Number.NEGATIVE_INFINITY, max: -60 }, -66.4379998547, 3.9676387366],
    [{ mean: 10, sd: 3, min: 6, max: 12 }, 9.2894766689, 1.6049501098],
  ])('%o has the mean %d and the standard deviation %d', (drawn, mean, sd) => {
    expect(withinBounds(drawn)?.mean).toBeCloseTo(mean, 6);
    expect(withinBounds(drawn)?.sd).toBeCloseTo(sd, 6);
  });

  test('is what the engine draws', () => {
    const drawn = { kind: 'normal', mean: 1, sd: 2, min: 0, max: Number.POSITIVE_INFINITY, key: 7 } as const;
    const numbers = drawElements(drawn, 100_000, 1);
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(Math.abs(mean - (withinBounds(drawn)?.mean ?? 0))).toBeLessThan((4 * 1.41) / Math.sqrt(numbers.length));
  });
});

describe('a drawn weight, delay or parameter', () => {
  const saidOf = (field: 'weight' | 'delay' | 'tau_m', value: Value): readonly string[] => {
    const document = readPreset('lif-no-background');
    if (field === 'tau_m') {
      for (const node of document.nodes) if (node.kind === 'population') node.parameters[field] = value;
    } else for (const edge of document.edges) if (edge.kind === 'synapse') edge[field] = value;
    return compile(document).problems.flatMap(({ code, message }) => (code === 'truncated' ? [message] : []));
  };

  test.each<['weight' | 'delay' | 'tau_m', Value, RegExp]>([
    [
      'weight',
      { normal: ['0.1 mV', '0.1 mV'] },
      /normal distribution of mean 0\.1 mV, standard deviation 0\.1 mV; 15\.87 % of it lies below 0 mV and is drawn again, so that the mean is 0\.129 mV and the standard deviation 0\.0794 mV/,
    ],
    ['weight', { normal: ['0 mV', '100 uV'] }, /the mean is 79\.8 uV/],
    ['delay', { normal: ['1 ms', '2 ms'] }, /the mean is 2\.02 ms/],
    ['tau_m', { normal: ['5 ms', '5 ms'] }, /the mean is 6\.44 ms/],
  ])('is told where its mean moves: %s %o', (field, value, sentence) => {
    const said = saidOf(field, value);
    expect(said.length).toBeGreaterThan(0);
    for (const message of said) expect(message).toMatch(sentence);
  });

  test.each<['weight' | 'delay' | 'tau_m', Value]>([
    ['weight', { normal: ['0.1 mV', '0.02 mV'] }],
    ['weight', { normal: ['0.1 mV', '0 mV'] }],
    ['delay', { normal: ['3 ms', '1.5 ms'] }],
    ['tau_m', { uniform: ['1 ms', '20 ms'] }],
  ])('is not where it hardly does: %s %o', (field, value) => {
    expect(saidOf(field, value)).toEqual([]);
  });
});
