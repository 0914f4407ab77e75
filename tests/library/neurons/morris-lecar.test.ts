import { describe, expect, it, test } from 'vitest';
import { constantCurrent, run, setOf, steadyRateHz, upstrokes } from './run.ts';

const of = (name: string) => {
  const { parameters, initial = {} } = setOf('morris-lecar', name);
  return { model: 'morris-lecar', parameters, initial, dtMs: 0.02 };
};
const CLASS_I = of('Class I (saddle-node on a circle)');
const CLASS_II = of('Class II (Hopf)');
const FIGURE_9 = of('Morris and Lecar 1981, figure 9');
const HOMOCLINIC = of('Homoclinic');

describe('Morris-Lecar', () => {
  it.each([
    [CLASS_II, 6000, -36.755, 0.0702],
    [CLASS_I, 3600, -36.794, 0.0036],
  ])('rests where its nullclines meet', async (neuron, current, v, w) => {
    const { spikesMs, traces } = await run({ ...neuron, stimuli: constantCurrent(current), durationMs: 1500 });
    expect(spikesMs).toEqual([]);
    expect(traces.v?.at(-1)).toBeCloseTo(v, 2);
    expect(traces.w?.at(-1)).toBeCloseTo(w, 3);
  });

  // Rates on the cycle, from fine integrations by another program; the digits given.
  test.each([
    ['class II', CLASS_II, 94, 10.8, 1500],
    ['class II', CLASS_II, 100, 11.7, 1000],
    ['class II', CLASS_II, 120, 13.6, 1000],
    ['class II', CLASS_II, 150, 15.1, 1000],
    ['class I', CLASS_I, 42, 6.88, 1500],
    ['class I', CLASS_I, 45, 10.08, 1000],
    ['class I', CLASS_I, 50, 13.26, 1000],
    ['class I', CLASS_I, 60, 17.09, 1000],
    ['class I', CLASS_I, 80, 21.4, 1000],
    ['class I', CLASS_I, 100, 23.8, 1000],
    ['1981', FIGURE_9, 350, 36.09, 1000],
    ['1981', FIGURE_9, 400, 35.6, 1000],
  ] as const)('%s: %s uA/cm^2', async (_, neuron, current, rateHz, durationMs) => {
    const { spikesMs, traces } = await run({ ...neuron, stimuli: constantCurrent(100 * current), durationMs });
    expect(Math.abs(steadyRateHz(spikesMs) - rateHz)).toBeLessThan(0.05 + 0.002 * rateHz);
    const cut = Number.parseFloat(neuron.parameters.V_cut ?? '');
    expect(spikesMs.length).toBe(upstrokes(traces.v, cut));
  });

  it('class I starts to fire at 39.963 uA/cm^2, arbitrarily slowly; class II at once', async () => {
    const at = async (neuron: typeof CLASS_I, current: number) =>
      (await run({ ...neuron, stimuli: constantCurrent(100 * current), durationMs: 2500 })).spikesMs;
    expect(await at(CLASS_I, 39.9)).toEqual([]);
    const slow = steadyRateHz(await at(CLASS_I, 40.1));
    expect(slow).toBeGreaterThan(0);
    expect(slow).toBeLessThan(3);
    // Below its Hopf point, at 93.858, a cell at rest gives one spike at most; above, its rate jumps to 10.8 Hz.
    expect((await at(CLASS_II, 88)).length).toBeLessThanOrEqual(1);
  });

  it('class II has two answers at 90 uA/cm^2: rest, and 9.74 Hz from a depolarised start', async () => {
    const at90 = { ...CLASS_II, stimuli: constantCurrent(9000), durationMs: 3000 };
    const rest = await run({ ...at90, initial: { v: '-26.6 mV', w: '0.129' } });
    expect(rest.spikesMs).toEqual([]);
    const cycle = await run({ ...at90, initial: { v: '20 mV', w: '0.1' } });
    expect(Math.abs(steadyRateHz(cycle.spikesMs) - 9.74)).toBeLessThan(0.05);
  });

  it('with faster potassium the rest survives beside a long transient of 41.6 Hz at 40 uA/cm^2', async () => {
    const { spikesMs } = await run({
      ...HOMOCLINIC,
      initial: { v: '20 mV', w: '0' },
      stimuli: constantCurrent(4000),
      durationMs: 1500,
    });
    expect(Math.abs(steadyRateHz(spikesMs) - 41.6)).toBeLessThan(0.3);
    const quiet = await run({ ...HOMOCLINIC, stimuli: constantCurrent(3900), durationMs: 1500 });
    expect(quiet.spikesMs.length).toBeLessThanOrEqual(1);
  });
});
