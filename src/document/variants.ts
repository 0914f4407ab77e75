import { type Draft, freeze } from 'immer';
import type { Problem } from '../contract/index.ts';
import { keptWith } from './kept.ts';
import { problem } from './problems.ts';
import type { NetworkDocument, Variant } from './schema.ts';
import { setField } from './set-field.ts';

export type Override = Variant['overrides'][number];

/** The network as a variant has it, and what of the variant could not be applied. */
export interface AppliedVariant {
  /** The variant list is kept. */
  readonly document: NetworkDocument;
  /** One for each override that does not fit the network; the document goes without these. */
  readonly problems: readonly Problem[];
  /** The overrides that fit, with their whole fields. */
  readonly applied: readonly { readonly node: string | null; readonly field: string }[];
}

/** A network that becomes a variant on the way: what has no place in a file, since a file has the variant. */
export interface Branching extends NetworkDocument {
  readonly branch?: Variant & { readonly from: string | number };
}

/**
 * Applies a variant's overrides in their order, but a model before its parameters: the network as it is in the end. Of a frozen
 * document the result is kept.
 */
export const applyVariant: (document: NetworkDocument, id: string) => AppliedVariant = keptWith(
  (document, id: string) => {
    const variant = document.variants.find((candidate) => candidate.id === id);
    return variant === undefined
      ? { document, problems: [noSuchVariant(document, id)], applied: [] }
      : applyOverrides(document, variant);
  },
);

/** What a variant runs as: the same, or, of one that begins on the way, the network with the variant to come. */
export const runVariant: (document: NetworkDocument, id: string) => AppliedVariant & { readonly document: Branching } =
  keptWith((document, id: string) => {
    const whole = applyVariant(document, id);
    const variant = document.variants.find((candidate) => candidate.id === id);
    if (variant?.from === undefined) return whole;
    const isOfTimes = ({ node, field }: Override): boolean => node === null && TIMES.includes(field);
    const { document: lasting } = applyOverrides(document, {
      ...variant,
      overrides: variant.overrides.filter(isOfTimes),
    });
    const overrides = variant.overrides.filter((override) => !isOfTimes(override));
    const branching = { ...lasting, branch: { ...variant, from: variant.from, overrides } };
    return { ...whole, document: Object.isFrozen(document) ? freeze(branching, true) : branching };
  });

/** Run settings on which nothing depends that happens in a run. */
const TIMES: readonly string[] = ['duration', 'from', 'window'];

/** A network with the overrides of a variant. */
export function applyOverrides(document: NetworkDocument, variant: Variant): AppliedVariant {
  const problems: Problem[] = [];
  const applied: { node: string | null; field: string }[] = [];
  const [models, others] = [true, false].map((wanted) =>
    variant.overrides.filter(({ field }) => (field === 'model') === wanted),
  );
  let changed = document;
  for (const override of [...(models ?? []), ...(others ?? [])]) {
    const { node } = override;
    const set = setField(changed, override, override.value);
    if (set.ok) {
      changed = set.document;
      applied.push({ node, field: set.field });
    } else problems.push(ofVariant(variant, set.problem));
  }
  return { document: Object.isFrozen(document) ? freeze(changed, true) : changed, problems, applied };
}

/** A problem as one of a variant: its sentence begins with the variant's name. */
export const ofVariant = ({ id, name }: Variant, found: Problem): Problem => ({
  ...found,
  variant: id,
  message: `Variant "${name}": ${found.message}`,
});

/** Warns of fields that a variant sets more than once: the last value holds. */
export function setTwice(variant: Variant, applied: AppliedVariant['applied']): Problem[] {
  const twice = applied.filter(
    ({ node, field }, k) => applied.findIndex((other) => other.node === node && other.field === field) < k,
  );
  return twice.map(({ node, field }) => {
    const sentence = `it sets ${field} of "${node ?? 'run'}" more than once, and the last value holds. Take the others out.`;
    const subject = { id: node, title: '' };
    const said = { field, given: 'several values', allowed: 'one value', sentence };
    return ofVariant(variant, problem({ code: 'set-twice', severity: 'warning', subject, ...said }));
  });
}

function noSuchVariant({ variants }: NetworkDocument, given: string): Problem {
  const allowed = variants.map(({ id }) => id).join(', ') || 'none';
  const sentence = `the network has no variant ${given}. It has ${allowed}.`;
  return problem({ code: 'unknown-element', subject: { id: null, title: '' }, given, allowed, sentence });
}

/** Whether a problem is about a field, a part of it, or what it is part of. */
export function isAbout(
  found: Problem,
  { node, field }: { readonly node: string | null; readonly field: string },
): boolean {
  if (found.node !== node || found.field === null) return false;
  const [one, other] = [`${found.field}.`, `${field}.`];
  return one.startsWith(other) || other.startsWith(one);
}

/** Takes the overrides that a problem is about out of its variant. */
export function dropOverrides(draft: Draft<NetworkDocument>, found: Problem): void {
  const variant = draft.variants.find(({ id }) => id === found.variant);
  if (variant !== undefined) variant.overrides = variant.overrides.filter((override) => !isOverrideOf(found, override));
}

/** Whether a problem is about what an override sets, whose field may be written short. */
export const isOverrideOf = (found: Problem, { node, field }: Override): boolean =>
  [field, `parameters.${field}`, `rule.${field}`].some((whole) => isAbout(found, { node, field: whole }));
