import { fft } from './fft.ts';

/**
 * Phase of a signal in the band from half to one and a half of a frequency: the angle of its analytic signal (Gabor 1946),
 * radians. NaN within a period of the ends, where the filter knows one side only.
 */
export function analyticPhases(signal: Float64Array, strideMs: number, frequencyHz: number): Float64Array {
  const n = signal.length;
  const padded = 2 ** Math.ceil(Math.log2(Math.max(2, n)));
  const mean = signal.reduce((sum, x) => sum + x, 0) / Math.max(1, n);
  const real = new Float64Array(padded);
  const imaginary = new Float64Array(padded);
  signal.forEach((x, k) => {
    real[k] = x - mean;
  });
  fft(real, imaginary);
  for (let k = 0; k < padded; k++) {
    const hz = (1000 * k) / (padded * strideMs);
    const inBand = k <= padded / 2 && hz >= 0.5 * frequencyHz && hz <= 1.5 * frequencyHz;
    // The conjugate, so that a second forward transform goes back.
    imaginary[k] = inBand ? -(imaginary[k] ?? 0) : 0;
    if (!inBand) real[k] = 0;
  }
  fft(real, imaginary);
  const edge = Math.ceil(1000 / (frequencyHz * strideMs));
  return Float64Array.from({ length: n }, (_, k) =>
    k < edge || k >= n - edge ? Number.NaN : Math.atan2(-(imaginary[k] ?? 0), real[k] ?? 0),
  );
}
