import { describe, expect, it } from 'vitest';
import { compileKernel, expectKernel, type Kernel, peakOf } from './kernel.ts';

const kernel: Kernel = { model: 'alpha-conductance', weight: '4 nS', parameters: { tau: '2 ms' }, sign: 'excitatory' };

describe('the alpha conductance', () => {
  it('is w (t/tau) e^(1 - t/tau) after a spike, by whatever path', async () => {
    await expectKernel(kernel, (t) => 4 * (t / 2) * Math.exp(1 - t / 2));
  });

  it('stays positive after an inhibitory spike, and reverses elsewhere', async () => {
    const inhibitory: Kernel = { ...kernel, parameters: {}, sign: 'inhibitory' };
    await expectKernel(inhibitory, (t) => 4 * (t / 5) * Math.exp(1 - t / 5));
    const parameters = compileKernel(inhibitory).groups[0]?.parameters ?? [];
    expect(parameters.find(({ name }) => name === 'E_syn_1')?.values).toEqual({ kind: 'constant', value: -80 });
  });

  it('peaks at the weight, tau after the spike', async () => {
    const { timeMs, height } = await peakOf(kernel);
    expect(timeMs).toBeCloseTo(2, 9);
    expect(height).toBeCloseTo(4, 9);
  });
});
