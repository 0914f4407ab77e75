import { describe, expect, test } from 'vitest';
import { excitabilityOf, firingCurve } from '../../src/analysis/dynamics/excitability.ts';
import { prepared } from './systems.ts';

async function curve(id: string, set: string | undefined, values: readonly number[]) {
  const { system } = await prepared(id, set === undefined ? {} : { set });
  return [...firingCurve(system, { parameters: system.parameters, index: system.parameters.length - 1 }, values)];
}

/** Section 6 of the reference; rates of a fixed step of integration, so that they hold to their last digits. */
describe('rates against the reference', () => {
  test.each([
    [628, 1.6, 2.5],
    [650, 4, 13],
    [700, 7.8, 25.9],
    [800, 14.9, 44],
    [900, 21.5, 59.4],
    [1000, 27.7, 73.8],
    [1200, 39.4, 101],
  ])('AdEx, regular spiking, at %d pA', async (value, steady, first) => {
    const [point] = await curve('adex', 'Regular spiking', [value]);
    expect(Math.abs((point?.steadyHz ?? 0) - steady)).toBeLessThan(0.1);
    expect(Math.abs((point?.firstHz ?? 0) / first - 1)).toBeLessThan(0.011);
  });

  test.each([
    ['adex', 'Fast spiking', { 630: 11.1, 700: 30.4, 800: 47.9, 1000: 77.4 }],
    [
      'morris-lecar',
      'Class I (saddle-node on a circle)',
      { 4200: 6.88, 4500: 10.08, 5000: 13.26, 6000: 17.09, 8000: 21.4 },
    ],
    ['morris-lecar', 'Class II (Hopf)', { 9400: 10.8, 10000: 11.7, 12000: 13.6, 15000: 15.1 }],
    ['hodgkin-huxley', undefined, { 700: 58.3, 1000: 68.32, 1500: 78.7, 2000: 86.5, 5000: 117 }],
    [
      'wang-buzsaki',
      undefined,
      { 16.5: 2.8, 20: 8.6, 50: 32.2, 100: 59.7, 200: 101.8, 300: 135.5, 500: 189.6, 1000: 284.9, 2000: 407 },
    ],
  ] as const)('%s %s', async (id, set, rates) => {
    const points = await curve(id, set, Object.keys(rates).map(Number));
    for (const { value, steadyHz } of points) {
      const wanted = (rates as Readonly<Record<number, number>>)[value] ?? Number.NaN;
      expect(Math.abs(steadyHz / wanted - 1)).toBeLessThan(0.006);
    }
  });

  test('periods of FitzHugh-Nagumo', async () => {
    const points = await curve('fitzhugh-nagumo', undefined, [0.5, 1]);
    expect(Math.abs(1000 / (points[0]?.steadyHz ?? 0) / 39.475 - 1)).toBeLessThan(1e-3);
    expect(Math.abs(1000 / (points[1]?.steadyHz ?? 0) / 36.699 - 1)).toBeLessThan(1e-3);
  });

  test('LIF in closed form, and below its rheobase', async () => {
    const points = await curve('lif', undefined, [1900, 2500, 3000]);
    expect(points[0]).toMatchObject({ firstHz: 0, steadyHz: 0, spikes: 0 });
    for (const { value, steadyHz } of points.slice(1)) {
      const period = 2 + 20 * Math.log((value / 100 - 10) / (value / 100 - 20));
      expect(Math.abs(steadyHz * (period / 1000) - 1)).toBeLessThan(1e-6);
    }
  });
});

test('bursts go on: their rate is the mean of the second half of a run', async () => {
  const [point] = await curve('izhikevich', 'Chattering (CH)', [10]);
  // Five spikes each 59.4 ms.
  expect(Math.abs((point?.steadyHz ?? 0) / (5000 / 59.4) - 1)).toBeLessThan(0.03);
});

test('a reset beyond the threshold is said, and does not hang', async () => {
  const { system } = await prepared('lif', { parameters: { V_reset: '25 mV', t_ref: '0 ms' } });
  const index = system.parameters.length - 1;
  const [point] = firingCurve(system, { parameters: system.parameters, index }, [2500]);
  expect(point?.stopped).toBe('reset-beyond-threshold');
});

describe('classes', () => {
  test.each([
    ['adex', 'Tonic', 0, 600, { class: 'I', isBistable: false, by: 'fold' }, { loss: 220.38 }],
    [
      'morris-lecar',
      'Class I (saddle-node on a circle)',
      0,
      10_000,
      { class: 'I', isBistable: false, by: 'fold' },
      { loss: 3996.3 },
    ],
    ['morris-lecar', 'Class II (Hopf)', 0, 15_000, { class: 'II', isBistable: true, by: 'hopf' }, { loss: 9385.8 }],
    [
      'wang-buzsaki',
      undefined,
      0,
      200,
      { class: 'I', isBistable: false, by: 'fold' },
      { loss: 16.009, rheobase: 16.009 },
    ],
    [
      'lif',
      undefined,
      0,
      4000,
      { class: 'I', isBistable: false, by: 'threshold' },
      { loss: 2000, rheobase: 2000, onset: 2000 },
    ],
    ['qif', undefined, 0, 1000, { class: 'I', isBistable: false, by: 'fold' }, { loss: 225, rheobase: 225 }],
  ] as const)('%s %s', async (id, set, from, to, kind, values) => {
    const { system } = await prepared(id, set === undefined ? {} : { set });
    const varied = { parameters: system.parameters, index: system.parameters.length - 1, from, to };
    const { class: named, isBistable, loss, rheobase, onset } = excitabilityOf(system, varied);
    expect({ class: named, isBistable, by: loss?.by }).toEqual(kind);
    const measured = { loss: loss?.value ?? Number.NaN, rheobase: rheobase ?? Number.NaN, onset: onset ?? Number.NaN };
    for (const [name, wanted] of Object.entries(values))
      expect(Math.abs(measured[name as keyof typeof measured] / wanted - 1)).toBeLessThan(1e-3);
  });

  test('Hodgkin-Huxley fires on before it has lost its rest', async () => {
    const { system } = await prepared('hodgkin-huxley');
    const varied = { parameters: system.parameters, index: system.parameters.length - 1, from: 500, to: 1100 };
    const { class: named, isBistable, loss, offset, onsetHz } = excitabilityOf(system, varied, { durationMs: 1000 });
    expect({ named, isBistable, by: loss?.by }).toEqual({ named: 'II', isBistable: true, by: 'hopf' });
    // Quiet at 620 pA, firing from a kicked start at 630 (52.4 Hz).
    expect(offset).toBeGreaterThan(620);
    expect(offset).toBeLessThan(630);
    expect(onsetHz).toBeGreaterThan(50);
  });
});
