import { fft } from './fft.ts';

/** Cross-spectral sums of two signals over overlapping segments (Welch 1967). */
export interface CrossSpectrum {
  readonly frequenciesHz: Float64Array;
  /** One-sided power spectral densities of the signals, (unit of the signal)^2 / Hz. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Cross density. */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  readonly segments: number;
}

/**
 * Segments of `segmentMs` that overlap by half, each with its mean removed and a Hann window, padded with zeros to a power
 * of two; as scipy.signal.csd with detrend "constant". Null where the signals are shorter than a segment.
 */
export function crossSpectrum(
  a: Float64Array,
  b: Float64Array,
  strideMs: number,
  segmentMs: number,
): CrossSpectrum | null {
  const length = Math.round(segmentMs / strideMs);
  const segments = length < 2 || a.length < length ? 0 : 1 + Math.floor((a.length - length) / Math.floor(length / 2));
  if (segments === 0) return null;
  const hann = Float64Array.from({ length }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / length));
  const padded = 2 ** Math.ceil(Math.log2(length));
  const bins = padded / 2 + 1;
  const [first, second, real, imaginary] = [0, 0, 0, 0].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let s = 0; s < segments; s++) {
    const start = s * Math.floor(length / 2);
    const one = transformed(a.subarray(start, start + length), hann, padded);
    const two = transformed(b.subarray(start, start + length), hann, padded);
    for (let k = 0; k < bins; k++) {
      const [x, y, u, v] = [one.real[k] ?? 0, one.imaginary[k] ?? 0, two.real[k] ?? 0, two.imaginary[k] ?? 0];
      first[k] = (first[k] ?? 0) + x * x + y * y;
      second[k] = (second[k] ?? 0) + u * u + v * v;
      real[k] = (real[k] ?? 0) + x * u + y * v;
      imaginary[k] = (imaginary[k] ?? 0) + x * v - y * u;
    }
  }
  const power = hann.reduce((sum, w) => sum + w * w, 0);
  for (const density of [first, second, real, imaginary]) {
    // The frequencies between 0 and half the sampling rate stand for their negative ones too.
    for (let k = 0; k < bins; k++) {
      const sides = k === 0 || k === bins - 1 ? 1 : 2;
      density[k] = ((density[k] ?? 0) * sides * strideMs) / (1000 * power * segments);
    }
  }
  const frequenciesHz = Float64Array.from({ length: bins }, (_, k) => (1000 * k) / (padded * strideMs));
  return { frequenciesHz, first, second, real, imaginary, segments };
}

function transformed(signal: Float64Array, hann: Float64Array, padded: number) {
  const mean = signal.reduce((sum, x) => sum + x, 0) / signal.length;
  const real = new Float64Array(padded);
  signal.forEach((x, k) => {
    real[k] = (x - mean) * (hann[k] ?? 0);
  });
  const imaginary = new Float64Array(padded);
  fft(real, imaginary);
  return { real, imaginary };
}
