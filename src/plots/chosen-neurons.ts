import { positionsOfNode } from '../compile/index.ts';
import type { PopulationMap } from '../compile/types.ts';
import { originOf } from '../document/repeats.ts';
import { optionsOf, type SavedOptions } from '../library/probes/index.ts';
import { indicesIn, readRanges } from '../library/probes/ranges.ts';
import { raster } from '../library/probes/raster.ts';
import type { OptionValues } from '../library/probes/types.ts';
import type { RunView } from './types.ts';

type Options = OptionValues<typeof raster.options>;

/** x and y of each neuron one after the other, um; null: the population has no layout. */
const positionsOf = ({ document }: RunView, { id, size }: PopulationMap): Float64Array | null =>
  positionsOfNode(document, originOf(id), size);

const all = (size: number): number[] => Array.from({ length: size }, (_, index) => index);

/** Those whose number is greatest, or least; of equal ones those of lower index. Ascending. */
function extremes(values: Float64Array, most: number, which: 'greatest' | 'least'): number[] {
  const sign = which === 'greatest' ? -1 : 1;
  const ranked = all(values.length).sort((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
  return ranked.slice(0, most).sort((a, b) => a - b);
}

/** Neurons whose y lies in one of so many parts of equal depth, the first of which is the upper one. */
function inLayer(positions: Float64Array | null, size: number, { layers, layer }: Options): number[] {
  if (positions === null) return [];
  const y = (neuron: number): number => positions[2 * neuron + 1] ?? 0;
  const neurons = all(size);
  const [top, bottom] = neurons.reduce(
    ([low, high], neuron) => [Math.min(low, y(neuron)), Math.max(high, y(neuron))] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as readonly [number, number],
  );
  const depth = bottom - top || 1;
  return neurons.filter((neuron) => Math.min(layers, Math.floor(((y(neuron) - top) / depth) * layers) + 1) === layer);
}

function neuronsOf(run: RunView, population: PopulationMap, options: Options): number[] {
  const { size, spikes } = population;
  switch (options.choice) {
    case 'listed':
      return indicesIn(readRanges(options.list) ?? [], size);
    case 'every n-th':
      return all(Math.ceil(size / options.every)).map((k) => k * options.every);
    case 'highest rates':
      return extremes(run.recordings.spikesOfEach(spikes), options.most, 'greatest');
    case 'lowest rates':
      return extremes(run.recordings.spikesOfEach(spikes), options.most, 'least');
    case 'a layer':
      return inLayer(positionsOf(run, population), size, options);
    case 'all':
      return all(size);
  }
}

/**
 * The neurons of a population that a raster shows, from below; null: all of them, by index. Rates are of the spikes so far.
 */
export function chosenNeurons(run: RunView, population: PopulationMap, saved: SavedOptions): readonly number[] | null {
  const options = optionsOf(raster, saved);
  const { choice, order } = options;
  const positions = order === 'index' ? null : positionsOf(run, population);
  if (choice === 'all' && positions === null) return null;
  const neurons = neuronsOf(run, population, options);
  if (positions === null) return neurons;
  const place = (neuron: number): number => positions[2 * neuron + (order === 'position x' ? 0 : 1)] ?? 0;
  return neurons.sort((a, b) => place(a) - place(b) || a - b);
}

/** Why a raster has no row, as a sentence. */
export function noneChosen(saved: SavedOptions): string {
  const { choice, list, layer, layers } = optionsOf(raster, saved);
  if (choice === 'listed') return list.trim() === '' ? 'No neuron is listed.' : `There are no neurons ${list}.`;
  if (choice === 'a layer') return `There is no neuron in layer ${layer} of ${layers}: a layer needs a layout.`;
  return 'No neuron is chosen.';
}
