import type { Problem } from '../contract/index.ts';
import { keptWith } from '../document/kept.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { applyVariant, isAbout, ofVariant, setTwice } from '../document/variants.ts';
import { compileNetwork } from './network.ts';
import type { CompileResult } from './types.ts';

export { streamKey } from '../equations/stream-key.ts';
export { DELAY } from './delay.ts';
export { connectivityKey, keptWeights } from './learned.ts';
export { noticesOf } from './notices/index.ts';
export { INJECTED } from './parts.ts';
export { ruleOf } from './rules.ts';
export {
  DEFAULT_LAYOUT,
  isDistanceDelay,
  LENGTH,
  OFFSET,
  placementOfNode,
  positionsOfNode,
  VELOCITY,
} from './space.ts';
export type { CompileResult, NetworkMap, PopulationMap } from './types.ts';

/**
 * Compiles a network, or one of its variants, for the engine. Pure. All problems are listed; where one is an error there is
 * no configuration. A document that is frozen is compiled once, whoever asks: what is shown of it is also what runs.
 */
export function compile(document: NetworkDocument, options: { readonly variant?: string } = {}): CompileResult {
  return compiled(document, options.variant ?? null);
}

const compiled = keptWith((document, variant: string | null) =>
  variant === null ? compileNetwork(document) : compileVariant(document, variant),
);

/** What a variant has set and what cannot be set are told as the variant's. */
function compileVariant(document: NetworkDocument, id: string): CompileResult {
  const { document: changed, problems: refused, applied } = applyVariant(document, id);
  const variant = document.variants.find((candidate) => candidate.id === id);
  const result = compile(changed);
  const told = result.problems.map((problem) =>
    variant !== undefined && applied.some((place) => isAbout(problem, place)) ? ofVariant(variant, problem) : problem,
  );
  const problems = [...refused, ...(variant === undefined ? [] : setTwice(variant, applied)), ...told];
  return refused.length > 0 ? { config: null, map: null, problems } : { ...result, problems };
}

/** The problems of the network, and those that its variants have besides, as theirs. */
export function problemsOfAll(document: NetworkDocument): readonly Problem[] {
  const { problems } = compile(document);
  const known = new Set(problems.map(({ message }) => message));
  const others = document.variants.flatMap((variant) =>
    compile(document, { variant: variant.id }).problems.flatMap((problem) => {
      if (problem.variant !== undefined) return [problem];
      return known.has(problem.message) ? [] : [ofVariant(variant, problem)];
    }),
  );
  return [...problems, ...others];
}
