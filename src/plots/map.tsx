import { useEffect, useMemo, useRef, useState } from 'react';
import { placementOfNode, positionsOfNode } from '../compile/index.ts';
import type { ProbeNode } from '../document/schema.ts';
import { gridShape } from '../library/positions/index.ts';
import { entryOf } from '../units/index.ts';
import { type ActivityKind, activityAt, niceCeiling } from './activity.ts';
import { shortNumber } from './axes.ts';
import { csvText, rounded } from './csv.ts';
import { BOTTOM_PX, drawBar, drawPanel, type Panel, TITLE_PX } from './map-drawing.ts';
import type { Range } from './panels.ts';
import { labelled, observedPopulations } from './runs.ts';
import { useSharedRanges } from './shared-axes.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';

const DEFAULT_WINDOW_MS = 20;
const SLIDER_PX = 24;
const BAR_PX = 58;
const GAP_PX = 12;
const NO_RANGE: Range = [0, 0];
/** A line is drawn so many times as long as high. */
const LINE_SHAPE = 8;

function panelsOf(probe: string, runs: readonly RunView[]): Panel[] {
  return runs.flatMap((run) =>
    observedPopulations(run, probe).flatMap((population): Panel[] => {
      const node = run.document.nodes.find(({ id }) => id === population.id);
      const placement = node === undefined ? null : placementOfNode(run.document, node);
      if (node === undefined || placement === null) return [];
      const { type, widthUm, heightUm } = placement;
      const heights = { line: widthUm / LINE_SHAPE, ring: widthUm, grid: heightUm, random: heightUm, disc: heightUm };
      const positions = positionsOfNode(run.document, node, population.size) ?? new Float64Array(0);
      const columns = type === 'grid' ? gridShape(placement, population.size).columns : null;
      const title = labelled(run, population.name);
      return [{ run, population, title, type, positions, columns, width: widthUm, height: heights[type] }];
    }),
  );
}

/** What is drawn of each neuron; NaN: not recorded. */
interface Shown {
  readonly values: Float64Array;
  readonly unit: string;
}

/** The variable that was recorded for the map, at a time; null: spikes are shown. */
function variableOf({ run, population }: Panel, probe: ProbeNode, timeMs: number): Shown | null {
  if (probe.options.show !== 'variable') return null;
  const trace = entryOf(run.map.probes, probe.id)?.traces.find(({ id }) => id === population.id);
  const values = new Float64Array(population.size).fill(Number.NaN);
  if (trace === undefined) return { values, unit: '' };
  const recorded = run.recordings.trace(trace.recorder);
  const wanted = Math.floor((timeMs / run.map.dtMs - recorded.firstStep) / recorded.everySteps);
  const sample = Math.max(0, Math.min(recorded.samples - 1, wanted));
  trace.elements.forEach((element, k) => {
    values[element] = (recorded.row(k)[sample] ?? Number.NaN) * trace.factor;
  });
  return { values, unit: trace.unit };
}

function settings({ options }: ProbeNode): { windowMs: number; kind: ActivityKind; mostHz: number } {
  const number = (value: unknown, otherwise: number) => (typeof value === 'number' && value > 0 ? value : otherwise);
  return {
    windowMs: number(options.windowMs, DEFAULT_WINDOW_MS),
    kind: options.show === 'fading spikes' ? 'fading' : 'rate',
    mostHz: number(options.maximumHz, 0),
  };
}

function shownOf(panel: Panel, probe: ProbeNode, timeMs: number): Shown {
  const { run, population } = panel;
  const { windowMs, kind } = settings(probe);
  const spikes = run.recordings.spikes(population.spikes);
  return (
    variableOf(panel, probe, timeMs) ?? {
      values: activityAt(spikes, population.size, run.map.dtMs, timeMs, windowMs, kind),
      unit: 'Hz',
    }
  );
}

/** Least and greatest of what has been shown of these runs, and what that was. */
interface Extremes {
  readonly runs: readonly RunView[];
  readonly of: string;
  readonly low: number;
  readonly high: number;
}

/** Least and greatest value; of what was not recorded, none. */
function rangeOf(shown: readonly Shown[]): readonly [number, number] {
  const values = shown.flatMap((one) => [...one.values].filter((value) => !Number.isNaN(value)));
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [values[0] ?? 0, values[0] ?? 0],
  );
}

