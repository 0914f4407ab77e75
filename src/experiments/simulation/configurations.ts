import { compile } from '../../compile/index.ts';
import type { CompileResult, NetworkMap } from '../../compile/types.ts';
import type { EngineConfig } from '../../contract/index.ts';
import type { NamedConfiguration } from '../../document/configurations.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { applyVariant } from '../../document/variants.ts';
import { fingerprintOfRun } from '../fingerprint.ts';

/** One of the networks that run side by side. */
export interface Configuration {
  readonly label: string;
  readonly document: NetworkDocument;
  readonly config: EngineConfig;
  readonly map: NetworkMap;
}

/** One of the configurations before it is compiled. */
interface Part {
  readonly label: string;
  readonly document: NetworkDocument;
  readonly variant?: string;
}

/**
 * What runs: the network itself, or the configurations that are compared (null: none are); a sentence where nothing can run.
 */
export function configurations(
  document: NetworkDocument,
  compared: readonly NamedConfiguration[] | null,
): readonly Configuration[] | string {
  if (compared?.length === 0) return 'No configuration is checked: check those that shall run.';
  const parts: readonly Part[] =
    compared === null || document.variants.length === 0
      ? [{ label: '', document }]
      : compared.map(({ label, id }) =>
          id === null ? { label, document } : { label, document: applyVariant(document, id).document, variant: id },
        );
  const results = parts.map(({ label, document: configured, ...chosen }) => ({
    label,
    document: configured,
    ...compile(document, chosen),
  }));
  const compiled = results.flatMap(({ label, document, config, map }) =>
    config === null || map === null ? [] : [{ label, document, config, map }],
  );
  return compiled.length === parts.length ? compiled : firstError(results);
}

/** What is wrong, and in which configuration where there are several. */
function firstError(results: readonly (CompileResult & { readonly label: string })[]): string {
  const [problem] = results.flatMap(({ label, problems }) =>
    problems.flatMap(({ severity, message }) => (severity === 'error' ? [{ label, message }] : [])),
  );
  if (problem === undefined) return '';
  return problem.label === '' ? problem.message : `Configuration ${problem.label}: ${problem.message}`;
}

/** A short text that is another one where results of what runs would be, or stand elsewhere among the recorders. */
export const fingerprintOfAll = (running: readonly Configuration[]): string =>
  running.map(({ label, config, map }) => `${label} ${fingerprintOfRun(config, map)}`).join(', ');

/** The same of the networks alone, whatever their probes record of them. */
export const fingerprintOfNetworks = (running: readonly Configuration[]): string =>
  running
    .map(({ label, config, map }) => {
      const populations = map.populations.map((population) => ({ ...population, spikes: 0, moments: 0 }));
      return `${label} ${fingerprintOfRun({ ...config, recorders: [] }, { ...map, populations, probes: {} })}`;
    })
    .join(', ');
