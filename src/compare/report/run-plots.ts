import { niceTicks, tickLabels } from '../../plots/axes.ts';
import { endMs } from '../../plots/runs.ts';
import type { RunView } from '../../plots/types.ts';
import { element, type Markup } from './html.ts';

const WIDTH = 812;
const LEFT = 56;
const BOTTOM = 28;
const TOP = 10;
/** Dots of a raster; of more spikes every n-th neuron is drawn. */
const MOST_DOTS = 20_000;
const HUES = ['#2563c9', '#c43d25', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#6a51a3', '#8c510a'];
const RATE_BIN_MS = 5;

interface Frame {
  readonly height: number;
  readonly x: (timeMs: number) => number;
  readonly y: (value: number) => number;
}

/** Axes with their quantities and units; the marks are drawn inside. */
function plot(height: number, toMs: number, most: number, label: string, marks: (frame: Frame) => Markup[]): Markup {
  const x = (timeMs: number): number => LEFT + (timeMs / toMs) * (WIDTH - LEFT - 40);
  const y = (value: number): number => height - BOTTOM - (value / (most || 1)) * (height - BOTTOM - TOP);
  const times = niceTicks(0, toMs, 8);
  const values = niceTicks(0, most, 4);
  const timeTexts = tickLabels(times, 'ms');
  return element(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, role: 'img', 'aria-label': label },
    ...times.map((time, k) =>
      element('text', { x: x(time), y: height - 8, 'text-anchor': 'middle', class: 'small' }, timeTexts[k] ?? ''),
    ),
    ...values.flatMap((value) => [
      element('line', { x1: LEFT, x2: WIDTH - 40, y1: y(value), y2: y(value), stroke: '#e2e6ed' }),
      element('text', { x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end', class: 'small' }, String(value)),
    ]),
    element(
      'text',
      { x: 0, y: 0, transform: `translate(14 ${height / 2}) rotate(-90)`, 'text-anchor': 'middle', class: 'small' },
      label,
    ),
    ...marks({ height, x, y }),
  );
}

/** Spikes of all populations, one above the other. */
export function rasterPicture(run: RunView): Markup {
  const { map, recordings } = run;
  const rows = map.populations;
  const total = rows.reduce((sum, { size }) => sum + size, 0);
  const count = rows.reduce((sum, { spikes }) => sum + recordings.spikes(spikes).steps.length, 0);
  const every = Math.max(1, Math.ceil(count / MOST_DOTS));
  return plot(Math.min(320, 120 + total), endMs([run]), total, 'neuron', ({ x, y }) => {
    let below = 0;
    return rows.map(({ size, spikes }, k) => {
      const { steps, elements } = recordings.spikes(spikes);
      let path = '';
      for (let s = 0; s < steps.length; s++) {
        const neuron = elements[s] ?? 0;
        if (neuron % every !== 0) continue;
        path += `M${x((steps[s] ?? 0) * map.dtMs).toFixed(1)} ${y(below + neuron + 0.5).toFixed(1)}h1`;
      }
      below += size;
      return element('path', { d: path, stroke: HUES[k % HUES.length] ?? '#000', 'stroke-width': 1.4, fill: 'none' });
    });
  });
}

/** Population rates in bins. */
export function ratePicture(run: RunView): Markup {
  const { map, recordings } = run;
  const toMs = endMs([run]);
  const bins = Math.max(1, Math.floor(toMs / RATE_BIN_MS));
  const rates = map.populations.map(({ size, spikes }) => {
    const counts = new Float64Array(bins);
    for (const step of recordings.spikes(spikes).steps) {
      const bin = Math.floor((step * map.dtMs) / RATE_BIN_MS);
      if (bin < bins) counts[bin] = (counts[bin] ?? 0) + 1000 / (RATE_BIN_MS * size);
    }
    return counts;
  });
  const most = Math.max(1, ...rates.map((counts) => counts.reduce((a, b) => Math.max(a, b), 0)));
  return plot(180, toMs, most, 'rate (Hz)', ({ x, y }) =>
    rates.map((counts, k) =>
      element('polyline', {
        points: [...counts]
          .map((rate, b) => `${x((b + 0.5) * RATE_BIN_MS).toFixed(1)},${y(rate).toFixed(1)}`)
          .join(' '),
        fill: 'none',
        stroke: HUES[k % HUES.length] ?? '#000',
        'stroke-width': 1.2,
      }),
    ),
  );
}

/** What colour stands for what. */
export function legend({ map }: RunView): Markup {
  return element(
    'p',
    { class: 'legend' },
    ...map.populations.map(({ name }, k) =>
      element('span', {}, element('i', { style: `background:${HUES[k % HUES.length] ?? '#000'}` }), name),
    ),
  );
}
