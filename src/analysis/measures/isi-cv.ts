import type { Measured, Trains } from '../trains.ts';
import { entriesWithin, firstStepFrom, trainOf, undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';

export const isiCv: PopulationMeasure = {
  id: 'cv',
  name: 'CV of inter-spike intervals',
  label: 'CV of ISI',
  symbol: '\\mathrm{CV}',
  hint: '',
  unit: '1',
  digits: 2,
  bounds: [0, Number.POSITIVE_INFINITY],
  range: '0 regular, 1 Poisson, above 1 bursting',
  formula: '\\mathrm{CV} = \\left\\langle \\frac{\\sigma(\\mathrm{ISI}_i)}{\\mu(\\mathrm{ISI}_i)} \\right\\rangle_i',
  undefinedWhen: 'no neuron fired three spikes (two intervals) in the window',
  source: 'Softky & Koch, J. Neurosci. 13:334 (1993); standard deviation of the population (divisor n)',
  scope: 'within',
  needs: 'trains',
  of: ({ trains, window }) => isiCvOf(trains, window.fromMs, window.toMs),
  baseline: { by: 'none', why: 'it compares no neurons with each other' },
  history: { leastWindowMs: 0 },
  isUsual: true,
};

/** Mean over the neurons with three spikes or more in [fromMs, toMs) of sd/mean of their inter-spike intervals. */
export function isiCvOf(trains: Trains, fromMs: number, toMs: number): Measured {
  const from = firstStepFrom(fromMs, trains.dtMs);
  const to = firstStepFrom(toMs, trains.dtMs);
  let sum = 0;
  let neurons = 0;
  for (let i = 0; i < trains.size; i++) {
    const train = trainOf(trains, i);
    const [first, end] = entriesWithin(train, from, to);
    if (end - first < 3 || train[end - 1] === train[first]) continue;
    sum += cvOfIntervals(train, first, end);
    neurons += 1;
  }
  return neurons > 0
    ? { value: sum / neurons, support: { neurons, of: trains.size } }
    : undefinedMeasure('no neuron fired three spikes in the window');
}

/** Two passes, so that regular trains give 0 and not the root of a rounding error. */
function cvOfIntervals(train: Int32Array, first: number, end: number): number {
  const intervals = end - first - 1;
  const mean = ((train[end - 1] ?? 0) - (train[first] ?? 0)) / intervals;
  let squares = 0;
  for (let k = first + 1; k < end; k++) {
    const deviation = (train[k] ?? 0) - (train[k - 1] ?? 0) - mean;
    squares += deviation * deviation;
  }
  return Math.sqrt(squares / intervals) / mean;
}
