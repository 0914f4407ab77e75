import type { ConnectionRule, Values, WeightList } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import type { Rule, SynapseEdge } from '../document/schema.ts';
import { streamKey } from '../equations/stream-key.ts';
import { abilitiesOf, topologies } from '../library/topologies/index.ts';
import { type Outcome, outcome, refused } from './outcome.ts';

/** What the synapses of an edge are drawn from: learned weights belong to these and no others. */
export interface Drawn {
  readonly seed: number;
  readonly edge: string;
  readonly rule: Rule;
  readonly sources: number;
  readonly targets: number;
}

/** The same for the same synapses: of a rule that draws nothing, whatever the seed and the edge. */
export const connectivityKey = (drawn: Drawn): string =>
  topologies[drawn.rule.type].draws === 'nothing' ? keyOf(drawn, null) : keyWithSeed(drawn);

/** Files of before have the seed in the key of every rule but three. */
const keyWithSeed = (drawn: Drawn): string => keyOf(drawn, [drawn.edge, drawn.seed]);

function keyOf({ rule, sources, targets }: Drawn, drawnFrom: readonly [string, number] | null): string {
  const entries = Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([drawnFrom, entries, sources, targets]);
  return [streamKey(text), streamKey(`${text}/`)].map((key) => key.toString(16).padStart(8, '0')).join('');
}

/** Places of synapses by source, then target; those of one pair keep their order. */
function sorted(pre: ArrayLike<number>, post: ArrayLike<number>): number[] {
  const at = (list: ArrayLike<number>, k: number): number => list[k] ?? 0;
  return Array.from({ length: pre.length }, (_, k) => k).sort(
    (a, b) => at(pre, a) - at(pre, b) || at(post, a) - at(post, b) || a - b,
  );
}

/** Weights as they are saved. */
export const keptWeights = ({ pre, post, weights }: WeightList): string =>
  encodeWeights(Float64Array.from(sorted(pre, post), (k) => weights[k] ?? 0));

function encodeWeights(weights: Float64Array): string {
  const bytes = new Uint8Array(weights.length * 8);
  const view = new DataView(bytes.buffer);
  weights.forEach((weight, k) => {
    view.setFloat64(8 * k, weight, true);
  });
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += PIECE)
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + PIECE)));
  return btoa(pieces.join(''));
}

const PIECE = 8192;

/** Null where the text is not of doubles. */
function decodeWeights(text: string): Float64Array | null {
  const binary = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 ? atob(text) : ' ';
  if (binary.length % 8 !== 0) return null;
  const view = new DataView(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)).buffer);
  return Float64Array.from({ length: binary.length / 8 }, (_, k) => view.getFloat64(8 * k, true));
}

/** The learned weights of an edge in place of those it draws; null where it has none, or they do not fit. */
export function learnedWeights(
  subject: Subject,
  { learned }: SynapseEdge,
  drawn: Drawn,
  rule: ConnectionRule,
): Outcome<Values | null> {
  if (learned === undefined) return outcome(null);
  const refuse = (sentence: string): Outcome<null> =>
    refused({
      code: 'learned-weights',
      subject,
      field: 'learned',
      given: 'learned weights',
      allowed: 'weights of these synapses',
      sentence,
    });
  if (![connectivityKey(drawn), keyWithSeed(drawn)].includes(learned.connectivity))
    return refuse('its learned weights are of other synapses: rule, sizes or seed have changed. Forget them, or undo.');
  const weights = decodeWeights(learned.weights);
  if (weights === null || weights.some((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY)))
    return refuse('its learned weights cannot be read. Forget them.');
  const { pairs } = abilitiesOf(rule);
  if (pairs === null) return outcome({ kind: 'array', values: weights });
  if (weights.length !== pairs.pre.length)
    return refuse(`there are ${weights.length} learned weights for ${pairs.pre.length} synapses. Forget them.`);
  const listed = new Float64Array(weights.length);
  sorted(pairs.pre, pairs.post).forEach((place, k) => {
    listed[place] = weights[k] ?? 0;
  });
  return outcome({ kind: 'array', values: listed });
}
