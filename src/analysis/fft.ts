/** In-place discrete Fourier transform of a length that is a power of two (Cooley & Tukey 1965); throws RangeError else. */
export function fft(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  if (n === 0 || (n & (n - 1)) !== 0) throw new RangeError(`a length of ${n} is not a power of two`);
  reorderByReversedBits(real, imaginary);
  const { cosines, sines } = turnsOf(n);
  for (let half = 1; half < n; half *= 2) {
    for (let k = 0; k < half; k++) {
      const turn = (k * n) / (2 * half);
      const c = cosines[turn] ?? 1;
      const s = sines[turn] ?? 0;
      for (let a = k; a < n; a += 2 * half) {
        const b = a + half;
        const x = real[b] ?? 0;
        const y = imaginary[b] ?? 0;
        const turnedX = x * c - y * s;
        const turnedY = x * s + y * c;
        real[b] = (real[a] ?? 0) - turnedX;
        imaginary[b] = (imaginary[a] ?? 0) - turnedY;
        real[a] = (real[a] ?? 0) + turnedX;
        imaginary[a] = (imaginary[a] ?? 0) + turnedY;
      }
    }
  }
}

interface Turns {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

let known: { readonly n: number; readonly turns: Turns } | null = null;

/** cos and sin of -2 pi k / n for the first half turn; kept, as transforms of one length follow each other. */
function turnsOf(n: number): Turns {
  if (known?.n === n) return known.turns;
  const angles = Float64Array.from({ length: n / 2 }, (_, k) => (-2 * Math.PI * k) / n);
  const turns = { cosines: angles.map(Math.cos), sines: angles.map(Math.sin) };
  known = { n, turns };
  return turns;
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
