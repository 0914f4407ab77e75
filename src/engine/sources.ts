import type { BackgroundConfig, EngineConfig, SpikeSourceConfig, Values } from '../contract/index.ts';
import type { Layout } from './memory/layout.ts';
import type { Views } from './memory/views.ts';
import { type PoissonTable, poissonTable, wordBounds } from './random/poisson.ts';
import { drawElements } from './random/values.ts';

type PoissonConfig = Extract<SpikeSourceConfig, { readonly kind: 'poisson' }>;
type ProfileConfig = Extract<SpikeSourceConfig, { readonly kind: 'profile' }>;
type GammaConfig = Extract<SpikeSourceConfig, { readonly kind: 'gamma' }>;
type Clock = Pick<EngineConfig, 'seed' | 'dtMs'>;

/**
 * Memory of a gamma source, from `data` on, f64 each:
 *
 *     0 scale (ms)   8 dead time (ms)   16 shape   64 time of the next spike (ms) of each element ...
 *
 * and then, i32 each, how many intervals each element has drawn.
 */
export const GAMMA = { scale: 0, dead: 8, shape: 16, next: 64 } as const;

export const gammaCounts = (size: number): number => GAMMA.next + size * 8;

/**
 * Memory of a Poisson source: one mean number of spikes in a step (f64) where all trains have one rate, else of each element
 * its mean (f64), then the bounds of its word (u32 each, read four at a time; see wordBounds).
 */
export const sharesRate = ({ rateKHz }: PoissonConfig): boolean => rateKHz.kind === 'constant';

export function poissonPlaces({ size }: PoissonConfig): { readonly some: number; readonly several: number } {
  const column = (size + 4) * 4;
  return { some: size * 8, several: size * 8 + column };
}

/** Bytes of what a run changes. */
export function sourceBytes(source: SpikeSourceConfig): number {
  switch (source.kind) {
    case 'poisson':
      return sharesRate(source) ? 8 : poissonPlaces(source).several + source.size * 4;
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

/** Of the number of spikes that all trains of a background bring to a neuron in a step: Poisson, as that of each train is. */
export const backgroundTable = (
  { trains, rateKHz }: Pick<BackgroundConfig, 'trains' | 'rateKHz'>,
  { dtMs }: Clock,
): PoissonTable => poissonTable(trains * rateKHz * dtMs);

/** What the network was built with. */
export function writeInitialRates(views: Views, clock: Clock, source: SpikeSourceConfig, data: number): void {
  if (source.kind === 'poisson') writeRates(views, clock, source, data, source.rateKHz);
  if (source.kind === 'gamma') writeRates(views, clock, source, data, { kind: 'constant', value: source.rateKHz });
}

/** Other rates for a Poisson or gamma source; one for all where it was built with one for all. */
export function writeRates(views: Views, clock: Clock, source: SpikeSourceConfig, data: number, rateKHz: Values): void {
  if (source.kind === 'gamma' && rateKHz.kind === 'constant') writeGamma(views, source, data, rateKHz.value);
  if (source.kind === 'poisson') writePoisson(views, clock, source, data, rateKHz);
}

function writePoisson(views: Views, { seed, dtMs }: Clock, source: PoissonConfig, data: number, rateKHz: Values): void {
  const count = sharesRate(source) ? 1 : source.size;
  const means = views.doubles(data, count);
  means.set(drawElements(rateKHz, count, seed).map((rate) => rate * dtMs));
  if (sharesRate(source)) return;
  const places = poissonPlaces(source);
  const some = views.words(data + places.some, count);
  const several = views.words(data + places.several, count);
  means.forEach((mean, element) => {
    const bounds = wordBounds(mean);
    some[element] = bounds.some;
    several[element] = bounds.several;
  });
}

function writeGamma(views: Views, { shape, deadMs }: GammaConfig, data: number, rateKHz: number): void {
  views.doubles(data + GAMMA.scale, 3).set([(1 / rateKHz - deadMs) / shape, deadMs, shape]);
}
