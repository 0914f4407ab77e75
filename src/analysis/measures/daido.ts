import { ofSeveral } from '../averages.ts';
import { ORDER_STRIDE_MS, orderOf } from '../order-parameter.ts';
import type { PopulationMeasure } from './measure.ts';

export const daido: PopulationMeasure = {
  id: 'R2',
  name: 'Daido order parameter of spike phases, m = 2',
  label: 'R₂',
  symbol: 'R_2',
  hint: 'two clusters',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range:
    '0 to 1, over the n neurons that are between two of their spikes; two clusters in antiphase have R = 0 and R₂ = 1; independent phases give about √(π/4n)',
  formula:
    'R_2 = \\left\\langle \\left| \\frac{1}{n(t)}\\sum_{j=1}^{n(t)} e^{2 i\\varphi_j(t)} \\right| \\right\\rangle_{t:\\,n(t) \\ge 2},\\quad \\varphi_j = 2\\pi\\,\\frac{t - t_k}{t_{k+1} - t_k}',
  undefinedWhen:
    'two neurons are between spikes of their own in less than a twentieth of the window, or of all neurons less than a twentieth are, on average over such times',
  source: 'Daido, Prog. Theor. Phys. 88:1213 (1992); m = 1: Kuramoto (1984)',
  scope: 'within',
  needs: 'trains',
  of: ofSeveral(({ trains, orders, window: { fromMs, toMs } }) =>
    orders === undefined ? orderOf(trains, fromMs, toMs, ORDER_STRIDE_MS, 2) : orders(2).mean(fromMs, toMs),
  ),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0, wholeRange: true, order: 2 },
};
