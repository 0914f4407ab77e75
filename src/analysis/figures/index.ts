import type { Spectrogram } from '../profiles.ts';
import { type CorrelogramOptions, correlogramFigure, type RelativeCorrelogram } from './correlogram.ts';
import type { Observation } from './figure.ts';
import { type IntervalHistogram, type IntervalsOptions, intervalsFigure } from './intervals.ts';
import { type PairwiseMatrix, type PairwiseOptions, pairwiseFigure } from './pairwise.ts';
import { type SpectrogramOptions, spectrogramFigure } from './spectrogram.ts';
import { type SpikeDistanceOptions, type SpikeDistanceProfiles, spikeDistanceFigure } from './spike-distance.ts';
import { type TrainSpectrum, type TrainSpectrumOptions, trainSpectrumFigure } from './train-spectrum.ts';

/** What plots show of spike trains and is too costly for the page: options in, plain data out. */
export interface Figures {
  readonly correlogram: { readonly options: CorrelogramOptions; readonly figure: RelativeCorrelogram | null };
  readonly intervals: { readonly options: IntervalsOptions; readonly figure: IntervalHistogram | null };
  readonly pairwise: { readonly options: PairwiseOptions; readonly figure: PairwiseMatrix | null };
  readonly spectrogram: { readonly options: SpectrogramOptions; readonly figure: Spectrogram | null };
  readonly spikeDistance: { readonly options: SpikeDistanceOptions; readonly figure: SpikeDistanceProfiles };
  readonly trainSpectrum: { readonly options: TrainSpectrumOptions; readonly figure: TrainSpectrum | null };
}

export type FigureKind = keyof Figures;

const FIGURES: {
  readonly [K in FigureKind]: (observation: Observation, options: Figures[K]['options']) => Figures[K]['figure'];
} = {
  correlogram: correlogramFigure,
  intervals: intervalsFigure,
  pairwise: pairwiseFigure,
  spectrogram: spectrogramFigure,
  spikeDistance: spikeDistanceFigure,
  trainSpectrum: trainSpectrumFigure,
};

export const figureOf = <K extends FigureKind>(
  kind: K,
  observation: Observation,
  options: Figures[K]['options'],
): Figures[K]['figure'] => FIGURES[kind](observation, options);
