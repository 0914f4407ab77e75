import { once, type PopulationPair, populationSpikes } from './record.ts';
import { fundamentalOf, rhythmOf } from './rhythm.ts';
import { type SpikeCrossSpectrum, segmentMsOf, spikeCrossSpectrumOf } from './spike-spectrum.ts';
import type { Window } from './spike-times.ts';
import type { Measured, Placed } from './trains.ts';
import { undefinedMeasure } from './trains.ts';

/** Segments of coherence, of which a window holds so many at least, side by side: chance makes few alike. */
const SEGMENTS_MS = [1000, 500, 200] as const;
const LEAST_SEGMENTS = 8;

/** The longest segments of which the window holds enough: the longer, the finer frequencies are told apart. */
export function coherenceSegmentMs({ fromMs, toMs }: Window): number {
  return SEGMENTS_MS.find((lengthMs) => toMs - fromMs >= LEAST_SEGMENTS * lengthMs) ?? SEGMENTS_MS[2];
}

/** Spectra of the two and between them; null where the window is shorter than a segment. */
const spectrumOf = ({ first, second }: PopulationPair, segmentMs: number): SpikeCrossSpectrum | null =>
  spikeCrossSpectrumOf(populationSpikes(first), populationSpikes(second), first.window, segmentMs);

/** Spectra in the segments of coherence. */
export const coherenceSpectrumOf = once((pair: PopulationPair) =>
  spectrumOf(pair, coherenceSegmentMs(pair.first.window)),
);

/** Rhythm of the two, Hz: of the mean of their spectra, each over that of Poisson trains. */
const commonRhythm = once((pair: PopulationPair): Measured => {
  const segmentMs = segmentMsOf(pair.first.window);
  const alike = segmentMs === coherenceSegmentMs(pair.first.window);
  const spectrum = alike ? coherenceSpectrumOf(pair) : spectrumOf(pair, segmentMs);
  if (spectrum === null) return undefinedMeasure(`the window is shorter than a segment of ${segmentMs} ms`);
  const { first, second } = spectrum;
  if (!first.some((power) => power > 0) || !second.some((power) => power > 0))
    return undefinedMeasure('a population is silent in the window');
  const relative = first.map((power, k) => (power + (second[k] ?? 0)) / 2);
  return withNote(fundamentalOf(rhythmOf({ ...spectrum, relative }), segmentMs), `segments of ${segmentMs} ms`);
});

/** A value with a remark; an undefined one says why already. */
export const withNote = (measured: Measured, note: string): Measured =>
  measured.value === null ? measured : { ...measured, note };

/** What two populations have at their rhythm; where they have none, that is why. */
export function atRhythm(pair: PopulationPair, of: (hz: number) => Measured): Placed {
  const rhythm = commonRhythm(pair);
  return { value: rhythm.value === null ? rhythm : of(rhythm.value), at: rhythm };
}
