import { extent, max } from 'd3-array';
import { interpolateViridis } from 'd3-scale-chromatic';
import { placementOfNode, positionsOfNode } from '../compile/index.ts';
import type { PopulationMap } from '../compile/types.ts';
import type { ProbeNode } from '../document/schema.ts';
import { gridShape, type LayoutType } from '../library/positions/index.ts';
import { optionsOf } from '../library/probes/index.ts';
import { map as declaration } from '../library/probes/map.ts';
import type { ActivityWindow } from '../session/recordings/peak.ts';
import { entryOf } from '../units/index.ts';
import { activityAt, reachMs } from './activity.ts';
import { roundUp } from './axes.ts';
import { rounded } from './csv.ts';
import { Drawn } from './Drawn.tsx';
import { Empty } from './Empty.tsx';
import { lookAt, useLookedAt } from './looked-at.ts';
import css from './map.module.css';
import { abreast, type Drawing, type Plot, type PlotMark } from './marks/plot.ts';
import type { Neurons, Pointed } from './neurons.ts';
import type { Range } from './panels.ts';
import { labelled, observedPopulations, reachedMs } from './runs.ts';
import { shownTime } from './sampled-lines.ts';
import { tableOf } from './tables.ts';
import { RECORDS_FROM_NOW } from './traces.tsx';
import type { Given, ProbeProps, ProbeView, RunView } from './types.ts';

const SLIDER_PX = 24;
/** A line is drawn so many times as long as it is high. */
const LINE_SHAPE = 8;

/** A panel shows a population whose neurons are drawn at their places. */
interface Panel {
  readonly run: RunView;
  readonly population: PopulationMap;
  readonly title: string;
  readonly type: LayoutType;
  /** They are x, y of each neuron, in um; width and height are the extents of them all. */
  readonly positions: Float64Array;
  readonly width: number;
  readonly height: number;
  /** It is the number of columns of a grid, whose neurons fill their cells; null means that neurons are dots. */
  readonly columns: number | null;
}

function panelsOf(probe: string, runs: readonly RunView[]): Panel[] {
  return runs.flatMap((run) =>
    observedPopulations(run, probe).flatMap((population): Panel[] => {
      const node = run.document.nodes.find(({ id }) => id === population.id);
      const placement = node === undefined ? null : placementOfNode(node);
      if (placement === null) return [];
      const { type, widthUm, heightUm } = placement;
      const heights = { line: widthUm / LINE_SHAPE, ring: widthUm, grid: heightUm, random: heightUm, disc: heightUm };
      const positions = positionsOfNode(run.document, population.id, population.size) ?? new Float64Array(0);
      const columns = type === 'grid' ? gridShape(placement, population.size).columns : null;
      const title = labelled(run, population.name);
      return [{ run, population, title, type, positions, columns, width: widthUm, height: heights[type] }];
    }),
  );
}

/** It is what is drawn of each neuron; NaN means that it is not recorded. */
interface Shown {
  /** The values are of this time. */
  readonly timeMs: number;
  readonly values: Float64Array;
  readonly unit: string;
  /** It is said where the values are not as of the time shown. */
  readonly missing?: string;
}

/** It is said until the values are there. */
const READING = 'being read from the disk';

/** A sample is said to be of its own time where that is so far from the time shown, in ms. */
const FAR_MS = 10;

/** Gives the variable that was recorded for the map of a population. */
const traceOf = ({ run, population }: Panel, probe: ProbeNode) =>
  entryOf(run.map.probes, probe.id)?.traces.find(({ id }) => id === population.id);

/** Says how spikes become a number; null means that a variable is shown. */
function windowOf(probe: ProbeNode): ActivityWindow | null {
  const { show, windowMs } = optionsOf(declaration, probe.options);
  return show === 'variable' ? null : { kind: show === 'fading spikes' ? 'fading' : 'rate', windowMs };
}

/** Gives the variable that was recorded for the map, at a time. */
function variableOf(panel: Panel, probe: ProbeNode, timeMs: number): Shown {
  const { run, population } = panel;
  const trace = traceOf(panel, probe);
  const values = new Float64Array(population.size).fill(Number.NaN);
  if (trace === undefined) return { timeMs, values, unit: '' };
  const sample = run.recordings.traceAt(trace.recorder, Math.floor(timeMs / run.map.dtMs));
  if (sample === null) return { timeMs, values, unit: trace.unit, missing: RECORDS_FROM_NOW };
  trace.elements.forEach((element, k) => {
    values[element] = sample.value(k) * trace.factor;
  });
  const sampledMs = sample.step * run.map.dtMs;
  const isFar = Math.abs(sampledMs - timeMs) > FAR_MS;
  return { timeMs, values, unit: trace.unit, ...(isFar ? { missing: `as at ${shownTime(sampledMs)}` } : {}) };
}

