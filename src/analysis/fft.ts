/** In-place discrete Fourier transform of a length that is a power of two (Cooley & Tukey 1965); throws RangeError else. */
export function fft(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  if (n === 0 || (n & (n - 1)) !== 0) throw new RangeError(`a length of ${n} is not a power of two`);
  reorderByReversedBits(real, imaginary);
  for (let half = 1; half < n; half *= 2) {
    for (let k = 0; k < half; k++) {
      const angle = (-Math.PI * k) / half;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (let a = k; a < n; a += 2 * half) {
        const b = a + half;
        const [x, y] = [real[b] ?? 0, imaginary[b] ?? 0];
        const [turnedX, turnedY] = [x * c - y * s, x * s + y * c];
        real[b] = (real[a] ?? 0) - turnedX;
        imaginary[b] = (imaginary[a] ?? 0) - turnedY;
        real[a] = (real[a] ?? 0) + turnedX;
        imaginary[a] = (imaginary[a] ?? 0) + turnedY;
      }
    }
  }
}

function reorderByReversedBits(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [real[i], real[j]] = [real[j] ?? 0, real[i] ?? 0];
    [imaginary[i], imaginary[j]] = [imaginary[j] ?? 0, imaginary[i] ?? 0];
  }
}
