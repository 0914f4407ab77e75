import { SAMPLE_MS, type SpikeSpectrum } from './spike-spectrum.ts';

/** A line between the bins of a spectrum. */
interface SpectralLine {
  readonly hz: number;
  readonly power: number;
}

/** A line has less than this share of its power so many bins beside it; what is broader is an irregular rhythm. */
const FLANK_SHARE = 0.02;
const FLANK_BINS = 3;
/** A line is stronger by this factor than what others leave there by the window's side lobes or by aliases. */
const OVER_ARTEFACTS = 10;
/** Share of the power of all peaks that narrow lines hold; of times in whole steps the highest harmonics are broad. */
const LEAST_NARROW = 0.5;
/** Share of the power of the lines that a comb's teeth hold. */
const LEAST_SHARE = 0.98;
/** How near a tooth lies to its line, over one over the segment. */
const TOLERANCE = 0.4;
/** Share of a comb's teeth that are lines: two unrelated lines are always near teeth of some fine comb. */
const LEAST_TEETH = 1 / 5;

/**
 * The fundamental of regular trains that are locked with whatever lags: the largest frequency of which the narrow lines of
 * the spectrum are multiples. The lags make some of the multiples strong and others weak, so the strongest line, and the lag
 * at which most spikes coincide, may be a harmonic. Null: the peaks are broad, or are no multiples of one frequency.
 *
 * @param peaks bins of the summits that stand out
 * @param lowestHz lowest fundamental
 */
export function fundamentalOfComb(
  spectrum: Pick<SpikeSpectrum, 'relative' | 'frequenciesHz' | 'segmentMs'>,
  peaks: readonly number[],
  lowestHz: number,
): number | null {
  const lines = narrowLines(spectrum, peaks);
  const [first] = lines;
  if (first === undefined) return null;
  const total = lines.reduce((sum, { power }) => sum + power, 0);
  const strongest = lines.reduce((best, line) => (line.power > best.power ? line : best), first);
  const most = Math.floor(strongest.hz / lowestHz + 1e-9);
  for (let multiple = 1; multiple <= most; multiple++) {
    const comb = fitted(lines, strongest.hz / multiple, (1000 * TOLERANCE) / spectrum.segmentMs);
    const isFilled = comb.teeth >= LEAST_TEETH * comb.highest;
    if (comb.power >= LEAST_SHARE * total && isFilled) return comb.fundamentalHz;
  }
  return null;
}

/** Empty where the peaks are broad. */
function narrowLines(
  { relative, frequenciesHz, segmentMs }: Pick<SpikeSpectrum, 'relative' | 'frequenciesHz' | 'segmentMs'>,
  peaks: readonly number[],
): SpectralLine[] {
  const spacing = frequenciesHz[1] ?? 1;
  const at = (k: number): number => relative[k] ?? 0;
  const real = peaks.filter((k) => at(k) > OVER_ARTEFACTS * artefactAt(k, peaks, at, spacing, segmentMs));
  const narrow = real.filter((k) => Math.max(at(k - FLANK_BINS), at(k + FLANK_BINS)) <= FLANK_SHARE * at(k));
  const powerOf = (bins: readonly number[]): number => bins.reduce((sum, k) => sum + at(k), 0);
  if (powerOf(narrow) < LEAST_NARROW * powerOf(real)) return [];
  return narrow.map((k) => ({ hz: spacing * placeOf(at, k), power: at(k) }));
}

/** What the other peaks leave at a bin: by the side lobes of a Hann window, and by aliases of samples that are B-splines. */
function artefactAt(
  k: number,
  peaks: readonly number[],
  at: (k: number) => number,
  spacing: number,
  segmentMs: number,
): number {
  const hz = k * spacing;
  const alias = (hz / (1000 / SAMPLE_MS - hz)) ** 6;
  return peaks.reduce((most, other) => {
    if (at(other) <= at(k)) return most;
    const distance = (Math.abs(other - k) * spacing * segmentMs) / 1000;
    const lobe = distance <= 2 ? 1 : 1 / (Math.PI * distance * (distance ** 2 - 1)) ** 2;
    return Math.max(most, at(other) * Math.max(lobe, alias));
  }, 0);
}

/** Summit between the bins: a parabola through the logarithms, which the main lobe of a Hann window nearly is. */
function placeOf(at: (k: number) => number, k: number): number {
  const [before, here, after] = [at(k - 1), at(k), at(k + 1)].map((value) => Math.log(Math.max(value, 1e-300)));
  if (before === undefined || here === undefined || after === undefined) return k;
  const curvature = before - 2 * here + after;
  return curvature < 0 ? k + (0.5 * (before - after)) / curvature : k;
}

interface Comb {
  readonly fundamentalHz: number;
  /** Of the lines that are teeth. */
  readonly power: number;
  readonly teeth: number;
  /** Which multiple the highest tooth with a line is. */
  readonly highest: number;
}

/** The comb near a frequency that fits the lines best (least squares), its teeth found from the lowest line upwards. */
function fitted(lines: readonly SpectralLine[], nearHz: number, toleranceHz: number): Comb {
  let [products, squares, power, teeth, highest, fundamentalHz] = [0, 0, 0, 0, 0, nearHz];
  for (const line of lines) {
    const multiple = Math.round(line.hz / fundamentalHz);
    if (multiple < 1 || Math.abs(line.hz - multiple * fundamentalHz) > toleranceHz) continue;
    products += line.power * multiple * line.hz;
    squares += line.power * multiple * multiple;
    fundamentalHz = products / squares;
    power += line.power;
    teeth += 1;
    highest = multiple;
  }
  return { fundamentalHz, power, teeth, highest };
}
