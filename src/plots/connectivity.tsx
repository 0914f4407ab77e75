import { max } from 'd3-array';
import type { DegreeHistogram, GraphSummary, Sampled } from '../analysis/connectivity/index.ts';
import type { NetworkDocument, ProbeNode } from '../document/schema.ts';
import { connectivity as declaration } from '../library/probes/connectivity.ts';
import { optionsOf } from '../library/probes/index.ts';
import { between, type Colours, token } from './colours.ts';
import css from './connectivity.module.css';
import { graphOf, projectionsOf, useGraph } from './connectivity-source.ts';
import { rounded } from './csv.ts';
import { Drawn } from './Drawn.tsx';
import { Empty } from './Empty.tsx';
import type { Drawing, Plot, Table } from './marks/plot.ts';
import { tableHeight } from './marks/plot-scene.ts';
import { tableOf } from './tables.ts';
import type { Given, ProbeProps, ProbeView } from './types.ts';

/** Height of the table above the plots with the room below it. */
const MEASURES_PX = 48;
/** Narrower, or lower, histograms of degrees are left out. */
const LEAST_WIDTH = 120;
const LEAST_HEIGHT = 58;

/** The graphs that are shown now, by probe: what a download gives. */
const shown = new Map<string, GraphSummary>();

function matrixPlot({ image, sources, targets }: GraphSummary, inks: Colours): Plot {
  const most = max(image.counts) || 1;
  const tone =
    image.pairs > 1 ? `, full tone: ${most} in ${image.pairs} pairs` : most > 1 ? `, full tone: ${most}` : '';
  return {
    key: 'matrix',
    x: { range: [0, targets], label: 'target', whole: true },
    // The first source stands at the top.
    y: { range: [sources, 0], label: 'source', whole: true },
    marks: [
      {
        kind: 'image',
        x: [0, targets],
        y: [sources, 0],
        columns: image.columns,
        rows: image.rows,
        colour: { values: image.counts, map: between(inks('--surface'), inks('--ink')) },
        smooth: true,
      },
    ],
    title: `synapses${tone}`,
    summary: `adjacency matrix of ${sources} sources and ${targets} targets`,
    shape: 'square',
    colours: [0, most],
    testId: 'adjacency',
  };
}

function degreePlot(title: string, histogram: DegreeHistogram, inks: Colours): Plot {
  const { first, width, counts, mean, sd } = histogram;
  const most = counts.reduce((max, count) => Math.max(max, count), 1);
  // A few bars stand in the middle, as wide as a quarter of the room at most.
  const beside = (Math.max(counts.length, 4) - counts.length) / 2;
  const from = first - width / 2;
  const spread = sd === 0 ? `${rounded(Number(mean.toFixed(1)))} each` : `${mean.toFixed(1)} ± ${sd.toFixed(1)}`;
  return {
    key: title,
    x: { range: [from - beside * width, from + (counts.length + beside) * width], label: title, whole: true },
    y: { range: [0, most * 1.05], label: 'neurons', whole: true },
    marks: [{ kind: 'bars', from, width, heights: counts, colour: inks('--accent') }],
    title: `${title}: ${spread}`,
    summary: `histogram of the ${title}: ${spread}`,
    testId: title,
  };
}

/** The matrix, and the degrees beside it where there is room. */
function plotsOf(summary: GraphSummary, width: number, height: number, inks: Colours): Drawing {
  const side = Math.max(100, Math.min(height + 22, Math.floor(width * 0.58)));
  const [left, each] = [side, Math.floor(height / 2)];
  const matrix = { plot: matrixPlot(summary, inks), left: 0, top: 0, width: side, height };
  if (width - left < LEAST_WIDTH || each < LEAST_HEIGHT) return { plots: [matrix] };
  const room = { left, width: width - left, height: each };
  return {
    plots: [
      matrix,
      { plot: degreePlot('out-degree', summary.outDegrees, inks), ...room, top: 0 },
      { plot: degreePlot('in-degree', summary.inDegrees, inks), ...room, top: each },
    ],
  };
}

