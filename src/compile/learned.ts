import type { Values, WeightList } from '../contract/index.ts';
import type { Subject } from '../document/problems.ts';
import type { Rule, SynapseEdge } from '../document/schema.ts';
import { type Context, report } from './context.ts';
import { streamKey } from './stream-key.ts';

/** What the synapses of an edge are drawn from: learned weights belong to these and no others. */
export interface Drawn {
  readonly seed: number;
  readonly edge: string;
  readonly rule: Rule;
  readonly sources: number;
  readonly targets: number;
}

/** Rules that draw nothing. */
const CERTAIN: readonly Rule['type'][] = ['all-to-all', 'one-to-one', 'list'];

export const connectivityKey = (drawn: Drawn): string => {
  const { seed, edge, rule, sources, targets } = drawn;
  const entries = Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1));
  const drawnFrom = CERTAIN.includes(rule.type) ? null : [edge, seed];
  const text = JSON.stringify([drawnFrom, entries, sources, targets]);
  return [streamKey(text), streamKey(`${text}/`)].map((key) => key.toString(16).padStart(8, '0')).join('');
};

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

/** The learned weights of an edge in place of those it draws; null where it has none, or they do not fit (reported). */
export function learnedWeights(context: Context, subject: Subject, edge: SynapseEdge, drawn: Drawn): Values | null {
  const { learned, rule } = edge;
  if (learned === undefined) return null;
  const refuse = (sentence: string): null =>
    report(context, {
      code: 'learned-weights',
      subject,
      field: 'learned',
      given: 'learned weights',
      allowed: 'weights of these synapses',
      sentence,
    });
  if (learned.connectivity !== connectivityKey(drawn))
    return refuse('its learned weights are of other synapses: rule, sizes or seed have changed. Forget them, or undo.');
  const weights = decodeWeights(learned.weights);
  if (weights === null || weights.some((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY)))
    return refuse('its learned weights cannot be read. Forget them.');
  if (rule.type !== 'list') return { kind: 'array', values: weights };
  if (weights.length !== rule.pairs.length)
    return refuse(`there are ${weights.length} learned weights for ${rule.pairs.length} synapses. Forget them.`);
  const [pre, post] = [0, 1].map((end) => rule.pairs.map((pair) => pair[end] ?? 0));
  const listed = new Float64Array(weights.length);
  sorted(pre ?? [], post ?? []).forEach((place, k) => {
    listed[place] = weights[k] ?? 0;
  });
  return { kind: 'array', values: listed };
}
