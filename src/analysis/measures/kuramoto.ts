import { ofSeveral } from '../averages.ts';
import { orderOf } from '../order-parameter.ts';
import type { PopulationMeasure } from './measure.ts';

export const kuramoto: PopulationMeasure = {
  id: 'R',
  name: 'Kuramoto order parameter of spike phases',
  label: 'R',
  symbol: 'R',
  hint: 'spike phase',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range: '0 to 1, over the n neurons that are between two of their spikes; independent phases give about √(π/4n)',
  formula:
    'R = \\left\\langle \\left| \\frac{1}{n(t)}\\sum_{j=1}^{n(t)} e^{i\\varphi_j(t)} \\right| \\right\\rangle_{t:\\,n(t) \\ge 2},\\quad \\varphi_j = 2\\pi\\,\\frac{t - t_k}{t_{k+1} - t_k}',
  undefinedWhen:
    'two neurons are between spikes of their own in less than a twentieth of the window, or of all neurons less than a twentieth are, on average over such times',
  source: 'Kuramoto (1984); phases from spikes: Pikovsky, Rosenblum & Kurths, Synchronization (2001)',
  scope: 'within',
  needs: 'trains',
  of: ofSeveral(({ trains, orders, window: { fromMs, toMs } }) =>
    orders === undefined ? orderOf(trains, fromMs, toMs) : orders(1).mean(fromMs, toMs),
  ),
  baseline: { by: 'surrogates' },
  history: { leastWindowMs: 0, wholeRange: true, order: 1 },
  isUsual: true,
};
