import type { ProbeNode } from '../../document/schema.ts';
import { optionsOf } from '../../library/probes/index.ts';
import { surrogatesOf, synchrony } from '../../library/probes/synchrony.ts';
import { onPaper, populationColours } from '../../plots/colours.ts';
import { drawingOf } from '../../plots/drawers.ts';
import { findProbe } from '../../plots/index.ts';
import { type Plot, seenPlot } from '../../plots/marks/plot.ts';
import { drawingScene, plotScene } from '../../plots/marks/plot-scene.ts';
import { svgOf } from '../../plots/marks/svg.ts';
import { rasterPlot } from '../../plots/raster.tsx';
import { ratePlot } from '../../plots/rate.tsx';
import { timeAxis } from '../../plots/runs.ts';
import type { RunView } from '../../plots/types.ts';
import { type Chanced, chanceForFile } from '../../plots/use-chances.ts';
import { element, type Markup } from './html.ts';

const WIDTH = 812;
const RATE_HEIGHT = 200;
/** A file stays small. */
const MOST_SPIKES = 20_000;
const BACKGROUND = onPaper('--surface');

function picture(plot: Plot, height: number): Markup {
  const scene = plotScene(plot, { width: WIDTH, height, panel: null }, onPaper);
  return { html: svgOf(scene, BACKGROUND, scene.plot.summary) };
}

/** Spikes of all populations, one above the other. */
export function rasterPicture(run: RunView): Markup {
  const { populations } = run.map;
  const neurons = populations.reduce((sum, { size }) => sum + size, 0);
  return picture(rasterPlot(run, populations, timeAxis([run]), onPaper, MOST_SPIKES), Math.min(340, 140 + neurons));
}

/** Rates of all populations. */
export const ratePicture = (run: RunView): Markup => picture(ratePlot(run, run.map.populations, onPaper), RATE_HEIGHT);

/** What colour stands for what. */
export function legend({ map }: RunView): Markup {
  const colours = populationColours(map.populations, onPaper);
  return element(
    'p',
    { class: 'legend' },
    ...map.populations.map(({ id, name }) =>
      element('span', {}, element('i', { style: `background:${colours.get(id) ?? '#000'}` }), name),
    ),
  );
}

/** What a probe shows of a run, as SVG. */
export interface ProbePicture {
  readonly probe: string;
  /** Its kind, in words. */
  readonly kind: string;
  readonly svg: string;
}

/** The pictures of the probes of a run, as they stand on the canvas; a probe that is empty has none. */
export async function probePictures(run: RunView): Promise<ProbePicture[]> {
  const probes = run.document.nodes.filter((node): node is ProbeNode => node.kind === 'probe');
  const pictures = await Promise.all(
    probes.map(async (probe): Promise<ProbePicture[]> => {
      const kind = findProbe(probe.probe);
      if (kind === undefined) return [];
      const { width, height } = probe.size ?? kind.defaultSize;
      // Alone in the report, a run has the colours of one.
      const runs = [{ ...run, label: '' }];
      const given = { probe, runs, document: run.document, width, height, inks: onPaper, lookedAtMs: null };
      const drawing = await drawingOf((await kind.view.load()).drawn, given);
      if ('empty' in drawing) return [];
      const summary = drawing.plots
        .map(({ plot, width: w }) => seenPlot(plot, { x: plot.x.range, width: w }).summary)
        .join('; ');
      const svg = svgOf(drawingScene(drawing, width, height, onPaper), BACKGROUND, summary || probe.name);
      return [{ probe: probe.name, kind: kind.name, svg }];
    }),
  );
  return pictures.flat();
}

/** Pictures with the names of their probes. */
export const probeFigures = (pictures: readonly ProbePicture[]): Markup[] =>
  pictures.map(({ probe, kind, svg }) =>
    element('figure', {}, { html: svg }, element('figcaption', {}, probe === kind ? probe : `${probe} (${kind})`)),
  );

/**
 * What chance gives of the indices that the synchrony probes of a run show, by the surrogates of the first of them that shows
 * chance: mostly the analysis has computed it before. Null: none does, or the run goes on.
 */
export async function runChances(run: RunView): Promise<Chanced | null> {
  const shown = run.document.nodes
    .filter((node): node is ProbeNode => node.kind === 'probe' && node.probe === synchrony.id)
    .map(({ options }) => optionsOf(synchrony, options));
  const surrogates = shown.flatMap((options) => surrogatesOf(options) ?? [])[0];
  const toMs = run.recordings.endStep * run.map.dtMs;
  if (surrogates === undefined || toMs === 0) return null;
  const populations = run.map.populations.filter(({ kind }) => kind === 'population').map(({ id }) => id);
  const measures = [...new Set(shown.flatMap(({ indices }) => indices))];
  const window = { fromMs: toMs > run.map.fromMs ? run.map.fromMs : 0, toMs };
  return chanceForFile([run], { populations: [populations], measures, between: [] }, window, surrogates);
}
