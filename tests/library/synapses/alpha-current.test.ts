import { describe, expect, it } from 'vitest';
import { compileKernel, expectKernel, type Kernel, peakOf, slotsOf } from './kernel.ts';

const kernel: Kernel = { model: 'alpha-current', weight: '80 pA', parameters: { tau: '3 ms' }, sign: 'excitatory' };

describe('the alpha current', () => {
  it('is w (t/tau) e^(1 - t/tau) after a spike, by whatever path', async () => {
    await expectKernel(kernel, (t) => 80 * (t / 3) * Math.exp(1 - t / 3));
  });

  it('is negative after an inhibitory spike, with a time constant of its own', async () => {
    await expectKernel({ ...kernel, parameters: {}, sign: 'inhibitory' }, (t) => -80 * (t / 5) * Math.exp(1 - t / 5));
  });

  it('peaks at the weight, tau after the spike', async () => {
    const { timeMs, height } = await peakOf(kernel);
    expect(timeMs).toBeCloseTo(3, 9);
    expect(height).toBeCloseTo(80, 9);
  });

  it('is integrated exactly together with a leaky neuron', () => {
    expect(slotsOf(compileKernel(kernel))).toContain('P_v_x_1');
  });
});
