import { findPopulationMeasure, headingOf, populationMeasures } from '../../analysis/measures/index.ts';
import { supportText } from '../../analysis/support.ts';
import { configurationsOf, type NamedConfiguration, untilText } from '../../document/configurations.ts';
import { nameIn } from '../../document/name-in.ts';
import type { NetworkDocument } from '../../document/schema.ts';
import type { Experiment } from '../../experiments/seeds/experiment.ts';
import type { Results } from '../../experiments/seeds/results.ts';
import { type ArmSummary, summarise } from '../../experiments/seeds/summary.ts';
import { configurationToken, onPaper } from '../../plots/colours.ts';
import { svgOf } from '../../plots/marks/svg.ts';
import { differences } from '../differences.ts';
import { indexScene } from '../seeds/index-scene.ts';
import { experimentSentence, intervalText } from '../seeds/sentence.ts';
import type { Inks } from '../sweep/frame.ts';
import { element, listing, type Markup, table } from './html.ts';

/** Runs of the configurations over seeds, and what of them is looked at. */
export interface SeedRuns {
  readonly experiment: Experiment;
  readonly results: Results;
  /** Ids of the population and of the measure. */
  readonly population: string;
  readonly measure: string;
}

const WIDTH = 812;
/** On white, whatever the page's scheme is. */
const INKS: Inks = {
  ink: onPaper('--ink'),
  faint: onPaper('--ink-2'),
  line: onPaper('--line'),
  accent: onPaper('--accent'),
  surface: onPaper('--surface'),
};

/** The configurations: what each is called, and every parameter that differs. */
export function configurationTables(document: NetworkDocument): Markup[] {
  if (document.variants.length === 0) return [];
  const { configurations, rows } = differences(document, Number.POSITIVE_INFINITY);
  return [
    element('h2', {}, 'Configurations'),
    listing(
      'The experiment',
      configurations.map((configuration) => [configuration.label, describedAs(configuration)]),
    ),
    table('What differs', [
      ['parameter', ...configurations.map(({ label }) => label)],
      ...rows.map(({ owner, parameter, cells }) => [
        `${owner} · ${parameter}`,
        ...cells.map(({ text, overridden }) => (overridden ? element('strong', {}, text) : text)),
      ]),
    ]),
  ];
}

function describedAs(configuration: NamedConfiguration): string {
  const { id, name, from } = configuration;
  if (id === null) return `${name} (the network itself)`;
  return from === undefined ? name : `${name} (runs ${untilText(configuration)}, then with its values)`;
}

/** An index of the configurations over seeds: sentence, chart, and all indices with their intervals. */
export function seedResults(document: NetworkDocument, runs: SeedRuns): Markup[] {
  const names = new Map(configurationsOf(document).map(({ id, name }) => [id, name]));
  const arms = runs.experiment.arms.map((arm) => ({ ...arm, name: names.get(arm.id) ?? arm.name }));
  const experiment = { ...runs.experiment, arms };
  const { seeds } = experiment;
  const of = (measure: string): ArmSummary[] => summarise(experiment, runs.results, runs.population, measure);
  const shown = findPopulationMeasure(runs.measure);
  const label = shown === undefined ? runs.measure : headingOf(shown);
  const population = nameIn(document.nodes, runs.population);
  const summaries = of(runs.measure);
  const sentence = experimentSentence(summaries, label, population);
  if (sentence === null) return [];
  const scene = indexScene({
    width: WIDTH,
    summaries,
    measure: `${label} of ${population}`,
    inks: INKS,
    colourOf: (configuration) => onPaper(configurationToken(configuration)),
  });
  return [
    element('h2', {}, 'Over seeds'),
    element('p', {}, sentence),
    element('div', { class: 'chart' }, { html: svgOf(scene, '#ffffff') }),
    table(`Indices of ${population} over seeds: mean [95 % bootstrap interval]`, [
      ['measure', ...summaries.map((arm) => `${arm.label}: ${arm.name}`)],
      ...populationMeasures.map((measure) => [headingOf(measure), ...of(measure.id).map(cellText)]),
    ]),
    element('p', { class: 'small' }, `Seeds ${seeds.join(', ')}.`),
  ];
}

function cellText({ interval, values, seeds, reasons, support }: ArmSummary): string {
  if (interval === null) return seeds === 0 ? 'not run' : `undefined: ${reasons[0] ?? ''}`;
  const partly = values.length < seeds ? `, defined at ${values.length} of ${seeds}` : '';
  return `${intervalText(interval)}${partly}${support === null ? '' : `, ${supportText(support)}`}`;
}
