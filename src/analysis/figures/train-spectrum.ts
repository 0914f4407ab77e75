import { entriesWithin } from '../trains.ts';
import { chosenTrains, latestWindow, type Observation } from './figure.ts';

export interface TrainSpectrumOptions {
  readonly neuron: number;
  /** How far back spikes are counted, ms. */
  readonly windowMs: number;
  /** Length of what each periodogram is of, ms: frequencies are 1/segment apart. */
  readonly segmentMs: number;
  /** Highest frequency, Hz. */
  readonly mostHz: number;
}

/** Power of a spike train by frequency over its rate: 1 for a Poisson train. */
export interface TrainSpectrum {
  readonly frequenciesHz: Float64Array;
  readonly values: Float64Array;
  readonly segments: number;
  readonly spikes: number;
}

/** Of fewer spikes a spectrum is that of their chance distances. */
export const LEAST_SPIKES = 10;

/**
 * The spectrum of a neuron's train as a point process: |sum of exp(-2 pi i f t)|^2 over the spike times of a segment, at whole
 * numbers of cycles in it (where the mean rate contributes nothing), averaged over segments without overlap, over the number of
 * spikes in a segment (Bartlett, J R Stat Soc B 25 (1963) 264). Null: shorter than a segment, or fewer than ten spikes.
 */
export function trainSpectrumFigure(
  observation: Observation,
  { neuron, windowMs, segmentMs, mostHz }: TrainSpectrumOptions,
): TrainSpectrum | null {
  const window = latestWindow(observation, windowMs);
  const [times] = chosenTrains(observation, window, [neuron])?.times ?? [];
  const segments = Math.floor((window.toMs - window.fromMs) / segmentMs + 1e-9);
  if (times === undefined || segments < 1) return null;
  const startMs = window.toMs - segments * segmentMs;
  const count = Math.max(1, Math.floor((mostHz * segmentMs) / 1000));
  const values = new Float64Array(count);
  let spikes = 0;
  for (let segment = 0; segment < segments; segment++) {
    const from = startMs + segment * segmentMs;
    const [first, end] = entriesWithin(times, from, from + segmentMs);
    const within = times.subarray(first, end);
    spikes += within.length;
    for (let k = 0; k < count; k++) values[k] = (values[k] ?? 0) + powerAt(within, from, (k + 1) / segmentMs);
  }
  if (spikes < LEAST_SPIKES) return null;
  return {
    frequenciesHz: Float64Array.from(values, (_, k) => ((k + 1) * 1000) / segmentMs),
    values: values.map((value) => value / spikes),
    segments,
    spikes,
  };
}

function powerAt(times: Float64Array, fromMs: number, frequencyKHz: number): number {
  let [real, imaginary] = [0, 0];
  for (const time of times) {
    const angle = 2 * Math.PI * frequencyKHz * (time - fromMs);
    real += Math.cos(angle);
    imaginary += Math.sin(angle);
  }
  return real * real + imaginary * imaginary;
}
