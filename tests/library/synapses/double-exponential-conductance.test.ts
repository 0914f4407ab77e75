import { describe, expect, it } from 'vitest';
import { compileKernel, expectKernel, type Kernel, slotsOf } from './kernel.ts';

const kernel: Kernel = {
  model: 'double-exponential-conductance',
  weight: '4 nS',
  parameters: { tau_r: '1 ms', tau_d: '8 ms' },
  sign: 'excitatory',
};

/** w n (e^(-t/d) - e^(-t/r)), with n from the peak. */
function closedForm(weight: number, riseMs: number, decayMs: number): (t: number) => number {
  const difference = (t: number) => Math.exp(-t / decayMs) - Math.exp(-t / riseMs);
  const peakMs = ((riseMs * decayMs) / (decayMs - riseMs)) * Math.log(decayMs / riseMs);
  return (t) => (weight * difference(t)) / difference(peakMs);
}

describe('the double-exponential conductance', () => {
  it('is w n (e^(-t/tau_d) - e^(-t/tau_r)) after a spike, by whatever path', async () => {
    await expectKernel(kernel, closedForm(4, 1, 8));
  });

  it('stays positive after an inhibitory spike, decays more slowly, and reverses elsewhere', async () => {
    const inhibitory: Kernel = { ...kernel, parameters: {}, sign: 'inhibitory' };
    await expectKernel(inhibitory, closedForm(4, 0.5, 10));
    const parameters = compileKernel(inhibitory).groups[0]?.parameters ?? [];
    expect(parameters.find(({ name }) => name === 'E_syn_1')?.values).toEqual({ kind: 'constant', value: -80 });
  });

  it('is solved exactly where the neuron is not', () => {
    expect(slotsOf(compileKernel(kernel))).toEqual(
      expect.arrayContaining(['P_half_x_1_x_1', 'P_half_s_1_x_1', 'P_half_s_1_s_1']),
    );
  });
});