const of = (sampled: Sampled, all: number): string => (sampled.nodes < all ? `, from ${sampled.nodes} neurons` : '');

/** The measures with their names, as they are shown and downloaded. */
function measuresOf({ within, synapses, sources }: GraphSummary): { id: string; name: string; text: string }[] {
  const count = { id: 'synapses', name: 'synapses', text: synapses.toLocaleString('en') };
  if (within === null) return [count];
  const { clustering, pathLength, reciprocity } = within;
  const some = (value: number | null, digits: number) => value?.toFixed(digits) ?? 'undefined';
  const unreached = pathLength.reached < 0.99995 ? `, of ${(100 * pathLength.reached).toFixed(1)} % of pairs` : '';
  return [
    count,
    {
      id: 'clustering',
      name: 'clustering C',
      text: some(clustering.value, 3) + of(clustering, sources),
    },
    {
      id: 'path-length',
      name: 'path length L',
      text: some(pathLength.value, 2) + unreached + of(pathLength, sources),
    },
    { id: 'reciprocity', name: 'reciprocity', text: some(reciprocity, 3) },
  ];
}

const UNTAPPED = 'Tap a population that has synapses.';

/** The projection that is chosen, or the first one. */
function chosenOf(document: NetworkDocument | null, { id, options }: ProbeNode) {
  const projections = document === null ? [] : projectionsOf(document, id);
  const { projection } = optionsOf(declaration, options);
  return projections.find(({ value }) => value === projection) ?? projections[0];
}

async function drawing({ document, probe, width, height, inks }: Given): Promise<Drawing> {
  const chosen = chosenOf(document, probe);
  if (document === null || chosen === undefined) return { empty: UNTAPPED };
  const graph = await graphOf(document, chosen.value);
  if ('reason' in graph) return { empty: graph.reason };
  const measures = measuresOf(graph.summary);
  const table: Table = [
    ['projection', ...measures.map(({ name }) => name)],
    [chosen.label, ...measures.map(({ text }) => text)],
  ];
  const below = tableHeight(table) + 8;
  const drawn = plotsOf(graph.summary, width, height - below, inks);
  if ('empty' in drawn) return drawn;
  return {
    plots: drawn.plots.map((plot) => ({ ...plot, top: plot.top + below })),
    tables: [{ table, left: 0, top: 0, width, height: below }],
  };
}

function View({ probe, document, width, height }: ProbeProps) {
  const chosen = chosenOf(document, probe);
  const graph = useGraph(document, chosen?.value ?? '');
  if (chosen === undefined) return <Empty>{UNTAPPED}</Empty>;
  if (graph === null) return <Empty>Drawing the synapses of {chosen.label}.</Empty>;
  if ('reason' in graph) return <Empty>{graph.reason}</Empty>;
  shown.set(probe.id, graph.summary);
  const room = Math.max(80, height - MEASURES_PX);
  return (
    <div className={css.connectivity}>
      <table>
        <thead>
          <tr>
            <th scope="col">projection</th>
            {measuresOf(graph.summary).map(({ id, name }) => (
              <th scope="col" key={id}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{chosen.label}</td>
            {measuresOf(graph.summary).map(({ id, text }) => (
              <td key={id} data-testid={`graph-${id}`}>
                {text}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <Drawn drawing={plotsOf(graph.summary, width, room, token)} width={width} height={room} />
    </div>
  );
}

export const connectivity: ProbeView = {
  drawn: { by: 'view', View, drawing },
  toTable: (probe) => {
    const summary = shown.get(probe.id);
    const rows = (['outDegrees', 'inDegrees'] as const).flatMap((name) => {
      const histogram = summary?.[name];
      return (histogram?.counts ?? []).map((count, k) => {
        const first = (histogram?.first ?? 0) + k * (histogram?.width ?? 1);
        return [name === 'outDegrees' ? 'out' : 'in', first, first + (histogram?.width ?? 1) - 1, count];
      });
    });
    return tableOf(['degree', 'from', 'to', 'neurons'], rows);
  },
};
