import { availableParallelism } from 'node:os';
import type { PopulationIndices } from '../analysis/indices.ts';
import { populationIndices } from '../analysis/indices.ts';
import { isPartial, supportText } from '../analysis/support.ts';
import { compile, noticesOf, problemsOfAll } from '../compile/index.ts';
import type { NetworkMap, PopulationMap } from '../compile/types.ts';
import type { EngineConfig, Problem } from '../contract/index.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { setField } from '../document/set-field.ts';
import { applyVariant } from '../document/variants.ts';
import { budgetBytes } from '../experiments/budget.ts';
import { runToEnd, stepsOf } from '../experiments/run.ts';
import { createSession } from '../session/host.ts';
import type { Recordings } from '../session/recordings.ts';
import { isError, problemLine, readNetwork, sentence } from './files.ts';
import { applyOverride, type OptionPlace, withOption } from './overrides.ts';
import { startThread } from './threads.ts';

/** Changes of a network before it is run. */
export interface NetworkOptions {
  readonly seed?: number;
  readonly duration?: string;
  readonly from?: string;
  readonly variant?: string;
  readonly set: readonly string[];
  readonly precision?: 'double' | 'single';
}

export interface RunOptions extends NetworkOptions {
  readonly threads?: number;
  readonly json?: boolean;
}

/** What `--json` prints. Times in ms; null: undefined in the window, and `reasons` says why. */
export interface RunReport {
  readonly network: string;
  readonly seed: number;
  readonly durationMs: number;
  readonly fromMs: number;
  readonly populations: readonly (Pick<
    PopulationIndices,
    'spikes' | 'rateHz' | 'cv' | 'chi' | 'R' | 'supports' | 'reasons'
  > & {
    readonly name: string;
    readonly size: number;
  })[];
  readonly precision: 'double' | 'single';
  readonly threads: number;
  /** Warnings of the network, then what the run has shown that nobody may have meant. */
  readonly notes: readonly Problem[];
  /** Build and run. */
  readonly wallMs: number;
}

/** Runs a file and prints its indices; faults go to standard error. Returns the exit status. */
export async function runNetwork(file: string, options: RunOptions): Promise<number> {
  try {
    const { document, problems } = await readNetwork(file);
    if (document === null) return refuse(problems.map(problemLine));
    const { document: asked, places } = withOptions(document, options);
    const { config, map, problems: faults } = compile(asked);
    if (config === null) return refuse(faults.filter(isError).map((fault) => problemLine(withOption(places, fault))));
    const report = await simulate(asked, config, map, options.threads);
    const told = {
      ...report,
      notes: [...faults.map((fault) => withOption(places, fault)), ...ofVariants(document, options), ...report.notes],
    };
    console.log(options.json ? JSON.stringify(told) : table(told));
    if (!options.json) for (const note of told.notes) console.error(problemLine(note));
    return 0;
  } catch (fault) {
    return refuse([sentence(fault)]);
  }
}

/** What is wrong with the variants that are not run keeps nothing from running; of the one that is run, what is set twice. */
function ofVariants(document: NetworkDocument, { variant: run }: NetworkOptions): Problem[] {
  return problemsOfAll(document).flatMap((found) => {
    if (found.variant === undefined) return [];
    if (found.variant === run) return found.code === 'set-twice' ? [found] : [];
    return isError(found) ? [{ ...found, severity: 'warning' as const }] : [];
  });
}

function refuse(lines: readonly string[]): number {
  for (const line of lines) console.error(line);
  return 1;
}

/** The network that the options ask for, and what each has set. Throws, with a sentence, where one does not fit the network. */
export function withOptions(
  document: NetworkDocument,
  options: NetworkOptions,
): { readonly document: NetworkDocument; readonly places: readonly OptionPlace[] } {
  const places: OptionPlace[] = [];
  let asked = options.variant === undefined ? document : variantOf(document, options.variant, places);
  for (const field of ['seed', 'duration', 'from', 'precision'] as const) {
    const value = options[field];
    if (value === undefined) continue;
    const option = `--${field} ${value}`;
    const set = setField(asked, { node: null, field }, value);
    if (!set.ok) throw new Error(`${option}: ${set.problem.message}`);
    asked = set.document;
    places.push({ node: null, field, option });
  }
  for (const text of options.set) {
    const { document: changed, place } = applyOverride(asked, text);
    asked = changed;
    places.push(place);
  }
  return { document: asked, places };
}

