import { compile, observedBy } from '../compile/index.ts';
import type { CompileResult, NetworkMap } from '../compile/types.ts';
import type { EngineConfig } from '../contract/index.ts';
import { comparedOf, type NamedConfiguration } from '../document/configurations.ts';
import { neuronAt } from '../document/models.ts';
import { expandRepeats } from '../document/repeats.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { applyVariant } from '../document/variants.ts';
import { findProbeKind } from '../library/probes/index.ts';

export type Mode = 'edit' | 'compare' | 'sweep';

/** One of the networks that run side by side. */
export interface Configuration {
  readonly label: string;
  readonly document: NetworkDocument;
  readonly config: EngineConfig;
  readonly map: NetworkMap;
}

/** The part of a node that a simulation depends on: not where it stands, nor its name; of a probe, what is recorded for it. */
function simulatedNode(document: NetworkDocument, node: NetworkDocument['nodes'][number]): object {
  const plain = { ...node, position: null, name: null, parent: null };
  if (node.kind !== 'probe') return plain;
  const kind = findProbeKind(node.probe);
  // The model of what it observes stands in the document beside it.
  const models = observedBy(document, node.id).map((id) => neuronAt(document, id) ?? null);
  return { ...plain, size: null, options: models.map((model) => kind?.records(node.options, model)) };
}

/** The part of a document that a simulation of some of its configurations depends on. */
export function simulated(
  document: NetworkDocument,
  mode: Mode,
  compared: readonly NamedConfiguration[] = comparedOf(document),
): string {
  const expanded = expandRepeats(document);
  const { nodes, edges } = expanded;
  const { run, variants, models } = document;
  const plain = nodes.map((node) => simulatedNode(expanded, node));
  const chosen = compared.map(({ label, id }) => [
    label,
    variants.find((variant) => variant.id === id)?.overrides ?? null,
  ]);
  return JSON.stringify([plain, edges, run, models ?? null, mode === 'compare' ? chosen : null]);
}

/** One of the configurations before it is compiled. */
interface Part {
  readonly label: string;
  readonly document: NetworkDocument;
  readonly variant?: string;
}

/** What runs: the network itself, or in compare mode the configurations that are compared; a sentence where there is none. */
export function configurations(
  document: NetworkDocument,
  mode: Mode,
  compared: readonly NamedConfiguration[] = comparedOf(document),
): readonly Configuration[] | string {
  if (mode === 'compare' && compared.length === 0) return 'No configuration is checked: check those that shall run.';
  const alone = mode !== 'compare' || document.variants.length === 0;
  const parts: readonly Part[] = alone
    ? [{ label: '', document }]
    : compared.map(({ label, id }) =>
        id === null ? { label, document } : { label, document: applyVariant(document, id).document, variant: id },
      );
  const results = parts.map(({ label, document: own, ...chosen }) => ({
    label,
    document: own,
    ...compile(document, chosen),
  }));
  const compiled = results.flatMap(({ label, document, config, map }) =>
    config === null || map === null ? [] : [{ label, document, config, map }],
  );
  return compiled.length === parts.length ? compiled : firstError(results);
}

/** What is wrong, and in which configuration where there are several. */
function firstError(results: readonly (CompileResult & { readonly label: string })[]): string {
  const [found] = results.flatMap(({ label, problems }) =>
    problems.flatMap(({ severity, message }) => (severity === 'error' ? [{ label, message }] : [])),
  );
  if (found === undefined) return '';
  return found.label === '' ? found.message : `Configuration ${found.label}: ${found.message}`;
}