function shownOf(panel: Panel, probe: ProbeNode, timeMs: number): Shown {
  const { run, population } = panel;
  const window = windowOf(probe);
  if (window === null) return variableOf(panel, probe, timeMs);
  const { windowMs, kind } = window;
  const { dtMs } = run.map;
  const fromMs = timeMs - reachMs(windowMs, kind);
  const stretch = { fromStep: Math.max(0, Math.floor(fromMs / dtMs) - 1), toStep: Math.ceil(timeMs / dtMs) + 1 };
  if (!run.recordings.isAtHand(population.spikes, stretch)) {
    const values = new Float64Array(population.size).fill(Number.NaN);
    const heldMs = run.recordings.reachesTo(population.spikes) * dtMs;
    const isLost = heldMs > stretch.fromStep * dtMs;
    return { timeMs, values, unit: 'Hz', missing: isLost ? `no single spikes before ${shownTime(heldMs)}` : READING };
  }
  const spikes = run.recordings.spikes(population.spikes, stretch);
  return { timeMs, values: activityAt(spikes, population.size, dtMs, timeMs, windowMs, kind), unit: 'Hz' };
}

/** Gives the least and greatest sample of a variable in all of the run so far. */
function variableRange(panel: Panel, probe: ProbeNode): readonly number[] {
  const trace = traceOf(panel, probe);
  const range = trace === undefined ? null : panel.run.recordings.traceRange(trace.recorder);
  return range === null ? [] : range.map((value) => value * (trace?.factor ?? 1));
}

/**
 * Says what the ends of the colours stand for: rates go from 0 to a round number, variables between their extremes. The
 * scale covers all that the runs have recorded, and not the moments that are looked at: it widens as the run goes on,
 * and is the same wherever the map is drawn, however often.
 */
function scaleOf(panels: readonly Panel[], probe: ProbeNode): Range {
  const window = windowOf(probe);
  if (window === null) {
    const [low = 0, high = 0] = extent(panels.flatMap((panel) => variableRange(panel, probe)));
    return high > low ? [low, high] : [low - 1, low + 1];
  }
  const { maximumHz } = optionsOf(declaration, probe.options);
  const peakOf = ({ run, population }: Panel): number => run.recordings.peakHz(population.spikes, window);
  return [0, maximumHz || roundUp(Math.max(...panels.map(peakOf)))];
}

/** Dots at the border keep clear of the frame by this share of the extent. */
const INSET = 0.03;
const MOST_RADIUS = 7;

/** Each neuron fills its cell. */
const cellsOf = ({ width, height }: Panel, columns: number, values: Float64Array): PlotMark => ({
  kind: 'image',
  x: [0, width],
  // Positions count downwards, as rows of a picture do.
  y: [height, 0],
  columns,
  rows: Math.ceil(values.length / columns),
  colour: { values, map: interpolateViridis },
});

/** Draws a dot for each neuron, the most active ones last, so that none hides them. A micrometre is `unitPx` px. */
function dotsOf({ positions, population, width, height, type }: Panel, values: Float64Array, unitPx: number): PlotMark {
  const flat = type === 'line' || type === 'ring';
  const each = flat ? width / population.size : Math.sqrt((width * height) / population.size);
  const level = (k: number): number =>
    Number.isNaN(values[k] ?? Number.NaN) ? Number.NEGATIVE_INFINITY : (values[k] ?? 0);
  const order = Array.from(values, (_, k) => k).sort((a, b) => level(a) - level(b));
  const middle = type === 'line' ? height / 2 : 0;
  return {
    kind: 'points',
    x: Float64Array.from(order, (k) => positions[2 * k] ?? 0),
    y: Float64Array.from(order, (k) => (positions[2 * k + 1] ?? 0) + middle),
    colour: { values: order.map((k) => values[k] ?? Number.NaN), map: interpolateViridis },
    shape: { radius: Math.min(MOST_RADIUS, Math.max(flat ? 3 : 1.2, 0.45 * each * unitPx)) },
  };
}

const lengthText = (um: number): string =>
  um >= 2000 ? `${Number((um / 1000).toPrecision(3))} mm` : `${Math.round(um)} µm`;

/** A pointer so near to a neuron, in px, means it. */
const REACH_PX = 12;

