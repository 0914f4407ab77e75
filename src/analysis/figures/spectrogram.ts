import { type Spectrogram, spectrogramOf } from '../profiles.ts';
import type { Observation } from './figure.ts';

export interface SpectrogramOptions {
  /** Length of what a spectrum is of, ms. */
  readonly stretchMs: number;
  /** Highest frequency, Hz. */
  readonly mostHz: number;
}

/** Stretches of a figure: of longer runs they stand further apart. */
const MOST_STRETCHES = 160;

/** Of the spikes of the first population that are held; null: their stretch of the run is shorter than a stretch. */
export function spectrogramFigure(
  { populations: [population], dtMs, endMs, fromMs = 0 }: Observation,
  { stretchMs, mostHz }: SpectrogramOptions,
): Spectrogram | null {
  if (population === undefined) return null;
  const lengthMs = endMs - fromMs;
  const every = Math.max(stretchMs / 8, lengthMs / MOST_STRETCHES);
  const { steps, elements } = population.spikes;
  const firstStep = Math.round(fromMs / dtMs);
  const spikes = { steps: firstStep === 0 ? steps : steps.map((step) => step - firstStep), elements };
  const figure = spectrogramOf({ size: population.size, spikes, dtMs }, lengthMs, stretchMs, every, mostHz);
  return figure && { ...figure, timesMs: figure.timesMs.map((time) => time + fromMs) };
}
