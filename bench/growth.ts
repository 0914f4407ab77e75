import { startThread } from '../src/cli/threads.ts';
import type { EngineConfig } from '../src/contract/index.ts';
import { type Engine, estimate } from '../src/engine/index.ts';
import { growthPlot } from './growth-plot.ts';
import { createBenchEngine } from './measure.ts';
import { networks } from './networks.ts';
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
const WARM_UP_MS = 60;

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

/** Neurons of the Brunel network, excitatory, at some 5 Hz; all together send each the same input whatever their number. */
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
        weight: { kind: 'constant', value: 10 / outDegree },
      },
    ],
    backgrounds: [{ ...background, rateKHz: 0.0088 }],
    recorders: brunel.recorders.slice(0, 1),
  };
}

/** The cost of events is what the network takes beyond the same neurons without synapses. */
async function measureSize(size: Size, config: EngineConfig, leastSeconds: number): Promise<GrowthPoint> {
  const setting = { precision: config.precision, threads: 1 };
  const unconnected = await createBenchEngine({ ...config, projections: [] }, setting, startThread);
  const alone = timePerStep(unconnected, config.dtMs, leastSeconds);
  unconnected.dispose();
  const started = performance.now();
  const engine = await createBenchEngine(config, setting, startThread);
  const buildSeconds = (performance.now() - started) / 1000;
  const connected = timePerStep(engine, config.dtMs, leastSeconds);
  const { synapses, bytes } = engine;
  engine.dispose();
  const eventsPerStep = (connected.spikesPerStep * synapses) / size.neurons;
  return {
    axis: size.axis,
    precision: config.precision,
    neurons: size.neurons,
    synapses,
    rateHz: (connected.spikesPerStep / size.neurons / config.dtMs) * 1000,
    nsPerNeuronStep: alone.ns / size.neurons,
    nsPerEvent: (connected.ns - alone.ns) / eventsPerStep,
    buildSeconds,
    bytesPerSynapse: bytes / synapses,
  };
}

function timePerStep(engine: Engine, dtMs: number, leastSeconds: number): { ns: number; spikesPerStep: number } {
  const piece = Math.round(10 / dtMs);
  let before = 0;
  const warmedUp = performance.now() + 200;
  while (engine.step * dtMs < WARM_UP_MS || performance.now() < warmedUp)
    before = total(engine.advance(piece).spikeCounts);
  const first = engine.step;
  const from = performance.now();
  let after = before;
  while (performance.now() - from < leastSeconds * 1000) after = total(engine.advance(piece).spikeCounts);
  const steps = engine.step - first;
  return { ns: ((performance.now() - from) * 1e6) / steps, spikesPerStep: (after - before) / steps };
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
