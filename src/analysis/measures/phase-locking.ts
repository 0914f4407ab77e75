import type { SpikeTimes, Window } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import { orderOfPhases } from './daido.ts';
import type { Measure } from './measure.ts';

export const phaseLocking: Measure = {
  id: 'plv',
  name: 'Phase-locking value',
  symbol: '\\mathrm{PLV}',
  formula: '\\mathrm{PLV} = \\left| \\left\\langle e^{i(\\varphi_1(t) - \\varphi_2(t))} \\right\\rangle_t \\right|',
  unit: '1',
  range: '0 to 1; 1 where one follows the other at a constant lag',
  undefinedWhen: 'at no time have both a phase (a spike before and one after)',
  source: 'Lachaux et al., Hum. Brain Mapp. 8:194 (1999)',
};

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
