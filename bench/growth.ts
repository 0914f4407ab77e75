import { startThread } from '../src/cli/threads.ts';
import type { EngineConfig } from '../src/contract/index.ts';
import { type Engine, estimate } from '../src/engine/index.ts';
import { growthPlot } from './growth-plot.ts';
import { createBenchEngine } from './measure.ts';
import { networks } from './networks.ts';
import { median } from './results.ts';
import { figure, type Table } from './table.ts';
import type { Precision } from './types.ts';

/** Which size grows while the other is held: 100 synapses per neuron, or 10^4 neurons. */
export type Axis = 'neurons' | 'synapses';

/** What a network of one size costs. */
export interface GrowthPoint {
  readonly axis: Axis;
  readonly precision: Precision;
  readonly neurons: number;
  readonly synapses: number;
  readonly rateHz: number;
  readonly nsPerNeuronStep: number;
  readonly nsPerEvent: number;
  readonly buildSeconds: number;
  readonly bytesPerSynapse: number;
}

export interface GrowthReport {
  readonly points: readonly GrowthPoint[];
  readonly tables: readonly Table[];
  readonly svg: string;
}

export interface GrowthOptions {
  readonly leastSeconds: number;
  /** Powers of ten up to a tenth of the largest size. */
  readonly quick: boolean;
}

interface Size {
  readonly axis: Axis;
  readonly neurons: number;
  readonly outDegree: number;
}

const NEURONS = [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6];
const SYNAPSES = [1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 1e8];
const OUT_DEGREE = 100;
const HELD_NEURONS = 1e4;
/** All of the addresses of WebAssembly. */
const MOST_BYTES = 4 * 2 ** 30;
const PIECE_MS = 10;
/** Until activity is steady and code is compiled in its final form. */
const WARM_UP_PIECES = 6;
const WARM_UP_SECONDS = 0.2;

export async function growthReport(
  { leastSeconds, quick }: GrowthOptions,
  progress: (line: string) => void,
): Promise<GrowthReport> {
  const keep = (sizes: readonly number[]) =>
    quick ? sizes.filter((size) => /^10+$/.test(`${size}`)).slice(0, -1) : sizes;
  const sizes: Size[] = [
    ...keep(NEURONS).map((neurons): Size => ({ axis: 'neurons', neurons, outDegree: OUT_DEGREE })),
    ...keep(SYNAPSES).map(
      (synapses): Size => ({ axis: 'synapses', neurons: HELD_NEURONS, outDegree: synapses / HELD_NEURONS }),
    ),
  ];
  const points: GrowthPoint[] = [];
  for (const precision of ['f64', 'f32'] as const) {
    for (const size of sizes) {
      const config = configOf(size, precision);
      if (estimate(config).bytes > MOST_BYTES) {
        progress(
          `${size.neurons} neurons, ${size.outDegree} synapses each: more than the 4 GiB of a WebAssembly memory`,
        );
        continue;
      }
      const point = await measureSize(size, config, leastSeconds);
      points.push(point);
      progress(
        `${precision}, ${point.neurons} neurons, ${point.synapses} synapses: ${figure(point.nsPerNeuronStep)} ns per neuron and step, ` +
          `${figure(point.nsPerEvent)} ns per event, ${figure(point.rateHz)} Hz, built in ${figure(point.buildSeconds)} s`,
      );
    }
  }
  return { points, tables: [growthTable(points)], svg: growthPlot(points) };
}

/**
 * Neurons of the Brunel network at some 5 Hz by their background. Synapses are too weak to matter, so that the activity is the
 * same at all sizes; delivering costs the same whatever is delivered.
 */
