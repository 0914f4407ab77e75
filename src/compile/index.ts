import type { Problem } from '../contract/index.ts';
import { keptWith } from '../document/kept.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { type Branching, isAbout, ofVariant, runVariant, setTwice } from '../document/variants.ts';
import { compileBranching } from './branching.ts';
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
 * Compiles a network (which may become a variant on the way), or one of its variants, for the engine. Pure. All problems are listed; where one is an error there is
 * no configuration. A document that is frozen is compiled once, whoever asks: what is shown of it is also what runs.
 */
export function compile(document: Branching, options: { readonly variant?: string } = {}): CompileResult {
  return compiled(document, options.variant ?? null);
}

const compiled = keptWith((document: Branching, variant: string | null) => {
  if (variant !== null) return compileVariant(document, variant);
  const { branch, ...network } = document;
  return branch === undefined ? compileNetwork(document) : compileBranching(network, branch);
});

/** What a variant has set and what cannot be set are told as the variant's. */
function compileVariant(document: NetworkDocument, id: string): CompileResult {
  const { document: changed, problems: refused, applied } = runVariant(document, id);
  const variant = document.variants.find((candidate) => candidate.id === id);
  const result = compile(changed);
  const told = result.problems.map((problem) => {
    const isOurs = problem.variant === undefined && applied.some((place) => isAbout(problem, place));
    return variant !== undefined && isOurs ? ofVariant(variant, problem) : problem;
  });
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
