import type { SpikeSourceConfig } from '../contract/index.ts';
import { expm1 } from '../equations/elementary.ts';
import type { Layout } from './memory.ts';
import { drawElements } from './values.ts';
import type { Views } from './views.ts';

type ProfileConfig = Extract<SpikeSourceConfig, { readonly kind: 'profile' }>;
type GammaConfig = Extract<SpikeSourceConfig, { readonly kind: 'gamma' }>;

/**
 * Memory of a gamma source, from `data` on, f64 each:
 *
 *     0 scale (ms)   8 dead time (ms)   16 shape   64 time of the next spike (ms) of each element ...
 *
 * and then, i32 each, how many intervals each element has drawn.
 */
export const GAMMA = { scale: 0, dead: 8, shape: 16, next: 64 } as const;

export const gammaCounts = (size: number): number => GAMMA.next + size * 8;

/** Bytes of what a run changes. */
export function sourceBytes(source: SpikeSourceConfig): number {
  switch (source.kind) {
    case 'poisson':
      // Read sixteen at a time.
      return (source.size + 16) * 4;
    case 'gamma':
      return gammaCounts(source.size) + source.size * 4;
    case 'given':
      return 4;
    case 'profile':
      return 0;
  }
}

export function placeTables(layout: Layout, source: SpikeSourceConfig): number[] {
  if (source.kind === 'profile') return [layout.reserve(profileTable(source).length * 8)];
  if (source.kind === 'given')
    return [source.steps, source.indices].map(({ byteLength }) => layout.reserve(byteLength));
  return [];
}

export function writeTables(views: Views, source: SpikeSourceConfig, [first = 0, second = 0]: readonly number[]): void {
  if (source.kind === 'profile') {
    const table = profileTable(source);
    views.doubles(first, table.length).set(table);
  }
  if (source.kind !== 'given') return;
  views.integers(first, source.steps.length).set(source.steps);
  views.integers(second, source.indices.length).set(source.indices);
}

/** Points with one at 0: of each the time, the integral of the rate up to it, the rate, and half the slope from it on. */
function profileTable({ timesMs, ratesKHz }: ProfileConfig): Float64Array {
  const early = (timesMs[0] ?? 0) > 0 || timesMs.length === 0;
  const times = early ? [0, ...timesMs] : [...timesMs];
  const rates = early ? [ratesKHz[0] ?? 0, ...ratesKHz] : [...ratesKHz];
  let integral = 0;
  return Float64Array.from(
    times.flatMap((time, k) => {
      const rate = rates[k] ?? 0;
      const span = (times[k + 1] ?? time) - time;
      const rise = (rates[k + 1] ?? rate) - rate;
      const entry = [time, integral, rate, span > 0 ? rise / (2 * span) : 0];
      integral += span * (rate + rise / 2);
      return entry;
    }),
  );
}

/** Of at least one event of a Poisson process in a step. */
export const spikeProbability = (rateKHz: number, dtMs: number): number => -expm1(-rateKHz * dtMs);

/** Rates of a source: as thresholds of 32-bit words, or as the scale of its intervals. */
export function writeRates(
  views: Views,
  { seed, dtMs }: { readonly seed: number; readonly dtMs: number },
  source: SpikeSourceConfig,
  data: number,
): void {
  if (source.kind === 'gamma') writeGamma(views, source, data);
  if (source.kind !== 'poisson') return;
  const thresholds = views.words(data, source.size);
  drawElements(source.rateKHz, source.size, seed).forEach((rateKHz, element) => {
    thresholds[element] = Math.min(2 ** 32 - 1, Math.round(spikeProbability(rateKHz, dtMs) * 2 ** 32));
  });
}

function writeGamma(views: Views, { rateKHz, shape, deadMs }: GammaConfig, data: number): void {
  views.doubles(data + GAMMA.scale, 3).set([(1 / rateKHz - deadMs) / shape, deadMs, shape]);
}
