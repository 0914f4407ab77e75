import { ofSeveral } from '../averages.ts';
import { burstsOfNeurons, NO_BURSTS } from '../bursts.ts';
import { addPhasors, countsOf, meanOrder, phasorSums } from '../order-parameter.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const burstSynchrony: PopulationMeasure = {
  id: 'burstSynchrony',
  name: 'Synchrony of bursts',
  label: 'burst synchrony',
  symbol: 'R_B',
  hint: 'onset phase',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 to 1; as R, of the neurons between two of their bursts',
  formula:
    'R_B = \\left\\langle \\left|\\frac{1}{n(t)}\\sum_j e^{i\\varphi_j(t)}\\right| \\right\\rangle_{t:\\,n(t) \\ge 2},\\quad \\varphi \\text{ between onsets of bursts}',
  undefinedWhen: 'fewer than two neurons have two bursts, or for less than a twentieth of the window',
  source: 'Ivanchenko et al., Phys. Rev. Lett. 93:134101 (2004)',
  scope: 'within',
  needs: 'trains',
  of: ofSeveral((record) => {
    const bursts = burstsOfNeurons(record);
    if (bursts === null) return undefinedMeasure(NO_BURSTS);
    const onsets = bursts.map((own) => Float64Array.from(own, ({ startMs }) => startMs));
    return burstSynchronyOf(onsets, record.window);
  }),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 500, wholeRange: true },
};

/** Kuramoto order of phases between onsets of bursts, averaged as `meanOrder` does. */
export function burstSynchronyOf(onsets: readonly SpikeTimes[], { fromMs, toMs }: Window, strideMs = 1): Measured {
  const phasors = phasorSums(Math.max(0, Math.ceil((toMs - fromMs) / strideMs - 1e-9)));
  for (const own of onsets) {
    for (let k = 0; k + 1 < own.length; k++) {
      addPhasors(phasors, ((own[k] ?? 0) - fromMs) / strideMs, ((own[k + 1] ?? 0) - fromMs) / strideMs, 1);
    }
  }
  const counts = countsOf(phasors);
  const order = meanOrder(phasors, counts, { first: 0, end: counts.length, size: onsets.length });
  if (order.value !== null || onsets.filter((own) => own.length > 1).length > 1) return order;
  return undefinedMeasure('fewer than two neurons have two bursts');
}
