import { type Spectrogram, spectrogramOf } from '../profiles.ts';
import { ratesInBins } from '../rates.ts';
import type { Observation } from './figure.ts';

export interface SpectrogramOptions {
  /** Length of what a spectrum is of, ms. */
  readonly stretchMs: number;
  /** Highest frequency, Hz. */
  readonly mostHz: number;
}

const BIN_MS = 1;
/** Stretches of a figure: of longer runs they stand further apart. */
const MOST_STRETCHES = 160;

/** Of the rate of the first population; null: the run is shorter than a stretch. */
export function spectrogramFigure(
  { populations: [population], dtMs, endMs }: Observation,
  { stretchMs, mostHz }: SpectrogramOptions,
): Spectrogram | null {
  if (population === undefined) return null;
  const { y } = ratesInBins(population.spikes.steps, population.size, dtMs, BIN_MS, Math.round(endMs / dtMs));
  const stride = Math.max(1, Math.round(BIN_MS / dtMs)) * dtMs;
  const every = Math.max(stretchMs / 8, (y.length * stride) / MOST_STRETCHES);
  return spectrogramOf(y, stride, stretchMs, every, mostHz);
}
