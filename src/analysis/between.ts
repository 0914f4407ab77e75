import { analyticPhases } from './analytic-phase.ts';
import { coherenceAt, coherencePeak } from './measures/coherence.ts';
import { phaseLockingOf } from './measures/phase-locking.ts';
import { rateCorrelationPeak } from './measures/rate-correlation.ts';
import { peakOf } from './measures/rate-spectrum.ts';
import { binnedRate, type PopulationRecord, RATE_BIN_MS, SEGMENT_MS } from './population-measures.ts';
import type { Measured } from './trains.ts';
import { undefinedMeasure } from './trains.ts';
import { type CrossSpectrum, crossSpectrum } from './welch.ts';

/** Largest lag at which two rates are correlated, ms. */
const MOST_LAG_MS = 100;

/** How the rates of two populations go together in a window; positive lags: the second follows the first. */
export interface BetweenIndices {
  /** Frequency at which the two have most power, each by its own share. */
  readonly rhythmHz: Measured;
  readonly coherenceAtRhythm: Measured;
  /** Of all frequencies from one over the segment on. */
  readonly coherence: Measured;
  readonly coherenceHz: Measured;
  /** Of the phases of the two rates about the rhythm. */
  readonly phaseLocking: Measured;
  readonly correlation: Measured;
  readonly lagMs: Measured;
}

export function betweenPopulations(first: PopulationRecord, second: PopulationRecord): BetweenIndices {
  const [x, y] = [binnedRate(first), binnedRate(second)];
  const spectrum = crossSpectrum(x, y, RATE_BIN_MS, SEGMENT_MS);
  const rhythmHz = commonRhythm(spectrum);
  const atRhythm = (of: (hz: number) => Measured): Measured =>
    rhythmHz.value === null ? rhythmHz : of(rhythmHz.value);
  const peak = coherencePeak(spectrum, 1000 / SEGMENT_MS);
  const { value, lagMs } = rateCorrelationPeak(x, y, RATE_BIN_MS, MOST_LAG_MS);
  return {
    rhythmHz,
    coherenceAtRhythm: atRhythm((hz) => coherenceAt(spectrum, hz)),
    coherence: peak.value,
    coherenceHz: peak.frequencyHz,
    phaseLocking: atRhythm((hz) =>
      phaseLockingOf(analyticPhases(x, RATE_BIN_MS, hz), analyticPhases(y, RATE_BIN_MS, hz)),
    ),
    correlation: value,
    lagMs,
  };
}

function commonRhythm(spectrum: CrossSpectrum | null): Measured {
  if (spectrum === null) return undefinedMeasure(`the window is shorter than a segment of ${SEGMENT_MS} ms`);
  const { first, second, frequenciesHz, segments } = spectrum;
  const [one, other] = [first, second].map((density) => density.reduce((sum, power) => sum + power, 0));
  if (!one || !other) return undefinedMeasure('a population is silent in the window');
  const density = first.map((power, k) => power / one + (second[k] ?? 0) / other);
  const found = peakOf({ frequenciesHz, density, segments }, 1000 / SEGMENT_MS, 500 / RATE_BIN_MS);
  return found === null ? undefinedMeasure('a population is silent in the window') : { value: found.frequencyHz };
}
