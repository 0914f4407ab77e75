import type { PairComparison, PopulationMeasure } from './measures/measure.ts';
import { allTimes, pairedTrains } from './record.ts';
import { forEachPair, type SpikeTimes } from './spike-times.ts';
import type { Measured } from './trains.ts';
import { undefinedMeasure } from './trains.ts';

/** Why what needs two neurons with an interval each has no value. */
export const FEW_FIRE_TWICE = 'fewer than two neurons fire twice in the window';

/** A measure of synchrony: one neuron alone has none. */
export function ofSeveral(of: PopulationMeasure['of']): PopulationMeasure['of'] {
  return (record) => (record.trains.size < 2 ? undefinedMeasure('one neuron alone has no synchrony') : of(record));
}

/** Mean over the pairs of neurons that fire at least so often: silent ones are all alike, which is no synchrony. */
export function overPairs(compare: PairComparison['of'], leastSpikes: 1 | 2 = 1): PopulationMeasure['of'] {
  return ofSeveral((record) => {
    const { trains, support } = pairedTrains(record, leastSpikes);
    if (trains.length < 2)
      return undefinedMeasure(leastSpikes === 2 ? FEW_FIRE_TWICE : 'fewer than two neurons fire in the window');
    let [sum, pairs] = [0, 0];
    forEachPair(trains, (a, b) => {
      sum += compare(a, b, record.window);
      pairs += 1;
    });
    return { value: sum / pairs, support };
  });
}

/** Mean over the neurons that have a value. */
export function overNeurons(of: (times: SpikeTimes) => Measured, reason: string): PopulationMeasure['of'] {
  return (record) => {
    let [sum, neurons] = [0, 0];
    for (const times of allTimes(record)) {
      const { value } = of(times);
      if (value === null) continue;
      sum += value;
      neurons += 1;
    }
    return neurons > 0
      ? { value: sum / neurons, support: { neurons, of: record.trains.size } }
      : undefinedMeasure(reason);
  };
}
