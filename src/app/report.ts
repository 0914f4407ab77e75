import { populationMeasures } from '../analysis/measures/index.ts';
import type { SeedRuns } from '../compare/report/experiment.ts';
import type { RunIndices } from '../compare/report/report.ts';
import { toast } from '../controls/toasts.tsx';
import type { NetworkDocument } from '../document/schema.ts';
import { compared } from '../editor/comparison.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import { experimentOf, largestPopulation, sameExperiment } from '../experiments/seeds/experiment.ts';
import { useSeeds } from '../experiments/seeds/store.ts';
import { fileStem, saveBlob } from '../plots/download.ts';
import type { RunView } from '../plots/types.ts';
import { ask } from '../session/analysis-client.ts';

/** The runs over seeds, where they are of the network as it is now. */
function presentSeedRuns(base: NetworkDocument): SeedRuns | null {
  const { experiment, results, measure, population, count } = useSeeds.getState();
  const present = experimentOf(base, compared(base), count);
  if (experiment === null || 'fault' in present || !sameExperiment(experiment, present)) return null;
  const shown = base.nodes.find(({ id }) => id === population)?.id ?? largestPopulation(base);
  return shown === null ? null : { experiment, results, measure, population: shown };
}

/** The indices of a run as the analysis has them; null: it is not known there. */
async function indicesOf({ analysis, map }: RunView): Promise<RunIndices | null> {
  if (analysis === undefined) return null;
  const populations = map.populations.flatMap(({ id, kind }) => (kind === 'population' ? [id] : []));
  const measures = populationMeasures.map(({ id }) => id);
  const answer = await ask({
    runs: [{ run: analysis.id, populations }],
    measures,
    over: null,
    between: [],
    whole: true,
  });
  return answer && { window: answer.window, values: answer.populations.map(({ values }) => values) };
}

/** Writes the network and its last runs as one HTML file. */
export async function saveReport(): Promise<void> {
  try {
    const [{ default: katex }, { reportHtml }, { probePictures, runChances }] = await Promise.all([
      import('katex'),
      import('../compare/report/report.ts'),
      import('../compare/report/run-plots.ts'),
    ]);
    const { base } = useEditor.getState();
    const { runs } = useSimulation.getState();
    const pictures = await Promise.all(runs.map(probePictures));
    const chances = await Promise.all(runs.map(runChances));
    const indices = await Promise.all(runs.map(indicesOf));
    const seedRuns = presentSeedRuns(base);
    const html = reportHtml({
      document: base,
      runs,
      pictures,
      chances,
      indices,
      seedRuns,
      tex: (tex) => ({ html: katex.renderToString(tex, { output: 'mathml', throwOnError: false }) }),
      version: __VERSION__,
      date: new Date().toISOString().slice(0, 10),
    });
    saveBlob(`${fileStem(base.name)}-report.html`, new Blob([html], { type: 'text/html' }));
  } catch (fault) {
    toast({ message: `The report could not be written: ${String(fault)}`, color: 'red' });
  }
}
