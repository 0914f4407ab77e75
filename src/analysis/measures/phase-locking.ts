import { analyticPhases } from '../analytic-phase.ts';
import { atRhythm } from '../between.ts';
import { orderOfPhases } from '../phase-order.ts';
import { binnedRate, type PopulationPair, RATE_BIN_MS } from '../record.ts';
import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { BetweenMeasure } from './measure.ts';

export const phaseLocking: BetweenMeasure = {
  id: 'plv',
  name: 'Phase-locking value',
  label: 'phase locking',
  symbol: '\\mathrm{PLV}',
  hint: 'of the rates about their rhythm',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range:
    '0 to 1; 1 where one follows the other at a constant lag; phases are those of the rates, filtered about their rhythm',
  formula: '\\mathrm{PLV} = \\left| \\left\\langle e^{i(\\varphi_1(t) - \\varphi_2(t))} \\right\\rangle_t \\right|',
  undefinedWhen:
    'the two have no rhythm together, the window holds less than seven periods of it, or at no time have both a phase',
  source: 'Lachaux et al., Hum. Brain Mapp. 8:194 (1999)',
  scope: 'between',
  needs: 'trains',
  of: (pair) => atRhythm(pair, (hz) => lockingAt(pair, hz)),
  baseline: {
    by: 'surrogates',
    of: (surrogate, data) => atRhythm(data, (hz) => lockingAt(surrogate, hz)).value,
  },
  atUnit: 'Hz',
};

/** With fewer periods of the rhythm, phases of anything are locked. */
const LEAST_PERIODS = 5;

/** Rates in bins of at most an eighth of a period, and of whole steps. */
function lockingAt({ first, second }: PopulationPair, hz: number): Measured {
  const { dtMs } = first.trains;
  const periods = ((first.window.toMs - first.window.fromMs) * hz) / 1000;
  if (periods < LEAST_PERIODS + 2)
    return undefinedMeasure(`the window holds less than ${LEAST_PERIODS + 2} periods of the rhythm`);
  const finest = Math.max(1, Math.floor(125 / hz / dtMs + 1e-9)) * dtMs;
  const binMs = Math.min(RATE_BIN_MS, finest);
  const [x, y] = [binnedRate(first, binMs), binnedRate(second, binMs)];
  const locked = phaseLockingOf(analyticPhases(x, binMs, hz), analyticPhases(y, binMs, hz));
  // The band is as wide as its frequency: phases are new about once in a period.
  const chance = Math.sqrt(Math.PI / (4 * (periods - 2)));
  return locked.value === null ? locked : { ...locked, note: `chance ${chance.toFixed(2)}` };
}

/** Phase between the spikes around each time of the grid fromMs + k strideMs < toMs; NaN outside the first and the last. */
export function spikePhases(times: SpikeTimes, { fromMs, toMs }: Window, strideMs: number): Float64Array {
  const points = Math.max(0, Math.ceil((toMs - fromMs) / strideMs - 1e-9));
  let k = 0;
  return Float64Array.from({ length: points }, (_, p) => {
    const time = fromMs + p * strideMs;
    while (k + 1 < times.length && (times[k + 1] ?? 0) <= time) k += 1;
    const [start, end] = [times[k], times[k + 1]];
    return start === undefined || end === undefined || time < start
      ? Number.NaN
      : (2 * Math.PI * (time - start)) / (end - start);
  });
}

/** Of two series of phases in radians on the same grid. */
export function phaseLockingOf(first: Float64Array, second: Float64Array): Measured {
  const locked = orderOfPhases(first.map((phase, p) => phase - (second[p] ?? Number.NaN)));
  return locked.value === null ? undefinedMeasure('at no time of the window have both a phase') : locked;
}
