import { useEffect, useRef } from 'react';
import { latestWindow, sampledTrains } from '../analysis/figures/figure.ts';
import { LEAST_NEURONS } from '../analysis/measures/kuramoto.ts';
import type { ProbeNode } from '../document/schema.ts';
import { populationColours, token } from './colours.ts';
import { csvText, rounded } from './csv.ts';
import { positive } from './options.ts';
import { labelled, observedPopulations } from './runs.ts';
import type { ProbeProps, ProbeView, RunView } from './types.ts';

const NEURONS = 200;
/** Spikes further back do not tell the phase of now. */
const MEMORY_MS = 1000;

interface Circle {
  readonly label: string;
  readonly colour: string;
  /** Phase of each neuron that has one, radians. */
  readonly phases: readonly number[];
  /** Order parameter and mean phase; null: fewer than two neurons have a phase. */
  readonly order: { readonly R: number; readonly angle: number } | null;
}

/** Phases of now: since the last spike, in units of the interval before it; beyond one turn a neuron has none. */
function circlesOf({ id, options }: ProbeNode, runs: readonly RunView[]): Circle[] {
  return runs.flatMap((run) => {
    const colours = populationColours(run.map.populations);
    const { dtMs } = run.map;
    const populations = observedPopulations(run, id);
    const observation = {
      populations: populations.map(({ size, spikes }) => ({ size, spikes: run.recordings.spikes(spikes) })),
      dtMs,
      endMs: run.recordings.endStep * dtMs,
    };
    const window = latestWindow(observation, MEMORY_MS);
    const sampled = sampledTrains(observation, window, Math.min(1000, positive(options.neurons, NEURONS)));
    return populations.map((population, k): Circle => {
      const times = sampled[k]?.times ?? [];
      const phases = times.flatMap((own) => {
        const [before, last] = [own.at(-2), own.at(-1)];
        if (before === undefined || last === undefined) return [];
        const turns = (window.toMs - last) / (last - before);
        return turns < 1 ? [2 * Math.PI * turns] : [];
      });
      const colour = colours.get(population.id) ?? token('--ink');
      return { label: labelled(run, population.name), colour, phases, order: orderOf(phases) };
    });
  });
}

function orderOf(phases: readonly number[]): Circle['order'] {
  if (phases.length < LEAST_NEURONS) return null;
  const x = phases.reduce((sum, phase) => sum + Math.cos(phase), 0) / phases.length;
  const y = phases.reduce((sum, phase) => sum + Math.sin(phase), 0) / phases.length;
  return { R: Math.hypot(x, y), angle: Math.atan2(y, x) };
}

const wordsOf = ({ label, order, phases }: Circle): string =>
  order === null
    ? `${label}: R undefined, ${phases.length === 0 ? 'no neuron has' : 'only one neuron has'} a phase`
    : `${label}: R ${order.R.toFixed(2)} of ${phases.length}`;

function drawCircle(context: CanvasRenderingContext2D, circle: Circle, x: number, y: number, radius: number): void {
  const at = (phase: number, r: number): [number, number] => [x + r * Math.cos(phase), y - r * Math.sin(phase)];
  context.strokeStyle = token('--line');
  context.lineWidth = 1;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.moveTo(...at(0, radius));
  context.lineTo(...at(Math.PI, radius));
  context.moveTo(...at(Math.PI / 2, radius));
  context.lineTo(...at(-Math.PI / 2, radius));
  context.stroke();
  context.fillStyle = circle.colour;
  context.globalAlpha = circle.phases.length > 60 ? 0.45 : 0.8;
  for (const phase of circle.phases) {
    context.beginPath();
    context.arc(...at(phase, radius), 3.2, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  if (circle.order !== null) {
    const { R, angle } = circle.order;
    const [tipX, tipY] = at(angle, R * radius);
    context.strokeStyle = token('--ink');
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(tipX, tipY);
    context.stroke();
    context.fillStyle = token('--ink');
    context.beginPath();
    context.arc(tipX, tipY, 3, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Room for the words below a circle, px. */
const WORDS_PX = 20;

const radiusIn = (width: number, height: number): number =>
  Math.max(14, Math.min(width, height - WORDS_PX - 8) / 2 - 10);

/** In how many columns so many circles become largest; of equally good ones the fewest, which leave the words more room. */
function columnsFor(count: number, width: number, height: number): number {
  const options = Array.from({ length: Math.max(1, count) }, (_, k) => k + 1);
  const radius = (columns: number) => radiusIn(width / columns, height / Math.ceil(count / columns));
  return options.reduce((best, columns) => (radius(columns) > radius(best) ? columns : best), 1);
}

function View({ probe, runs, version, width, height }: ProbeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const circles = circlesOf(probe, runs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the recordings have grown; circles are made of them
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio || 1;
    [element.width, element.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = '11px Inter, system-ui, sans-serif';
    context.textAlign = 'center';
    const columns = columnsFor(circles.length, width, height);
    const [each, tall] = [width / columns, height / Math.ceil(circles.length / columns)];
    const radius = radiusIn(each, tall);
    circles.forEach((circle, k) => {
      const [middle, top] = [((k % columns) + 0.5) * each, Math.floor(k / columns) * tall];
      drawCircle(context, circle, middle, top + (tall - WORDS_PX) / 2 + 2, radius);
      context.fillStyle = token('--ink-2');
      context.fillText(wordsOf(circle), middle, top + tall - 6, each - 8);
    });
  }, [version, runs, probe, width, height]);
  if (circles.length === 0) return <p className="probe-empty">Tap a population.</p>;
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`phases on the unit circle. ${circles.map(wordsOf).join('; ')}`}
      data-testid="phase-circle"
      style={{ width, height, display: 'block' }}
    />
  );
}

export const phaseCircle: ProbeView = {
  View,
  toCsv: (probe, runs) =>
    csvText(
      ['population', 'phase (rad)'],
      circlesOf(probe, runs).flatMap(({ label, phases }) => phases.map((phase) => [label, rounded(phase)] as const)),
    ),
};
