import { meanSpikeDistance } from '../profiles.ts';
import { latestWindow, type Observation, type Sample, sampledFiringTrains } from './figure.ts';

export interface SpikeDistanceOptions {
  readonly neurons: number;
  /** How far back it is computed, ms. */
  readonly windowMs: number;
}

/** Mean SPIKE-distance of pairs of neurons that fire, of each population, against time. */
export interface SpikeDistanceProfiles {
  readonly fromMs: number;
  readonly strideMs: number;
  /** By population; empty: fewer than two neurons fired. */
  readonly profiles: readonly Float64Array[];
  readonly samples: readonly Sample[];
}

const MOST_NEURONS = 100;
const POINTS = 600;

export function spikeDistanceFigure(
  observation: Observation,
  { neurons, windowMs }: SpikeDistanceOptions,
): SpikeDistanceProfiles {
  const window = latestWindow(observation, windowMs);
  const trains = sampledFiringTrains(observation, window, Math.min(MOST_NEURONS, Math.round(neurons)));
  const profiles = trains.map(({ times }) =>
    window.toMs <= window.fromMs || times.length < 2 ? new Float64Array(0) : meanSpikeDistance(times, window, POINTS),
  );
  const samples = trains.map(({ sample }) => sample);
  return { fromMs: window.fromMs, strideMs: (window.toMs - window.fromMs) / (POINTS - 1), profiles, samples };
}