/** Finds the nearest neuron within reach; of a grid, the one of the cell. */
function neuronsOf({ run, population, positions, columns, width, height, type }: Panel): Neurons {
  const pointed = (neuron: number): Pointed | null =>
    neuron >= 0 && neuron < population.size ? { run, population, neuron, timeMs: null } : null;
  const middle = type === 'line' ? height / 2 : 0;
  return {
    first: () => pointed(0),
    at(x, y, px) {
      if (columns !== null) {
        const rows = Math.ceil(population.size / columns);
        const [column, row] = [Math.floor((x / width) * columns), Math.floor((y / height) * rows)];
        return column < 0 || column >= columns ? null : pointed(row * columns + column);
      }
      let [nearest, distance] = [-1, REACH_PX];
      for (let k = 0; k < population.size; k++) {
        const [across, down] = [(positions[2 * k] ?? 0) - x, (positions[2 * k + 1] ?? 0) + middle - y];
        const away = Math.hypot(across / px.x, down / px.y);
        if (away < distance) [nearest, distance] = [k, away];
      }
      return pointed(nearest);
    },
  };
}

/** Draws a population in a room of this size, in px. */
function plotOf(panel: Panel, shown: Shown, colours: Range, size: { width: number; height: number }): Plot {
  const { values, unit, timeMs, missing } = shown;
  const inset = panel.columns === null ? INSET * Math.max(panel.width, panel.height) : 0;
  const unitPx = Math.min(size.width / (panel.width + 2 * inset), size.height / (panel.height + 2 * inset));
  return {
    key: `${panel.run.label} ${panel.population.id}`,
    x: { range: [-inset, panel.width + inset], label: `↔ ${lengthText(panel.width)}`, ticks: false },
    y: { range: [panel.height + inset, -inset], label: '', ticks: false },
    marks: [panel.columns === null ? dotsOf(panel, values, unitPx) : cellsOf(panel, panel.columns, values)],
    title: missing === undefined ? panel.title : `${panel.title} · ${missing}`,
    summary: `map of ${panel.title} at ${timeMs.toFixed(1)} ms${missing === undefined ? '' : `, ${missing}`}`,
    shape: 'equal',
    colours,
    colourBar: { map: interpolateViridis, unit },
    testId: 'map',
    neurons: neuronsOf(panel),
    data: { peak: rounded(max(values) ?? 0), top: rounded(colours[1]) },
  };
}

/** Beside and around a map its neurons leave so much room, in px. */
const [BESIDE, ABOVE_AND_BELOW] = [72, 38];

function mapsOf(
  panels: readonly Panel[],
  shown: readonly Shown[],
  colours: Range,
  width: number,
  height: number,
): Drawing {
  const size = { width: width / Math.max(1, panels.length) - BESIDE, height: height - ABOVE_AND_BELOW };
  const plots = panels.flatMap((panel, k) => {
    const activity = shown[k];
    return activity === undefined ? [] : [plotOf(panel, activity, colours, size)];
  });
  return abreast(plots, width, height);
}

/** Draws the maps at a time, or at the end of what has run. */
function drawing({ probe, runs, width, height, lookedAtMs }: Given): Drawing {
  const panels = panelsOf(probe.id, runs);
  if (panels.length === 0) return { empty: 'Tap a population.' };
  const shown = panels.map((panel) => shownOf(panel, probe, lookedAtMs ?? reachedMs(runs)));
  return mapsOf(panels, shown, scaleOf(panels, probe), width, height);
}

function View({ probe, runs, width, height }: ProbeProps) {
  const panels = panelsOf(probe.id, runs);
  const lookedAtMs = useLookedAt();
  const nowMs = reachedMs(runs);
  const timeMs = Math.min(lookedAtMs ?? nowMs, nowMs);
  if (panels.length === 0) return <Empty>Tap a population.</Empty>;
  const shown = panels.map((panel) => shownOf(panel, probe, timeMs));
  const colours = scaleOf(panels, probe);
  const room = { width, height: height - SLIDER_PX };
  return (
    <div>
      <Drawn drawing={mapsOf(panels, shown, colours, room.width, room.height)} {...room} />
      <div className={css.time}>
        <input
          type="range"
          aria-label="time shown"
          min={0}
          max={Math.max(nowMs, 1)}
          step={1}
          value={timeMs}
          onChange={(event) => {
            const wanted = Number(event.currentTarget.value);
            lookAt(wanted >= nowMs - 1 ? null : wanted);
          }}
        />
        <output>{timeMs.toFixed(0)} ms</output>
      </div>
    </div>
  );
}

export const map: ProbeView = {
  drawn: { by: 'view', View, drawing },
  toTable: (probe, runs) => {
    const rows = panelsOf(probe.id, runs).flatMap((panel) => {
      const { recordings, map: network } = panel.run;
      const { values, unit } = shownOf(panel, probe, recordings.endStep * network.dtMs);
      return Array.from(values, (value, k) => [
        panel.title,
        k,
        rounded(panel.positions[2 * k] ?? 0),
        rounded(panel.positions[2 * k + 1] ?? 0),
        rounded(value),
        unit,
      ]);
    });
    return tableOf(['population', 'neuron', 'x (um)', 'y (um)', 'value', 'unit'], rows);
  },
};
