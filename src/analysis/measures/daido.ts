import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { Measure } from './measure.ts';

export const daido: Measure = {
  id: 'Rm',
  name: 'Daido order parameter (m clusters)',
  symbol: 'R_m',
  formula: 'R_m = \\left| \\frac{1}{N}\\sum_j e^{i m \\varphi_j} \\right|',
  unit: '1',
  range: '0 to 1; two clusters in antiphase: R_1 = 0, R_2 = 1',
  undefinedWhen: 'there is no phase',
  source: 'Daido, Prog. Theor. Phys. 88:1213 (1992); m = 1: Kuramoto (1984)',
};

/** Order parameter of phases in radians, those of oscillators or of spikes; m >= 1. NaN phases do not count. */
export function orderOfPhases(phases: ArrayLike<number>, m = 1): Measured {
  let real = 0;
  let imaginary = 0;
  let count = 0;
  for (let i = 0; i < phases.length; i++) {
    const phase = phases[i] ?? Number.NaN;
    if (Number.isNaN(phase)) continue;
    real += Math.cos(m * phase);
    imaginary += Math.sin(m * phase);
    count += 1;
  }
  return count > 0
    ? { value: Math.min(1, Math.hypot(real, imaginary) / count) }
    : undefinedMeasure('there is no phase');
}
