import { compile } from '../compile/index.ts';
import type { CompileResult, NetworkMap } from '../compile/types.ts';
import type { EngineConfig } from '../contract/index.ts';
import { comparedOf, type NamedConfiguration } from '../document/configurations.ts';
import { expandRepeats } from '../document/repeats.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import { applyVariant } from '../document/variants.ts';

export type Mode = 'edit' | 'compare' | 'sweep';

/** One of the networks that run side by side. */
export interface Configuration {
  readonly label: string;
  readonly document: NetworkDocument;
  readonly config: EngineConfig;
  readonly map: NetworkMap;
}

/** Probes that show what is recorded anyway: their options change nothing in the engine. */
const FREE_PROBES = [
  'raster',
  'rate',
  'synchrony',
  'connectivity',
  'phase-circle',
  'pairwise',
  'spike-distance',
  'correlogram',
  'spectrogram',
  'intervals',
  'train-spectrum',
];

/** A map of spikes records nothing of its own, one of a variable that variable. */
const mapped = ({ show, variable }: ProbeNode['options']) => (show === 'variable' ? { show, variable } : null);

/** The part of a node that a simulation depends on: not where it stands, nor its name. */
function simulatedNode(node: NetworkDocument['nodes'][number]): object {
  const plain = { ...node, position: null, name: null, parent: null };
  if (node.kind !== 'probe') return plain;
  if (node.probe === 'map') return { ...plain, size: null, options: mapped(node.options) };
  const options = node.probe === 'weights' ? { ...node.options, show: null } : node.options;
  return { ...plain, size: null, options: FREE_PROBES.includes(node.probe) ? null : options };
}

/** The part of a document that a simulation of some of its configurations depends on. */
export function simulated(
  document: NetworkDocument,
  mode: Mode,
  compared: readonly NamedConfiguration[] = comparedOf(document),
): string {
  const { nodes, edges } = expandRepeats(document);
  const { run, variants, models } = document;
  const plain = nodes.map(simulatedNode);
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
