import type { EngineConfig, SpikeSourceConfig, Values } from '../../contract/index.ts';
import type { Views } from '../memory/views.ts';
import { wordBounds } from '../random/poisson.ts';
import { drawElements } from '../random/values.ts';
import { GAMMA, type GammaConfig } from './gamma.ts';
import { type PoissonConfig, poissonPlaces, sharesRate } from './poisson.ts';
import { profileTable } from './profile.ts';

/** Writes what a run does not change, to the addresses of SourceMemory.tables. */
export function writeTables(views: Views, source: SpikeSourceConfig, [first = 0, second = 0]: readonly number[]): void {
  if (source.kind === 'profile') {
    const table = profileTable(source);
    views.doubles(first, table.length).set(table);
  }
  if (source.kind !== 'given') return;
  views.integers(first, source.steps.length).set(source.steps);
  views.integers(second, source.indices.length).set(source.indices);
}

type Clock = Pick<EngineConfig, 'seed' | 'dtMs'>;

/** Writes the rates that the network was built with. */
export function writeInitialRates(views: Views, clock: Clock, source: SpikeSourceConfig, data: number): void {
  if (source.kind === 'poisson') writeRates(views, clock, source, data, source.rateKHz);
  if (source.kind === 'gamma') writeRates(views, clock, source, data, { kind: 'constant', value: source.rateKHz });
}

/** Writes other rates of a Poisson or gamma source: one for all trains where it was built with one for all. */
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
