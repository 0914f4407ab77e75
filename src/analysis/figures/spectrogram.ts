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

/** Of the spikes of the first population; null: the run is shorter than a stretch. */
export function spectrogramFigure(
  { populations: [population], dtMs, endMs }: Observation,
  { stretchMs, mostHz }: SpectrogramOptions,
): Spectrogram | null {
  if (population === undefined) return null;
  const every = Math.max(stretchMs / 8, endMs / MOST_STRETCHES);
  return spectrogramOf({ ...population, dtMs }, endMs, stretchMs, every, mostHz);
}
