import { describe, expect, it, test } from 'vitest';
import { constantCurrent, intervals, run, setOf } from './run.ts';

describe('LIF', () => {
  // T = t_ref + tau ln((mu - v_r)/(mu - theta)), mu = E_L + R I.
  test.each([
    [2500, 23.97225],
    [2600, 21.61659],
  ])('at %d pA spikes every %d ms, the closed form', async (current, interval) => {
    const parameters = setOf('lif', 'Brunel 2000').parameters;
    const stimuli = constantCurrent(current);
    const { spikesMs } = await run({ model: 'lif', parameters, stimuli, durationMs: 200, dtMs: 0.001 });
    // Exact between steps; a spike waits for the end of its step, and the period of silence is whole steps.
    for (const found of intervals(spikesMs)) expect(Math.abs(found - interval)).toBeLessThan(0.0021);
  });

  it('is the same by capacitance and conductance: C/g_L is tau and 1/g_L is R', async () => {
    const stimuli = constantCurrent(2500);
    const conductance = {
      C: '2000 pF',
      g_L: '100 nS',
      E_L: '0 mV',
      V_th: '20 mV',
      V_reset: '10 mV',
      t_ref: '2 ms',
    };
    const common = { stimuli, durationMs: 200, dtMs: 0.01 };
    const a = await run({ ...common, model: 'lif', parameters: setOf('lif', 'Brunel 2000').parameters });
    const b = await run({ ...common, model: 'lif-conductance', parameters: conductance });
    expect(a.spikesMs.length).toBe(8);
    expect(b.spikesMs).toEqual(a.spikesMs);
  });

  it('of Potjans and Diesmann spikes every t_ref + tau ln(mu/(mu - 15)) ms', async () => {
    const parameters = setOf('lif-conductance', 'Potjans and Diesmann 2014').parameters;
    const { spikesMs } = await run({
      model: 'lif-conductance',
      parameters,
      stimuli: constantCurrent(500),
      durationMs: 100,
      dtMs: 0.001,
    });
    const interval = 2 + 10 * Math.log(20 / 5);
    for (const found of intervals(spikesMs)) expect(Math.abs(found - interval)).toBeLessThan(0.0021);
  });
});

describe('QIF', () => {
  test.each([0.25, 1])("v' = v^2 + %d takes pi/sqrt(I) from -infinity to infinity", async (current) => {
    const far = 500;
    const { spikesMs } = await run({
      model: 'qif',
      parameters: {
        tau_m: '1 ms',
        a: '1 1/mV',
        E_L: '0 mV',
        V_c: '0 mV',
        R: '1 GOhm',
        V_peak: `${far} mV`,
        V_reset: `${-far} mV`,
      },
      integrator: 'rk4',
      stimuli: constantCurrent(current),
      durationMs: 40,
      dtMs: 0.0005,
    });
    // From -500 to 500 is 2/500 less, but for terms of third order.
    const period = Math.PI / Math.sqrt(current) - 2 / far;
    for (const found of intervals(spikesMs)) expect(Math.abs(found - period)).toBeLessThan(0.002);
  });
});

describe('EIF', () => {
  const neuron = { model: 'eif', integrator: 'euler' as const, dtMs: 0.01 };

  // Intervals by another program, Euler at the same step.
  test.each([
    [500, 36.65],
    [800, 13.04],
    [1000, 9.43],
  ])('at %d pA spikes every %d ms', async (current, interval) => {
    const { spikesMs } = await run({ ...neuron, stimuli: constantCurrent(current), durationMs: 250 });
    const last = intervals(spikesMs).at(-1) ?? 0;
    expect(Math.abs(last - interval)).toBeLessThan(0.011);
  });

  it('has its rheobase at (V_T - Delta_T - E_L)/R = 0.4 nA', async () => {
    const at = async (current: number) =>
      (await run({ ...neuron, stimuli: constantCurrent(current), durationMs: 3000 })).spikesMs.length;
    expect(await at(399.5)).toBe(0);
    expect(await at(401)).toBeGreaterThan(0);
  });
});