function configOf({ neurons, outDegree }: Size, precision: Precision): EngineConfig {
  const brunel = networks.find(({ name }) => name.startsWith('Brunel'))?.config(1, precision);
  const group = brunel?.groups[0];
  const projection = brunel?.projections[0];
  const background = brunel?.backgrounds[0];
  if (!brunel || !group || !projection || !background) throw new Error('there is no Brunel network');
  return {
    ...brunel,
    groups: [
      {
        ...group,
        size: neurons,
        states: group.states.map((state) => ({ ...state, initial: { kind: 'uniform', low: 0, high: 20, key: 1 } })),
      },
    ],
    projections: [
      {
        ...projection,
        rule: { kind: 'fixed-probability', probability: Math.min(1, outDegree / neurons), autapses: true },
        weight: { kind: 'constant', value: 1 / outDegree },
      },
    ],
    backgrounds: [{ ...background, rateKHz: 0.0092 }],
    recorders: brunel.recorders.slice(0, 1),
  };
}

/** The cost of events is what the network takes beyond the same neurons without synapses; the two take turns. */
async function measureSize(size: Size, config: EngineConfig, leastSeconds: number): Promise<GrowthPoint> {
  const setting = { precision: config.precision, threads: 1 };
  const unconnected = await createBenchEngine({ ...config, projections: [] }, setting, startThread);
  const started = performance.now();
  const engine = await createBenchEngine(config, setting, startThread);
  const buildSeconds = (performance.now() - started) / 1000;
  const piece = Math.round(PIECE_MS / config.dtMs);
  const { aloneMs, connectedMs, spikes } = timePieces(unconnected, engine, piece, leastSeconds);
  const { synapses, bytes } = engine;
  unconnected.dispose();
  engine.dispose();
  return {
    axis: size.axis,
    precision: config.precision,
    neurons: size.neurons,
    synapses,
    rateHz: (spikes / size.neurons / PIECE_MS) * 1000,
    nsPerNeuronStep: (aloneMs * 1e6) / (size.neurons * piece),
    nsPerEvent: ((connectedMs - aloneMs) * 1e6) / ((spikes * synapses) / size.neurons),
    buildSeconds,
    bytesPerSynapse: bytes / synapses,
  };
}

interface PieceCost {
  /** Medians, so that what else the machine does matters little. */
  readonly aloneMs: number;
  readonly connectedMs: number;
  /** Mean in a piece. */
  readonly spikes: number;
}

function timePieces(alone: Engine, connected: Engine, piece: number, leastSeconds: number): PieceCost {
  warmUp(alone, piece);
  const before = warmUp(connected, piece);
  const until = performance.now() + 2000 * leastSeconds;
  const aloneMs: number[] = [];
  const connectedMs: number[] = [];
  let after = before;
  do {
    const first = performance.now();
    alone.advance(piece);
    const second = performance.now();
    after = total(connected.advance(piece).spikeCounts);
    aloneMs.push(second - first);
    connectedMs.push(performance.now() - second);
  } while (performance.now() < until);
  return {
    aloneMs: median(aloneMs) ?? Number.NaN,
    connectedMs: median(connectedMs) ?? Number.NaN,
    spikes: (after - before) / connectedMs.length,
  };
}

/** Spikes until then. */
function warmUp(engine: Engine, piece: number): number {
  const until = performance.now() + 1000 * WARM_UP_SECONDS;
  let spikes = 0;
  for (let done = 0; done < WARM_UP_PIECES || performance.now() < until; done++)
    spikes = total(engine.advance(piece).spikeCounts);
  return spikes;
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const growthTable = (points: readonly GrowthPoint[]): Table => ({
  title: 'Growth: 100 synapses per neuron, then 10^4 neurons; 1 thread',
  head: [
    'precision',
    'neurons',
    'synapses',
    'rate, Hz',
    'ns per neuron and step',
    'ns per event',
    'build, s',
    'bytes per synapse',
  ],
  rows: points.map((point) => [
    point.precision,
    point.neurons.toExponential(0),
    point.synapses.toExponential(2),
    ...[point.rateHz, point.nsPerNeuronStep, point.nsPerEvent, point.buildSeconds, point.bytesPerSynapse].map(figure),
  ]),
});
