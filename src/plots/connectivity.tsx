import { useEffect, useRef } from 'react';
import type { DegreeHistogram, GraphSummary, Sampled } from '../analysis/connectivity/index.ts';
import { niceTicks } from './axes.ts';
import { mixed, pixels, rgbOf } from './colour-map.ts';
import { token } from './colours.ts';
import { projectionsOf, useGraph } from './connectivity-source.ts';
import { csvText, rounded } from './csv.ts';
import type { ProbeProps, ProbeView } from './types.ts';

const MEASURES_PX = 48;
const LEFT = 44;
const TOP = 18;
const BOTTOM = 30;
const GAP = 52;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The graphs that are shown now, by probe: what a download gives. */
const shown = new Map<string, GraphSummary>();

function drawMatrix(context: CanvasRenderingContext2D, { image, sources, targets }: GraphSummary, box: Box): void {
  const most = image.counts.reduce((max, count) => Math.max(max, count), 0) || 1;
  const [none, full] = [rgbOf(token('--surface')), rgbOf(token('--ink'))];
  const picture = pixels(image.columns, image.rows, (cell) => mixed(none, full, (image.counts[cell] ?? 0) / most));
  context.imageSmoothingEnabled = image.columns > box.width;
  context.drawImage(picture, box.left, box.top, box.width, box.height);
  context.strokeStyle = token('--ink-2');
  context.strokeRect(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1);
  context.fillStyle = token('--ink-2');
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText('0', box.left, box.top + box.height + 4);
  context.textAlign = 'right';
  context.fillText(String(targets - 1), box.left + box.width, box.top + box.height + 4);
  context.fillText('0', box.left - 5, box.top);
  context.textBaseline = 'bottom';
  context.fillText(String(sources - 1), box.left - 5, box.top + box.height);
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillText('target', box.left + box.width / 2, box.top + box.height + 4);
  const perCell =
    image.pairs > 1 ? `, full tone: ${most} in ${image.pairs} pairs` : most > 1 ? `, full tone: ${most}` : '';
  context.textAlign = 'left';
  context.fillText(`synapses${perCell}`, box.left, 3);
  context.save();
  context.translate(box.left - 16, box.top + box.height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText('source', 0, -4);
  context.restore();
}

function drawHistogram(context: CanvasRenderingContext2D, title: string, histogram: DegreeHistogram, box: Box): void {
  const { first, width, counts, mean, sd } = histogram;
  const most = counts.reduce((max, count) => Math.max(max, count), 1);
  const bar = box.width / Math.max(counts.length, 4);
  const start = box.left + (box.width - bar * counts.length) / 2;
  context.fillStyle = token('--accent');
  counts.forEach((count, k) => {
    const height = (count / most) * box.height;
    context.fillRect(start + k * bar + 0.5, box.top + box.height - height, Math.max(1, bar - 1), height);
  });
  context.fillStyle = token('--ink-2');
  context.strokeStyle = token('--line');
  context.beginPath();
  context.moveTo(box.left, box.top + box.height + 0.5);
  context.lineTo(box.left + box.width, box.top + box.height + 0.5);
  context.stroke();
  context.textBaseline = 'top';
  context.textAlign = 'center';
  const last = first + counts.length * width - 1;
  const whole = niceTicks(first, last, Math.max(3, Math.floor(box.width / 36))).filter(Number.isInteger);
  const ticks = first === last ? [first] : whole;
  for (const tick of ticks) {
    context.fillText(String(tick), start + ((tick - first) / width + 0.5) * bar, box.top + box.height + 4);
  }
  context.textAlign = 'right';
  context.fillText(String(most), box.left - 5, box.top);
  context.textAlign = 'left';
  const spread = sd === 0 ? `${rounded(Number(mean.toFixed(1)))} each` : `${mean.toFixed(1)} ± ${sd.toFixed(1)}`;
  context.fillText(`${title}: ${spread}`, box.left, box.top - 15);
}

function Picture({ summary, width, height }: { summary: GraphSummary; width: number; height: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = '11px Inter, system-ui, sans-serif';
    const side = Math.max(40, Math.min(height - TOP - BOTTOM, width * 0.55 - LEFT));
    drawMatrix(context, summary, { left: LEFT, top: TOP, width: side, height: side });
    const left = LEFT + side + GAP;
    const room = width - left - 10;
    const each = (height - 2 * (TOP + BOTTOM)) / 2;
    if (room < 60 || each < 16) return;
    drawHistogram(context, 'out-degree', summary.outDegrees, { left, top: TOP, width: room, height: each });
    const lower = 2 * TOP + BOTTOM + each;
    drawHistogram(context, 'in-degree', summary.inDegrees, { left, top: lower, width: room, height: each });
  }, [summary, width, height]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`adjacency matrix of ${summary.sources} sources and ${summary.targets} targets, and histograms of degrees`}
      data-testid="adjacency"
      style={{ width, height, display: 'block' }}
    />
  );
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

function View({ probe, document, width, height }: ProbeProps) {
  const projections = document === null ? [] : projectionsOf(document, probe.id);
  const chosen = projections.find(({ value }) => value === probe.options.projection) ?? projections[0];
  const graph = useGraph(document, chosen?.value ?? '');
  if (chosen === undefined) return <p className="probe-empty">Tap a population that has synapses.</p>;
  if (graph === null) return <p className="probe-empty">Drawing the synapses of {chosen.label}.</p>;
  if ('reason' in graph) return <p className="probe-empty">{graph.reason}</p>;
  shown.set(probe.id, graph.summary);
  return (
    <div className="connectivity">
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
      <Picture summary={graph.summary} width={width} height={Math.max(80, height - MEASURES_PX)} />
    </div>
  );
}

export const connectivity: ProbeView = {
  View,
  toCsv: (probe) => {
    const summary = shown.get(probe.id);
    const rows = (['outDegrees', 'inDegrees'] as const).flatMap((name) => {
      const histogram = summary?.[name];
      return (histogram?.counts ?? []).map((count, k) => {
        const first = (histogram?.first ?? 0) + k * (histogram?.width ?? 1);
        return [name === 'outDegrees' ? 'out' : 'in', first, first + (histogram?.width ?? 1) - 1, count];
      });
    });
    return csvText(['degree', 'from', 'to', 'neurons'], rows);
  },
};
