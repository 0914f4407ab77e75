import { latestWindow, sampledFiringTrains, sampleText } from '../analysis/figures/figure.ts';
import { LEAST_NEURONS } from '../analysis/order-parameter.ts';
import { phaseOrder } from '../analysis/phase-order.ts';
import type { ProbeNode } from '../document/schema.ts';
import { optionsOf } from '../library/probes/index.ts';
import { phaseCircle as declaration } from '../library/probes/phase-circle.ts';
import { type Colours, populationColours } from './colours.ts';
import { rounded } from './csv.ts';
import { momentView } from './drawers.ts';
import type { Plot, PlotMark } from './marks/plot.ts';
import { labelled, observedPopulations } from './runs.ts';
import { tableOf } from './tables.ts';
import type { ProbeView, RunView } from './types.ts';

/** Spikes further back do not tell the phase of now. */
const MEMORY_MS = 1000;

interface Circle {
  /** Of the run and the population. */
  readonly key: string;
  readonly label: string;
  readonly colour: string;
  /** Phase of each neuron that has one, radians. */
  readonly phases: readonly number[];
  /** How many neurons of how many were looked at; empty: all. */
  readonly sample: string;
  /** Order parameter and mean phase; null: fewer than two neurons have a phase. */
  readonly order: { readonly R: number; readonly angle: number } | null;
}

/** Phases of a time (null: now): since the last spike, in units of the interval before it; beyond one turn a neuron has none. */
function circlesOf({ id, options }: ProbeNode, runs: readonly RunView[], atMs: number | null, inks: Colours): Circle[] {
  const { neurons } = optionsOf(declaration, options);
  return runs.flatMap((run) => {
    const colours = populationColours(run.map.populations, inks);
    const { dtMs } = run.map;
    const populations = observedPopulations(run, id);
    const { endStep } = run.recordings;
    const toStep = atMs === null ? endStep : Math.min(endStep, Math.round(atMs / dtMs));
    const stretch = { toStep, fromStep: Math.floor(toStep - MEMORY_MS / dtMs) - 1 };
    const observation = {
      populations: populations.map(({ size, spikes }) => ({ size, spikes: run.recordings.spikes(spikes, stretch) })),
      dtMs,
      endMs: toStep * dtMs,
    };
    const window = latestWindow(observation, MEMORY_MS);
    const sampled = sampledFiringTrains(observation, window, Math.min(1000, neurons));
    return populations.map((population, k): Circle => {
      const trains = sampled[k];
      const phases = (trains?.times ?? []).flatMap((times) => {
        const [before, last] = [times.at(-2), times.at(-1)];
        if (before === undefined || last === undefined) return [];
        const turns = (window.toMs - last) / (last - before);
        return turns < 1 ? [2 * Math.PI * turns] : [];
      });
      const colour = colours.get(population.id) ?? inks('--ink');
      const sample = trains === undefined ? '' : sampleText(trains.sample);
      const key = `${run.label} ${population.id}`;
      return { key, label: labelled(run, population.name), colour, phases, sample, order: orderOf(phases) };
    });
  });
}

function orderOf(phases: readonly number[]): Circle['order'] {
  if (phases.length < LEAST_NEURONS) return null;
  const { r, psi } = phaseOrder(phases);
  return { R: r, angle: psi };
}

function wordsOf({ label, order, phases, sample }: Pick<Circle, 'label' | 'order' | 'phases' | 'sample'>): string {
  if (order === null)
    return `${label}: R undefined, ${phases.length === 0 ? 'no neuron has' : 'only one neuron has'} a phase`;
  return `${label}: R ${order.R.toFixed(2)} of ${phases.length}${sample === '' ? '' : ` in ${sample}`}`;
}

/** Around the circle of radius 1 there is room for the dots. */
const REACH = 1.14;
const ROUND = Array.from({ length: 129 }, (_, k) => (2 * Math.PI * k) / 128);

const lineTo = (points: readonly (readonly [number, number])[], colour: string, width: number): PlotMark => ({
  kind: 'line',
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  colour,
  width,
});

function plotOf(circle: Circle, inks: Colours): Plot {
  const { key, colour, phases, order } = circle;
  const [line, ink] = [inks('--line'), inks('--ink')];
  const tip = order === null ? null : ([order.R * Math.cos(order.angle), order.R * Math.sin(order.angle)] as const);
  const words = wordsOf(circle);
  return {
    key,
    x: { range: [-REACH, REACH], label: words, ticks: false },
    y: { range: [-REACH, REACH], label: '', ticks: false },
    marks: [
      lineTo(
        ROUND.map((phase) => [Math.cos(phase), Math.sin(phase)] as const),
        line,
        1,
      ),
      { kind: 'rule', at: { x: 0 }, colour: line },
      { kind: 'rule', at: { y: 0 }, colour: line },
      {
        kind: 'points',
        x: Float64Array.from(phases, Math.cos),
        y: Float64Array.from(phases, Math.sin),
        colour,
        shape: { radius: 3.2 },
        opacity: phases.length > 60 ? 0.45 : 0.8,
      },
      ...(tip === null
        ? []
        : ([
            lineTo([[0, 0], tip], ink, 2),
            {
              kind: 'points',
              x: Float64Array.of(tip[0]),
              y: Float64Array.of(tip[1]),
              colour: ink,
              shape: { radius: 3 },
            },
          ] as const)),
    ],
    title: '',
    summary: `phases on the unit circle. ${words}`,
    bare: true,
    shape: 'equal',
    testId: 'phase-circle',
  };
}

/** In how many columns so many squares become largest; of equally good ones the fewest, which leave the words more room. */
function columnsFor(count: number, width: number, height: number): number {
  const options = Array.from({ length: Math.max(1, count) }, (_, k) => k + 1);
  const side = (columns: number) => Math.min(width / columns, height / Math.ceil(count / columns));
  return options.reduce((best, columns) => (side(columns) > side(best) ? columns : best), 1);
}

export const phaseCircle: ProbeView = momentView(
  ({ probe, runs, width, height, inks, lookedAtMs }) => {
    const circles = circlesOf(probe, runs, lookedAtMs, inks);
    if (circles.length === 0) return { empty: 'Tap a population.' };
    const columns = columnsFor(circles.length, width, height);
    const [each, tall] = [width / columns, height / Math.ceil(circles.length / columns)].map(Math.floor) as [
      number,
      number,
    ];
    return {
      plots: circles.map((circle, k) => ({
        plot: plotOf(circle, inks),
        left: (k % columns) * each,
        top: Math.floor(k / columns) * tall,
        width: each,
        height: tall,
      })),
    };
  },
  (probe, runs) =>
    tableOf(
      ['population', 'phase (rad)'],
      circlesOf(probe, runs, null, () => '').flatMap(({ label, phases }) =>
        phases.map((phase) => [label, rounded(phase)] as const),
      ),
    ),
);
