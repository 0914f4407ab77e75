import { compile } from '../../compile/index.ts';
import type { CompileResult, NetworkMap } from '../../compile/types.ts';
import type { EngineConfig } from '../../contract/index.ts';
import type { NamedConfiguration } from '../../document/configurations.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { applyVariant } from '../../document/variants.ts';
import { fingerprintOfRun } from '../fingerprint.ts';

/** Which configuration: the variant's id; null: the network itself. And what it is called where several are shown. */
export interface Place {
  readonly id: string | null;
  readonly label: string;
}

/** One of the networks that run side by side. */
export interface Configuration extends Place {
  readonly document: NetworkDocument;
  readonly config: EngineConfig;
  readonly map: NetworkMap;
}

/** What is looked at: the network itself, or the configurations that are compared (null: none are). */
export const placesOf = (
  document: NetworkDocument,
  compared: readonly NamedConfiguration[] | null,
): readonly Place[] => (compared === null || document.variants.length === 0 ? [{ id: null, label: '' }] : compared);

/** What can run of what is looked at. */
export const compiledOf = (
  document: NetworkDocument,
  compared: readonly NamedConfiguration[] | null,
): readonly Configuration[] => runnable(resultsOf(document, placesOf(document, compared)));

/** All of what is looked at, to run; a sentence where some of it cannot run. */
export function configurations(
  document: NetworkDocument,
  compared: readonly NamedConfiguration[] | null,
): readonly Configuration[] | string {
  const results = resultsOf(document, placesOf(document, compared));
  if (results.length === 0) return 'No configuration is checked: check those that shall run.';
  const compiled = runnable(results);
  return compiled.length === results.length ? compiled : firstError(results);
}

type Result = Place & CompileResult & { readonly document: NetworkDocument };

const runnable = (results: readonly Result[]): readonly Configuration[] =>
  results.flatMap(({ id, label, document, config, map }) =>
    config === null || map === null ? [] : [{ id, label, document, config, map }],
  );

const resultsOf = (document: NetworkDocument, places: readonly Place[]): readonly Result[] =>
  places.map(({ id, label }) =>
    id === null
      ? { id, label, document, ...compile(document) }
      : { id, label, document: applyVariant(document, id).document, ...compile(document, { variant: id }) },
  );

/** What is wrong, and in which configuration where there are several. */
function firstError(results: readonly Result[]): string {
  const [problem] = results.flatMap(({ label, problems }) =>
    problems.flatMap(({ severity, message }) => (severity === 'error' ? [{ label, message }] : [])),
  );
  if (problem === undefined) return '';
  return problem.label === '' ? problem.message : `Configuration ${problem.label}: ${problem.message}`;
}

/** What is to run, or why nothing can, in a text that is another one where results would be. */
export const textOf = (wanted: readonly Configuration[] | string): string =>
  typeof wanted === 'string'
    ? wanted
    : wanted.map(({ id, config, map }) => `${id ?? ''} ${fingerprintOfRun(config, map)}`).join(', ');

/** A short text of a network alone, however long it runs and whatever its probes record of it. */
export function fingerprintOfNetwork({ config, map }: Pick<Configuration, 'config' | 'map'>): string {
  const populations = map.populations.map((population) => ({ ...population, spikes: 0, moments: 0 }));
  return fingerprintOfRun({ ...config, recorders: [] }, { ...map, durationMs: 0, fromMs: 0, populations, probes: {} });
}
