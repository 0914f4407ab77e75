import type { StateConfig, Values } from '../../contract/index.ts';
import { distanceOf, SECTION } from '../../library/topologies/index.ts';
import { Draws, Purpose } from './draws.ts';

/** What synapses carry: the same number for all, or one for each. */
export type SynapseValues<A> = { readonly constant: number } | { readonly each: A };

export type Drawn = Extract<Values, { readonly kind: 'uniform' | 'normal' }>;

/** Whether all elements have the same number. */
export const isOneForAll = (values: Values | undefined): boolean =>
  values?.kind === 'constant' || ((values?.kind === 'uniform' || values?.kind === 'normal') && values.once === true);

/** The numbers of `count` elements. Throws RangeError where the list given has another length, and of distances. */
export function drawElements(values: Values, count: number, seed: number): Float64Array {
  if (values.kind === 'constant') return new Float64Array(count).fill(values.value);
  if (values.kind === 'array') {
    if (values.values.length !== count)
      throw new RangeError(`${values.values.length} values are given for ${count} elements`);
    return values.values;
  }
  if (values.kind === 'distance') throw new RangeError('only synapses have a distance');
  const random = new Draws(seed, values.key, Purpose.values);
  if (values.once) return new Float64Array(count).fill(draw(values, random.at(0)));
  return Float64Array.from({ length: count }, (_, element) => draw(values, random.at(element)));
}

/** The numbers from which a state of `count` elements starts: initial values, with a normal spread where one is given. */
export function drawStates({ initial, spread }: StateConfig, count: number, seed: number): Float64Array {
  const middles = drawElements(initial, count, seed);
  if (spread === undefined) return middles;
  const sds = drawElements(spread.sd, count, seed);
  const random = new Draws(seed, spread.key, Purpose.values);
  return middles.map((middle, element) => middle + (sds[element] ?? 0) * random.at(element).normal());
}

interface SynapsePlaces {
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly order: Uint32Array | null;
  readonly seed: number;
  readonly purpose: Purpose;
}

/**
 * The numbers of the synapses, in the order of their rows. Drawn numbers depend only on the source, the section of the target,
 * and the place among the synapses of the row in that section. Listed numbers stand in the order of the list, in which synapse k
 * of the rows has position `order[k]`.
 */
export function drawSynapses(values: Values, place: SynapsePlaces): SynapseValues<Float64Array> {
  if (values.kind === 'constant') return { constant: values.value };
  const { starts, order } = place;
  const count = starts[starts.length - 1] ?? 0;
  const each = new Float64Array(count);
  if (values.kind === 'array') {
    if (values.values.length !== count)
      throw new RangeError(`${values.values.length} values are given for ${count} synapses`);
    for (let k = 0; k < count; k++) each[k] = values.values[order ? (order[k] ?? 0) : k] ?? 0;
    return { each };
  }
  if (values.kind === 'distance') {
    for (let source = 0; source + 1 < starts.length; source++) {
      for (let k = starts[source] ?? 0; k < (starts[source + 1] ?? 0); k++)
        each[k] = values.offset + values.perUm * distanceOf(values.space, source, place.targets[k] ?? 0);
    }
    return { each };
  }
  const random = new Draws(place.seed, values.key, place.purpose);
  for (let source = 0; source + 1 < starts.length; source++) drawRow(values, place, source, random.at(source), each);
  return { each };
}

/** Draws the numbers of the synapses of one source, section by section; few rows have more than one. */
function drawRow(values: Drawn, { starts, targets }: SynapsePlaces, source: number, random: Draws, each: Float64Array) {
  const from = starts[source] ?? 0;
  const end = starts[source + 1] ?? 0;
  let done = from;
  for (let section = 0; done < end; section++) {
    random.section(section);
    for (let k = from; k < end; k++) {
      if (Math.floor((targets[k] ?? 0) / SECTION) !== section) continue;
      each[k] = draw(values, random);
      done++;
    }
  }
}

/** After so many numbers out of bounds, it is given up. */
export const MOST_REDRAWS = 10_000;

/** A number within its bounds; throws RangeError where hardly any is. */
export function draw(values: Drawn, random: Draws): number {
  if (values.kind === 'uniform') return values.low + (values.high - values.low) * random.uniform();
  for (let tries = 0; tries < MOST_REDRAWS; tries++) {
    const drawn = values.mean + values.sd * random.normal();
    if (drawn >= values.min && drawn <= values.max) return drawn;
  }
  throw new RangeError(
    `normal numbers of mean ${values.mean} and sd ${values.sd} hardly ever lie in [${values.min}, ${values.max}]`,
  );
}
