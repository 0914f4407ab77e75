import type { SpikeBlock } from '../../src/contract/index.ts';
import { Purpose } from '../../src/engine/random/draws.ts';
import { exp, expm1, log } from '../../src/equations/elementary.ts';
import { philox, uniformOf } from '../../src/equations/philox.ts';

/** Poisson trains as the engine makes them, operation for operation, one element and step after the other. */

interface Place {
  readonly element: number;
  readonly step: number;
  readonly seed: number;
  readonly key: number;
}

const WORDS = 2 ** 32;

function wordsOf(element: number, index: number, { step, seed, key }: Place): Uint32Array {
  const words = new Uint32Array(4);
  philox(element, step, index, Purpose.poisson, seed, key, words);
  return words;
}

/** Word of an element in a step: element 16 b + 4 w + l takes word w of block 4 b + l. */
export function wordOf(place: Place): number {
  const { element } = place;
  const block = 4 * Math.floor(element / 16) + (element % 4);
  return wordsOf(block, 0, place)[Math.floor((element % 16) / 4)] ?? 0;
}

const poissonNumber = (mean: number, place: Place): number =>
  mean < 10 ? inverted(mean, place) : rejected(mean, place);

function inverted(mean: number, place: Place): number {
  let u = wordOf(place);
  let refined = false;
  let above = -expm1(-mean) * WORDS;
  let term = exp(-mean) * WORDS;
  for (let n = 0; ; ) {
    if (!refined && Math.floor(above) === u) {
      u += ((wordsOf(place.element, 1, place)[0] ?? 0) + 0.5) / WORDS;
      refined = true;
    }
    if (u >= above) return n;
    n++;
    term = (term * mean) / n;
    above -= term;
    if (term <= 1 / WORDS) return n;
  }
}

function rejected(mean: number, place: Place): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  for (let attempt = 1; ; attempt++) {
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = wordsOf(place.element, attempt, place);
    const u = uniformOf(w0, w1) - 0.5;
    const v = uniformOf(w2, w3);
    const side = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / side + b) * u + mean + 0.43);
    if (side >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
    if (k < 0 || (side < 0.013 && v > side)) continue;
    const hat = (v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (side * side) + b);
    if (log(hat) <= k * log(mean) - mean - logFactorial(k)) return k;
  }
}

export function logFactorial(k: number): number {
  if (k < 16) {
    let product = 1;
    for (let factor = k; factor > 1; factor--) product *= factor;
    return log(product);
  }
  const r = 1 / (k * k);
  const series = (1 / 12 + r * (-1 / 360 + r * (1 / 1260 + r * (-1 / 1680)))) / k;
  return (k + 0.5) * log(k) - k + (Math.log(2 * Math.PI) / 2 + series);
}

/** Spikes of trains, each of its mean number a step. */
export function poissonSpikes(means: readonly number[], steps: number, seed: number, key: number): SpikeBlock {
  const found: { step: number; element: number }[] = [];
  for (let step = 0; step < steps; step++) {
    means.forEach((mean, element) => {
      const n = poissonNumber(mean, { element, step, seed, key });
      for (let k = 0; k < n; k++) found.push({ step, element });
    });
  }
  return {
    steps: Int32Array.from(found, ({ step }) => step),
    elements: Int32Array.from(found, ({ element }) => element),
  };
}
