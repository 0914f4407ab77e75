import { chanceRemark } from '../../analysis/chance.ts';
import {
  baselineText,
  betweenMeasures,
  headingOf,
  hintOf,
  type Measure,
  populationMeasures,
} from '../../analysis/measures/index.ts';
import { recordOf } from '../../analysis/record.ts';
import type { Window } from '../../analysis/spike-times.ts';
import { remarkOf } from '../../analysis/support.ts';
import type { Measured } from '../../analysis/trains.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import { POKED, sentencesOf } from '../../experiments/poked.ts';
import { shortNumber } from '../../plots/axes.ts';
import { OUTDATED } from '../../plots/outdated.ts';
import type { RunView } from '../../plots/types.ts';
import { type Chanced, chanceIn } from '../../plots/use-chances.ts';
import { configurationTables, type SeedRuns, seedResults } from './experiment.ts';
import { type Content, element, listing, type Markup, render, table } from './html.ts';
import { modelTables, type SetTex } from './model-tables.ts';
import { networkPicture } from './network-picture.ts';
import { legend, type ProbePicture, probeFigures, rasterPicture, ratePicture } from './run-plots.ts';
import { REPORT_CSS } from './style.ts';

/** Indices of the populations of a run: by population, then in the order of the list of measures. */
export interface RunIndices {
  readonly window: Window;
  readonly values: readonly (readonly Measured[])[];
}

export interface ReportInput {
  readonly document: NetworkDocument;
  /** The last runs, one a configuration; empty: nothing was run. */
  readonly runs: readonly RunView[];
  /** What the probes show of each of the runs, in their order. */
  readonly pictures?: readonly (readonly ProbePicture[])[];
  /** What chance gives of the indices of each of the runs, in their order; null: nothing was asked. */
  readonly chances?: readonly (Chanced | null)[];
  /** Indices of each of the runs, in their order; without them they are measured here. */
  readonly indices?: readonly (RunIndices | null)[];
  /** Runs over seeds of the network as it is; null: none were made. */
  readonly seedRuns: SeedRuns | null;
  readonly tex: SetTex;
  /** Version of Entrain, and the day. */
  readonly version: string;
  readonly date: string;
}

/** One HTML file that needs nothing else: no script, no link, no font. */
export function reportHtml(input: ReportInput): string {
  const { document, runs, pictures = [], chances = [], indices = [], seedRuns, tex, version, date } = input;
  const body = element(
    'main',
    {},
    element('h1', {}, document.name),
    element('p', { class: 'about' }, document.about),
    element('p', { class: 'small' }, `Entrain ${version}, ${date}`),
    element('h2', {}, 'Network'),
    networkPicture(document),
    element('p', { class: 'small' }, 'Arrow heads excite, round heads inhibit; stimuli are amber.'),
    element('h2', {}, 'Model'),
    ...modelTables(document, tex),
    ...configurationTables(document),
    ...(seedRuns === null ? [] : seedResults(document, seedRuns)),
    ...runs.flatMap((run, k) => results(run, pictures[k] ?? [], indices[k] ?? null, chances[k] ?? null)),
    ...(runs.length === 0 && seedRuns === null ? [] : measureTable(tex)),
  );
  const head = `<meta charset="utf-8"><title>${render(document.name)}</title><style>${REPORT_CSS}</style>`;
  return `<!doctype html>\n<html lang="en"><head>${head}</head><body>${body.html}</body></html>\n`;
}

/** What the indices are: formulas, what their values mean, and where they come from. */
function measureTable(tex: SetTex): Markup[] {
  return [
    element('h2', {}, 'Measures'),
    measuresOf('Indices of a population', populationMeasures, tex),
    measuresOf('Indices between two populations', betweenMeasures, tex),
  ];
}

const measuresOf = (caption: string, measures: readonly Measure[], tex: SetTex): Markup =>
  table(caption, [
    ['measure', 'formula', 'values', 'source'],
    ...measures.map((measure): Content[] => [
      [element('strong', {}, headingOf(measure)), ` ${[measure.name, hintOf(measure)].filter(Boolean).join(', ')}`],
      tex(measure.formula),
      `${measure.range}. Undefined where ${measure.undefinedWhen}. Chance: ${baselineText(measure)}.`,
      measure.source,
    ]),
  ]);

const populationsOf = ({ map }: RunView) => map.populations.filter(({ kind }) => kind === 'population');

/** From the recordings of a run of which every spike is held. */
function measuredHere(run: RunView): RunIndices {
  const { map, recordings } = run;
  const toMs = recordings.endStep * map.dtMs;
  const window = { fromMs: toMs > map.fromMs ? map.fromMs : 0, toMs };
  const values = populationsOf(run).map(({ size, spikes, moments }) => {
    const potentials = moments === null ? null : recordings.moments(moments);
    const record = recordOf(recordings.spikes(spikes), size, map.dtMs, window, potentials);
    return populationMeasures.map((measure) => measure.of(record));
  });
  return { window, values };
}

function results(
  run: RunView,
  pictures: readonly ProbePicture[],
  indices: RunIndices | null,
  chanced: Chanced | null,
): Markup[] {
  const { map, recordings } = run;
  const toMs = recordings.endStep * map.dtMs;
  if (toMs === 0) return [];
  const { window, values } = indices ?? measuredHere(run);
  const populations = populationsOf(run);
  const before = `${run.outdated ? `, ${OUTDATED}` : ''}${(run.pokes ?? []).length > 0 ? `, ${POKED}` : ''}`;
  const rows = populationMeasures.map((measure, k): Content[] => [
    headingOf(measure),
    ...values.map((measurements, p): Content => {
      const measured = measurements[k];
      if (measured === undefined) return '';
      if (measured.value === null) return `undefined: ${measured.reason}`;
      const chance = chanced === null ? undefined : chanceIn(chanced, 0, [populations[p]?.id ?? ''], measure.id);
      const remark = measure.baseline.by === 'none' ? '' : chanceRemark(measured.value, chance);
      return [shortNumber(measured.value), remarkOf(measured), remark].filter((part) => part !== '').join(', ');
    }),
  ]);
  return [
    element('h2', {}, `${run.label === '' ? 'Results' : `Results of ${run.label}, one seed`}${before}`),
    listing('The run', [
      ...sentencesOf([{ ...run, label: '' }]).map((said): [string, string] => ['Not by the network alone', said]),
      ['Simulated', `${shortNumber(toMs)} ms in steps of ${map.dtMs} ms`],
      ['Seed', run.document.run.seed],
      ['Window of the indices', `${shortNumber(window.fromMs)} to ${shortNumber(window.toMs)} ms`],
    ]),
    rasterPicture(run),
    legend(run),
    ratePicture(run),
    ...probeFigures(pictures),
    table('Indices', [['measure', ...populations.map(({ name }) => name)], ...rows]),
  ];
}