function widened(
  before: Extremes,
  { probe, runs, shown, full }: { probe: ProbeNode; runs: readonly RunView[]; shown: readonly Shown[]; full: boolean },
): Extremes {
  const of = JSON.stringify(probe.options);
  const same = before.runs === runs && before.of === of;
  // A window that the run has not filled yet makes few spikes a high rate.
  if (!full && probe.options.show !== 'variable') return same ? before : { runs, of, low: 0, high: 0 };
  const [low, high] = rangeOf(shown);
  return { runs, of, low: same ? Math.min(before.low, low) : low, high: same ? Math.max(before.high, high) : high };
}

/** What the ends of the colours stand for: rates from 0 to a round number, variables between their extremes. */
function scaleOf({ low, high }: Extremes, shown: readonly Shown[], probe: ProbeNode): { low: number; high: number } {
  if (probe.options.show === 'variable') return high > low ? { low, high } : { low: low - 1, high: low + 1 };
  return { low: 0, high: settings(probe).mostHz || niceCeiling(high || rangeOf(shown)[1]) };
}

function View({ probe, runs, version, width, height }: ProbeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const panels = useMemo(() => panelsOf(probe.id, runs), [probe.id, runs]);
  /** Time looked at; null: the latest. */
  const [chosenMs, setChosenMs] = useState<number | null>(null);
  /** Extremes of this run so far: colours keep their meaning from frame to frame. */
  const extremes = useRef<Extremes>({ runs, of: '', low: 0, high: 0 });
  const reachedMs = Math.min(...runs.map(({ map, recordings }) => recordings.endStep * map.dtMs));
  const timeMs = Math.min(chosenMs ?? reachedMs, reachedMs);
  const { windowMs } = settings(probe);
  const [own, setOwn] = useState<Range>([0, 0]);
  const shared = useSharedRanges('colours', { x: NO_RANGE, y: own }).y;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the recordings, which stay the same object, have grown
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || panels.length === 0) return;
    const shown = panels.map((panel) => shownOf(panel, probe, timeMs));
    extremes.current = widened(extremes.current, { probe, runs, shown, full: timeMs >= windowMs });
    const scale = scaleOf(extremes.current, shown, probe);
    const told = scale.low === own[0] && scale.high === own[1];
    if (!told) setOwn([scale.low, scale.high]);
    // One of several panels has the colours of all, once all have told theirs.
    const [low, high] = told ? shared : [scale.low, scale.high];
    const ratio = window.devicePixelRatio || 1;
    const size = [Math.round(width * ratio), Math.round((height - SLIDER_PX) * ratio)] as const;
    if (element.width !== size[0] || element.height !== size[1]) [element.width, element.height] = size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = '11px Inter, system-ui, sans-serif';
    const each = (width - BAR_PX) / panels.length;
    const room = { top: 0, width: each - GAP_PX, height: height - SLIDER_PX };
    panels.forEach((panel, k) => {
      const levels = shown[k]?.values.map((value) => (Number.isNaN(value) ? 0 : (value - low) / (high - low)));
      drawPanel(context, panel, levels ?? new Float64Array(0), { ...room, left: k * each });
    });
    drawBar(context, [shortNumber(low), `${shortNumber(high)} ${shown[0]?.unit ?? ''}`], {
      left: width - BAR_PX,
      top: TITLE_PX,
      height: Math.min(160, room.height - TITLE_PX - BOTTOM_PX),
    });
    element.dataset.peak = String(rounded(rangeOf(shown)[1]));
  }, [version, runs, panels, probe, timeMs, width, height, own, shared]);
  if (panels.length === 0) return <p className="probe-empty">Tap a population.</p>;
  return (
    <div className="map-probe">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`map of ${panels.map(({ title }) => title).join(', ')} at ${timeMs.toFixed(1)} ms`}
        data-testid="map"
        style={{ width, height: height - SLIDER_PX, display: 'block' }}
      />
      <div className="map-time">
        <input
          type="range"
          aria-label="time shown"
          min={0}
          max={Math.max(reachedMs, 1)}
          step={1}
          value={timeMs}
          onChange={(event) => {
            const wanted = Number(event.currentTarget.value);
            setChosenMs(wanted >= reachedMs - 1 ? null : wanted);
          }}
        />
        <output>{timeMs.toFixed(0)} ms</output>
      </div>
    </div>
  );
}

export const map: ProbeView = {
  View,
  toCsv: (probe, runs) => {
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
    return csvText(['population', 'neuron', 'x (um)', 'y (um)', 'value', 'unit'], rows);
  },
};
