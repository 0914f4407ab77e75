import { describe, expect, test } from 'vitest';
import compileWat from 'watr/compile';
import { Draws } from '../../src/engine/random/draws.ts';
import { philoxWat } from '../../src/engine/random/philox-wat.ts';
import { type PoissonTable, poissonTable } from '../../src/engine/random/poisson.ts';
import { normalQuantile } from '../../src/equations/normal-quantile.ts';
import { philox } from '../../src/equations/philox.ts';

/** Known answers of Random123 1.09 (tests/kat_vectors, philox4x32 10). */
const knownAnswers = [
  { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

type Block = (c0: number, c1: number, c2: number, c3: number, k0: number, k1: number) => void;

async function philoxInWasm(): Promise<{ block: Block; scratch: Uint32Array }> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const text = `(module (import "engine" "memory" (memory 1)) (import "engine" "scratch" (global $scratch i32)) ${philoxWat} (export "philox" (func $philox)))`;
  const { instance } = await WebAssembly.instantiate(compileWat(text) as BufferSource, {
    engine: { memory, scratch: 0 },
  });
  return { block: instance.exports.philox as Block, scratch: new Uint32Array(memory.buffer, 0, 16) };
}

describe('Philox 4x32-10', () => {
  test.each(knownAnswers)(
    'gives the published words for counter $counter',
    ({ counter: [a = 0, b = 0, c = 0, d = 0], key: [k = 0, l = 0], words }) => {
      const out = new Uint32Array(4);
      philox(a, b, c, d, k, l, out);
      expect(Array.from(out)).toEqual(words);
    },
  );

  test.each(knownAnswers)(
    'gives them in WebAssembly too for counter $counter',
    async ({ counter: [a = 0, b = 0, c = 0, d = 0], key: [k = 0, l = 0], words }) => {
      const { block, scratch } = await philoxInWasm();
      block(a, b, c, d, k, l);
      expect([0, 1, 2, 3].map((word) => scratch[4 * word])).toEqual(words);
    },
  );

  test('the four blocks of a WebAssembly call are those of successive counters', async () => {
    const { block, scratch } = await philoxInWasm();
    block(40, 3, 2, 1, 12345, 678);
    const out = new Uint32Array(4);
    for (let lane = 0; lane < 4; lane++) {
      philox(40 + lane, 3, 2, 1, 12345, 678, out);
      expect([0, 1, 2, 3].map((word) => scratch[4 * word + lane])).toEqual(Array.from(out));
    }
  });
});

describe('normal quantile', () => {
  /** scipy.special.ndtri */
  test.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.025, -1.959963984540054],
    [0.9, 1.2815515655446004],
    [1e-10, -6.361340902404056],
    [1e-300, -37.0471],
  ])('of %d is %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(Math.abs(z) > 30 ? 1e-4 : 1e-12);
  });

  test('drawn numbers have mean 0 and variance 1', () => {
    const random = new Draws(7, 11, 4);
    const count = 40_000;
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < count; k++) {
      const x = random.normal();
      sum += x;
      squares += x * x;
    }
    expect(Math.abs(sum / count)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(squares / count - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  });
});

/** Probabilities that a table gives its numbers. */
function probabilities({ first, limits, restFirst, rest }: PoissonTable): number[] {
  const found: number[] = [];
  const add = (n: number, probability: number) => {
    found[n] = (found[n] ?? 0) + probability;
  };
  limits.forEach((limit, k) => void add(first + k, (limit - (limits[k - 1] ?? 0)) / 2 ** 16));
  const left = 1 - (limits.at(-1) ?? 0) / 2 ** 16;
  [...rest, 2 ** 32].forEach(
    (threshold, n) => void add(restFirst + n, (left * (threshold - (rest[n - 1] ?? 0))) / 2 ** 32),
  );
  return Array.from(found, (probability) => probability ?? 0);
}

describe('a Poisson table', () => {
  test.each([1e-9, 1e-4, 0.013, 1.3, 13, 150])('gives the numbers of mean %d their probabilities', (mean) => {
    const table = poissonTable(mean);
    const found = probabilities(table);
    // What is left to the further word has a resolution of 32 bits.
    const resolution = (1 - (table.limits.at(-1) ?? 0) / 2 ** 16) / 2 ** 32;
    let probability = Math.exp(-mean);
    for (let n = 0; n < mean + 12 * Math.sqrt(mean) + 12; n++) {
      expect(Math.abs((found[n] ?? 0) - probability)).toBeLessThan(resolution + 1e-15);
      probability *= mean / (n + 1);
    }
  });

  test('has that mean, which is its variance as well, also where the probability of 0 underflows', () => {
    for (const expected of [2, 800, 5000, 10_000]) {
      const found = probabilities(poissonTable(expected));
      const mean = found.reduce((sum, probability, k) => sum + probability * k, 0);
      const variance = found.reduce((sum, probability, k) => sum + probability * (k - mean) ** 2, 0);
      expect(mean / expected).toBeCloseTo(1, 9);
      expect(variance / expected).toBeCloseTo(1, 8);
    }
  });

  test('never draws more than 0 from a mean of 0', () => {
    expect(poissonTable(0)).toMatchObject({ first: 0, limits: [65536], rest: [] });
  });
});
