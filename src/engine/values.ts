import type { Values } from '../contract/index.ts';
import { Draws, Purpose } from './random.ts';

/** One for all synapses, or one each. */
export type SynapseValues<A> = { readonly constant: number } | { readonly each: A };

type Drawn = Extract<Values, { readonly kind: 'uniform' | 'normal' }>;

/** Numbers of `count` elements. */
export function drawElements(values: Values, count: number, seed: number): Float64Array {
  if (values.kind === 'constant') return new Float64Array(count).fill(values.value);
  if (values.kind === 'array') {
    if (values.values.length !== count)
      throw new RangeError(`${values.values.length} values are given for ${count} elements`);
    return values.values;
  }
  const random = new Draws(seed, values.key, Purpose.values);
  return Float64Array.from({ length: count }, (_, element) => draw(values, random.at(element)));
}

/**
 * Numbers of the synapses in the order of their rows. Drawn ones depend on the source and the place in its row only;
 * listed ones stand in the order of the list (`order[k]`: list position of synapse k).
 */
export function drawSynapses(
  values: Values,
  place: {
    readonly starts: Uint32Array;
    readonly order: Uint32Array | null;
    readonly seed: number;
    readonly purpose: Purpose;
  },
): SynapseValues<Float64Array> {
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
  const random = new Draws(place.seed, values.key, place.purpose);
  for (let source = 0; source + 1 < starts.length; source++) {
    random.at(source);
    const end = starts[source + 1] ?? 0;
    for (let k = starts[source] ?? 0; k < end; k++) each[k] = draw(values, random);
  }
  return { each };
}

const MOST_REDRAWS = 10_000;

function draw(values: Drawn, random: Draws): number {
  if (values.kind === 'uniform') return values.low + (values.high - values.low) * random.uniform();
  for (let tries = 0; tries < MOST_REDRAWS; tries++) {
    const drawn = values.mean + values.sd * random.normal();
    if (drawn >= values.min && drawn <= values.max) return drawn;
  }
  throw new RangeError(
    `normal numbers of mean ${values.mean} and sd ${values.sd} hardly ever lie in [${values.min}, ${values.max}]`,
  );
}
