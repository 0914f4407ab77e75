import { applyVariant, compile } from '../compile/index.ts';
import type { CompileResult, NetworkMap } from '../compile/types.ts';
import type { EngineConfig } from '../contract/index.ts';
import { expandRepeats } from '../document/repeats.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';

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

/** The part of a document that a simulation depends on. */
export function simulated(document: NetworkDocument, mode: Mode): string {
  const { nodes, edges } = expandRepeats(document);
  const { run, variants, models } = document;
  const plain = nodes.map(simulatedNode);
  return JSON.stringify([plain, edges, run, models ?? null, mode === 'compare' ? variants : null]);
}

/** What runs: the network itself, and in compare mode its first variant too; a sentence where one cannot be compiled. */
export function configurations(document: NetworkDocument, mode: Mode): readonly Configuration[] | string {
  const variant = document.variants[0];
  const parts =
    mode !== 'compare' || variant === undefined
      ? [{ label: '', document }]
      : [
          { label: 'A', document },
          { label: 'B', document: applyVariant(document, variant.id) },
        ];
  const results = parts.map((part) => ({ ...part, ...compile(part.document) }));
  const compiled = results.flatMap(({ label, document, config, map }) =>
    config === null || map === null ? [] : [{ label, document, config, map }],
  );
  return compiled.length === parts.length ? compiled : firstError(results);
}

const firstError = (results: readonly CompileResult[]): string =>
  results.flatMap(({ problems }) => problems).find(({ severity }) => severity === 'error')?.message ?? '';
