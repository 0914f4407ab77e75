import type { SpikeSourceConfig, Values } from '../../contract/index.ts';

/**
 * How many spikes so many elements of a source may bring in a step: more come less than once in 10^25 steps (and wait for the
 * next step, or are left out of a Poisson number: a list never overflows). Without `rateKHz`, at the rates of the config.
 */
export function mostSpikes(
  source: SpikeSourceConfig,
  elements: number,
  dtMs: number,
  rateKHz: number = highestRate(source),
): number {
  return source.kind === 'given' ? mostInOneStep(source.steps) : bound(source, elements * rateKHz * dtMs);
}

/** The same with room for rates that are raised while the network runs: to one spike a step, or to twice what they are. */
export function roomForSpikes(source: SpikeSourceConfig, elements: number, dtMs: number): number {
  return mostSpikes(source, elements, dtMs, Math.max(1 / dtMs, 2 * highestRate(source)));
}

/**
 * A Poisson number exceeds its mean by twelve standard deviations and 40 hardly ever. Counts of a gamma process vary up to
 * 1/shape times as much, in bursts that are so much longer.
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

/** What drawn numbers exceed less than once in 10^15. */
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

function mostInOneStep(steps: Int32Array): number {
  let most = 1;
  let run = 0;
  for (let k = 0; k < steps.length; k++) {
    run = k > 0 && steps[k] === steps[k - 1] ? run + 1 : 1;
    most = Math.max(most, run);
  }
  return most;
}
