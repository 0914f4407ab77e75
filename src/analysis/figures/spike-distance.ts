import { meanSpikeDistance } from '../profiles.ts';
import { latestWindow, type Observation, sampledTrains } from './figure.ts';

export interface SpikeDistanceOptions {
  readonly neurons: number;
  /** How far back it is computed, ms. */
  readonly windowMs: number;
}

/** Mean SPIKE-distance of pairs of each population against time. */
export interface SpikeDistanceProfiles {
  readonly fromMs: number;
  readonly strideMs: number;
  /** By population; empty: no sampled neuron fired. */
  readonly profiles: readonly Float64Array[];
}

const MOST_NEURONS = 100;
const POINTS = 600;

export function spikeDistanceFigure(
  observation: Observation,
  { neurons, windowMs }: SpikeDistanceOptions,
): SpikeDistanceProfiles {
  const window = latestWindow(observation, windowMs);
  const profiles = sampledTrains(observation, window, Math.min(MOST_NEURONS, Math.round(neurons))).map(({ times }) => {
    const isSilent = window.toMs <= window.fromMs || times.length < 2 || times.every((own) => own.length === 0);
    return isSilent ? new Float64Array(0) : meanSpikeDistance(times, window, POINTS);
  });
  return { fromMs: window.fromMs, strideMs: (window.toMs - window.fromMs) / (POINTS - 1), profiles };
}
