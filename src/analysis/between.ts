import { analyticPhases } from './analytic-phase.ts';
import { coherenceAt, coherencePeak } from './measures/coherence.ts';
import { phaseLockingOf } from './measures/phase-locking.ts';
import { rateCorrelationPeak } from './measures/rate-correlation.ts';
import { fundamentalOf, rhythmOf } from './measures/rhythm.ts';
import { binnedRate, type PopulationRecord, populationSpikes, RATE_BIN_MS } from './population-measures.ts';
import { type SpikeCrossSpectrum, segmentMsOf, spikeCrossSpectrumOf } from './spike-spectrum.ts';
import type { Window } from './spike-times.ts';
import type { Measured } from './trains.ts';
import { entriesWithin, firstStepFrom, undefinedMeasure } from './trains.ts';

/** Largest lag at which two rates are correlated, ms. */
const MOST_LAG_MS = 100;
/** Segments of coherence, of which a window holds so many at least, side by side: chance makes few alike. */
const SEGMENTS_MS = [1000, 500, 200] as const;
const LEAST_SEGMENTS = 8;
/** With fewer spikes than this, two rates are alike at some lag by chance. */
const LEAST_SPIKES = 10;
/** With fewer periods of the rhythm, phases of anything are locked. */
const LEAST_PERIODS = 5;

/** How the rates of two populations go together in a window; positive lags: the second follows the first. */
export interface BetweenIndices {
  /** Rhythm of the two: of the mean of their spectra, each over that of Poisson trains. */
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
  const spectrumOf = (lengthMs: number): SpikeCrossSpectrum | null =>
    spikeCrossSpectrumOf(populationSpikes(first), populationSpikes(second), first.window, lengthMs);
  const [segmentMs, rhythmSegmentMs] = [coherenceSegmentMs(first.window), segmentMsOf(first.window)];
  const spectrum = spectrumOf(segmentMs);
  const rhythmHz = commonRhythm(
    rhythmSegmentMs === segmentMs ? spectrum : spectrumOf(rhythmSegmentMs),
    rhythmSegmentMs,
  );
  const atRhythm = (of: (hz: number) => Measured): Measured =>
    rhythmHz.value === null ? rhythmHz : of(rhythmHz.value);
  const peak = coherencePeak(spectrum, 1000 / segmentMs);
  const { value, lagMs } = correlationOf(first, second);
  return {
    rhythmHz,
    coherenceAtRhythm: atRhythm((hz) => coherenceAt(spectrum, hz)),
    coherence: peak.value,
    coherenceHz: withNote(peak.frequencyHz, `resolution ${1000 / segmentMs} Hz`),
    phaseLocking: atRhythm((hz) => lockingAt(first, second, hz)),
    correlation: value,
    lagMs,
  };
}

/** The longest segments of which the window holds enough: the longer, the finer frequencies are told apart. */
function coherenceSegmentMs({ fromMs, toMs }: Window): number {
  return SEGMENTS_MS.find((lengthMs) => toMs - fromMs >= LEAST_SEGMENTS * lengthMs) ?? SEGMENTS_MS[2];
}

const withNote = (measured: Measured, note: string): Measured =>
  measured.value === null ? measured : { ...measured, note };

function commonRhythm(spectrum: SpikeCrossSpectrum | null, segmentMs: number): Measured {
  if (spectrum === null) return undefinedMeasure(`the window is shorter than a segment of ${segmentMs} ms`);
  const { first, second } = spectrum;
  if (!first.some((power) => power > 0) || !second.some((power) => power > 0))
    return undefinedMeasure('a population is silent in the window');
  const relative = first.map((power, k) => (power + (second[k] ?? 0)) / 2);
  return withNote(fundamentalOf(rhythmOf({ ...spectrum, relative }), segmentMs), `segments of ${segmentMs} ms`);
}

/** Rates in bins of at most an eighth of a period, and of whole steps. */
function lockingAt(first: PopulationRecord, second: PopulationRecord, hz: number): Measured {
  const { dtMs } = first.trains;
  const periods = ((first.window.toMs - first.window.fromMs) * hz) / 1000;
  if (periods < LEAST_PERIODS + 2)
    return undefinedMeasure(`the window holds less than ${LEAST_PERIODS + 2} periods of the rhythm`);
  const finest = Math.max(1, Math.floor(125 / hz / dtMs + 1e-9)) * dtMs;
  const binMs = Math.min(RATE_BIN_MS, finest);
  const [x, y] = [binnedRate(first, binMs), binnedRate(second, binMs)];
  const locked = phaseLockingOf(analyticPhases(x, binMs, hz), analyticPhases(y, binMs, hz));
  // The band is as wide as its frequency: phases are new about once in a period.
  const chance = Math.sqrt(Math.PI / (4 * (periods - 2)));
  return locked.value === null ? locked : { ...locked, note: `chance ${chance.toFixed(2)}` };
}

function correlationOf(first: PopulationRecord, second: PopulationRecord): ReturnType<typeof rateCorrelationPeak> {
  const few = [first, second].find((record) => spikesIn(record) < LEAST_SPIKES);
  if (few !== undefined) {
    const reason = undefinedMeasure(`a population has fewer than ${LEAST_SPIKES} spikes in the window`);
    return { value: reason, lagMs: reason };
  }
  return rateCorrelationPeak(binnedRate(first), binnedRate(second), RATE_BIN_MS, MOST_LAG_MS);
}

function spikesIn({ spikes: { steps }, trains: { dtMs }, window }: PopulationRecord): number {
  const [from, end] = entriesWithin(steps, firstStepFrom(window.fromMs, dtMs), firstStepFrom(window.toMs, dtMs));
  return end - from;
}
