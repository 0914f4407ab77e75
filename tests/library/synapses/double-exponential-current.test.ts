import { describe, expect, it } from 'vitest';
import { compileKernel, expectKernel, type Kernel, peakOf, slotsOf } from './kernel.ts';

const kernel: Kernel = {
  model: 'double-exponential-current',
  weight: '80 pA',
  parameters: { tau_r: '2 ms', tau_d: '100 ms' },
  sign: 'excitatory',
};
/** Of these time constants, computed independently: n = 1/(e^(-tp/100) - e^(-tp/2)), tp = 2*100/98 ln 50. */
const PEAK_TIME_MS = 7.98372;
const FACTOR = 1.105215;

describe('the double-exponential current', () => {
  it('is w n (e^(-t/tau_d) - e^(-t/tau_r)) after a spike, by whatever path', async () => {
    const peakMs = (200 / 98) * Math.log(50);
    const factor = 1 / (Math.exp(-peakMs / 100) - Math.exp(-peakMs / 2));
    expect(peakMs).toBeCloseTo(PEAK_TIME_MS, 5);
    expect(factor).toBeCloseTo(FACTOR, 6);
    await expectKernel(kernel, (t) => 80 * factor * (Math.exp(-t / 100) - Math.exp(-t / 2)));
  });

  it('peaks at the weight, where the derivative vanishes', async () => {
    const { timeMs, height } = await peakOf(kernel);
    expect(Math.abs(timeMs - PEAK_TIME_MS)).toBeLessThanOrEqual(0.05);
    expect(height / 80).toBeGreaterThan(0.99999);
    expect(height).toBeLessThanOrEqual(80);
  });

  it('does not mind which time constant is the longer', async () => {
    const swapped = await peakOf({ ...kernel, parameters: { tau_r: '100 ms', tau_d: '2 ms' } });
    const { timeMs, height } = await peakOf(kernel);
    expect(swapped.timeMs).toBe(timeMs);
    expect(swapped.height).toBeCloseTo(height, 9);
  });

  it('is the alpha function where the time constants are equal, and near it where they nearly are', async () => {
    const alpha = (t: number) => 80 * (t / 3) * Math.exp(1 - t / 3);
    await expectKernel({ ...kernel, parameters: { tau_r: '3 ms', tau_d: '3 ms' } }, alpha);
    const { timeMs, height } = await peakOf({ ...kernel, parameters: { tau_r: '3 ms', tau_d: '3.0000001 ms' } });
    expect(timeMs).toBeCloseTo(3, 9);
    expect(height).toBeCloseTo(80, 9);
  });

  it('is integrated exactly together with a leaky neuron', () => {
    expect(slotsOf(compileKernel(kernel))).toContain('P_v_x_1');
  });
});