function variantOf(document: NetworkDocument, id: string, places: OptionPlace[]): NetworkDocument {
  const { document: changed, problems, applied } = applyVariant(document, id);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const name = document.variants.find((variant) => variant.id === id)?.name ?? id;
  places.push(...applied.map((place) => ({ ...place, option: `Variant "${name}"` })));
  return changed;
}

/**
 * Builds and runs to the end of the duration, on as many threads as the network gains from where none are asked for. Throws,
 * with a sentence, above the budget or where a state diverges.
 */
async function simulate(
  document: NetworkDocument,
  config: EngineConfig,
  map: NetworkMap,
  threads: number | undefined,
): Promise<RunReport> {
  const session = createSession(startThread);
  const { recordings, report, wallMs } = await runToEnd(session, config, {
    steps: stepsOf(map),
    budgetBytes: budgetBytes('process'),
    threads: threads === undefined ? { atMost: availableParallelism() } : { exactly: threads },
  });
  await session.dispose();
  return {
    network: document.name,
    seed: config.seed,
    durationMs: map.durationMs,
    fromMs: map.fromMs,
    populations: map.populations.filter(({ kind }) => kind === 'population').map((p) => row(p, map, recordings)),
    precision: config.precision === 'f32' ? 'single' : 'double',
    threads: report.threads,
    notes: noticesOf({ document, config, map, recordings, synapsesOf: report.synapsesOf }),
    wallMs: Math.round(wallMs),
  };
}

function row(population: PopulationMap, map: NetworkMap, recordings: Recordings): RunReport['populations'][number] {
  const { spikes, rateHz, cv, chi, R, supports, reasons } = populationIndices({
    spikes: recordings.spikes(population.spikes),
    size: population.size,
    dtMs: map.dtMs,
    fromMs: map.fromMs,
    toMs: map.durationMs,
    moments: population.moments === null ? null : recordings.moments(population.moments),
  });
  return { name: population.name, size: population.size, spikes, rateHz, cv, chi, R, supports, reasons };
}

function table(report: RunReport): string {
  const rows = report.populations.map((p) => [
    p.name,
    String(p.size),
    String(p.spikes),
    p.rateHz.toFixed(2),
    ...[p.cv, p.chi, p.R].map((index) => (index === null ? 'undefined' : index.toFixed(3))),
  ]);
  const lines = [['population', 'size', 'spikes', 'rate (Hz)', 'CV', 'chi', 'R'], ...rows];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const aligned = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const speed = report.durationMs / Math.max(1, report.wallMs);
  return [
    `${report.network}: seed ${report.seed}, indices from ${report.fromMs} to ${report.durationMs} ms`,
    ...aligned,
    ...report.populations.flatMap(remarks),
    `${(report.wallMs / 1000).toFixed(2)} s of wall time, ${speed.toFixed(2)} x real time, ` +
      `${report.threads} thread${report.threads === 1 ? '' : 's'}, ${report.precision} precision`,
  ].join('\n');
}

/** What the numbers of a population rest on, and why there are none, a line each. */
function remarks({ name, supports, reasons }: RunReport['populations'][number]): string[] {
  const said = (['cv', 'chi', 'R'] as const).flatMap((id): [string, string][] => {
    const [support, reason] = [supports[id], reasons[id]];
    if (reason !== undefined) return [[id, `undefined, ${reason}`]];
    return support !== undefined && isPartial(support) ? [[id, supportText(support)]] : [];
  });
  return said.map(([id, text]) => `  ${name}, ${id === 'cv' ? 'CV' : id}: ${text}`);
}
