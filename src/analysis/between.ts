import { once, type PopulationPair, populationSpikes } from './record.ts';
import { fundamentalOf, rhythmOf } from './rhythm.ts';
import { type SpikeCrossSpectrum, spikeCrossSpectrumOf } from './spike-spectrum.ts';
import type { Measured, Placed } from './trains.ts';
import { undefinedMeasure } from './trains.ts';

/** Segments of the spectra of two populations, ms. */
export const SEGMENT_MS = 200;

/** Spectra of the two and between them; null where the window is shorter than a segment. */
export const crossSpectrumOf = once(({ first, second }: PopulationPair): SpikeCrossSpectrum | null =>
  spikeCrossSpectrumOf(populationSpikes(first), populationSpikes(second), first.window, SEGMENT_MS),
);

/** Rhythm of the two, Hz: of the mean of their spectra, each over that of Poisson trains. */
const commonRhythm = once((pair: PopulationPair): Measured => {
  const spectrum = crossSpectrumOf(pair);
  if (spectrum === null) return undefinedMeasure(`the window is shorter than a segment of ${SEGMENT_MS} ms`);
  const { first, second } = spectrum;
  if (!first.some((power) => power > 0) || !second.some((power) => power > 0))
    return undefinedMeasure('a population is silent in the window');
  const relative = first.map((power, k) => (power + (second[k] ?? 0)) / 2);
  return fundamentalOf(rhythmOf({ ...spectrum, relative }), SEGMENT_MS);
});

/** What two populations have at their rhythm; where they have none, that is why. */
export function atRhythm(pair: PopulationPair, of: (hz: number) => Measured): Placed {
  const rhythm = commonRhythm(pair);
  return { value: rhythm.value === null ? rhythm : of(rhythm.value), at: rhythm };
}
