import type { SpikeSourceConfig, Values } from '../../contract/index.ts';

/**
 * How many spikes so many elements of a source may bring in a step, at `rateKHz` or at the rates of the config. More come less
 * than once in 10^25 steps; they wait for the next step, or are left out of a Poisson number, so that a list never overflows.
 */
export function mostSpikes(
  source: SpikeSourceConfig,
  elements: number,
  dtMs: number,
  rateKHz: number = highestRate(source),
): number {
  return source.kind === 'given' ? mostInOneStep(source.steps) : bound(source, elements * rateKHz * dtMs);
}

/**
 * The same with room for rates that are raised while the network runs: to one spike a step, to twice the present rate, or to a
 * rate that is known to come.
 */
export function roomForSpikes(source: SpikeSourceConfig, elements: number, dtMs: number, toComeKHz: number): number {
  return mostSpikes(source, elements, dtMs, Math.max(1 / dtMs, 2 * highestRate(source), toComeKHz));
}

/**
 * A Poisson number hardly ever exceeds its mean by twelve standard deviations and 40. Counts of a gamma process vary up to 1/shape
 * times as much, in bursts that are longer by the same factor.
 */
function bound(source: SpikeSourceConfig, mean: number): number {
  const fano = source.kind === 'gamma' ? Math.max(1, 1 / source.shape) : 1;
  return Math.ceil(mean + 12 * Math.sqrt(fano * mean) + 40 * fano);
}

function highestRate(source: SpikeSourceConfig): number {
  switch (source.kind) {
    case 'poisson':
      return highestOf(source.rateKHz);
    case 'profile':
      return source.ratesKHz.reduce((most, rate) => Math.max(most, rate), 0);
    case 'gamma':
      return source.rateKHz;
    case 'given':
      return 0;
  }
}

/** The largest of given numbers; drawn numbers exceed it less than once in 10^15. */
export function highestOf(values: Values): number {
  switch (values.kind) {
    case 'constant':
      return values.value;
    case 'array':
      return values.values.reduce((most, value) => Math.max(most, value), 0);
    case 'uniform':
      return values.high;
    case 'normal':
      return Math.min(values.max, Math.max(values.mean, values.min) + 8 * values.sd);
    case 'distance':
      throw new RangeError('only synapses have a distance');
  }
}

/** The largest number of given spikes in one step; steps ascend. */
function mostInOneStep(steps: Int32Array): number {
  let most = 1;
  let run = 0;
  for (let k = 0; k < steps.length; k++) {
    run = k > 0 && steps[k] === steps[k - 1] ? run + 1 : 1;
    most = Math.max(most, run);
  }
  return most;
}
