import { isiCvOf } from '../../src/analysis/measures/isi-cv.ts';
import { groupByNeuron, trainOf } from '../../src/analysis/trains.ts';
import { compile } from '../../src/compile/index.ts';
import type { EngineConfig, RecorderConfig, RecorderResult } from '../../src/contract/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { createEngine, type EngineOptions } from '../../src/engine/index.ts';
import { Recordings } from '../../src/session/recordings.ts';

/** Window of the references: 1 s after a transient of 200 ms. */
const FROM_MS = 200;
const TO_MS = 1200;
/** The membrane potential of all neurons is sampled every 0.5 ms for chi. */
const SAMPLE_MS = 0.5;

export interface Statistics {
  /** Mean rate of the excitatory neurons, Hz. */
  readonly rate_e: number;
  /** Mean over excitatory neurons with three spikes or more. */
  readonly cv_isi: number;
  /** Golomb-Rinzel over the neurons of both populations together. */
  readonly chi: number;
}

/** Runs a network of an excitatory (first) and an inhibitory population for 1.2 s. */
export async function simulate(document: NetworkDocument, options: EngineOptions): Promise<Statistics> {
  const { config: compiled, map, problems } = compile(document);
  if (compiled === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const excitatory = map.populations.find(({ kind }) => kind === 'population');
  if (excitatory === undefined) throw new Error('the network has no population');
  const spikeRecorder = compiled.recorders[excitatory.spikes];
  if (spikeRecorder === undefined) throw new Error('the spikes of the excitatory population are not recorded');
  const config: EngineConfig = { ...compiled, recorders: [spikeRecorder, ...potentials(compiled)] };
  const recordings = new Recordings({ ...config, recorders: [spikeRecorder] });
  const chi = new StreamingChi();
  const engine = await createEngine(config, options);
  const slice = Math.round(10 / config.dtMs);
  for (let step = 0; step < TO_MS / config.dtMs; step += slice) {
    const result = engine.advance(slice);
    recordings.append({ ...result, recorders: result.recorders.slice(0, 1) });
    chi.add(result.recorders.slice(1), Math.round(FROM_MS / config.dtMs));
  }
  engine.dispose();
  const trains = groupByNeuron(recordings.spikes(0), excitatory.size, config.dtMs);
  const from = Math.round(FROM_MS / config.dtMs);
  let spikes = 0;
  for (let i = 0; i < trains.size; i++) spikes += trainOf(trains, i).filter((step) => step >= from).length;
  const seconds = (TO_MS - FROM_MS) / 1000;
  const cv = isiCvOf(trains, FROM_MS, TO_MS).value ?? Number.NaN;
  return { rate_e: spikes / (trains.size * seconds), cv_isi: cv, chi: chi.value() };
}

/** Traces of v of every neuron. */
function potentials(config: EngineConfig): RecorderConfig[] {
  return config.groups.flatMap((group, index): RecorderConfig[] => {
    const v = group.states.findIndex(({ name }) => name === 'v');
    if (v < 0) return [];
    const elements = Int32Array.from({ length: group.size }, (_, i) => i);
    const everySteps = Math.round(SAMPLE_MS / config.dtMs);
    return [{ kind: 'trace', group: index, of: 'state', index: v, elements, everySteps }];
  });
}

/** Sums for chi over several groups together, from traces that arrive in slices. */
class StreamingChi {
  private readonly means: number[] = [];
  private sums = new Float64Array(0);
  private squareSums = new Float64Array(0);
  /** Taken from every value, against cancellation. */
  private reference: number | null = null;

  add(traces: readonly RecorderResult[], fromStep: number): void {
    const blocks = traces.flatMap((trace) => (trace.kind === 'trace' ? [trace.block] : []));
    const [first] = blocks;
    if (first === undefined || first.firstStep < fromStep) return;
    const rows = blocks.map(({ values, samples }) => values.length / Math.max(1, samples));
    const neurons = rows.reduce((sum, count) => sum + count, 0);
    if (this.sums.length === 0) {
      this.sums = new Float64Array(neurons);
      this.squareSums = new Float64Array(neurons);
    }
    this.reference ??= first.values[0] ?? 0;
    const reference = this.reference;
    const means = new Float64Array(first.samples);
    let neuron = 0;
    blocks.forEach(({ values, samples }, k) => {
      for (let row = 0; row < (rows[k] ?? 0); row++, neuron++) {
        for (let s = 0; s < samples; s++) {
          const value = (values[row * samples + s] ?? Number.NaN) - reference;
          means[s] = (means[s] ?? 0) + value / neurons;
          this.sums[neuron] = (this.sums[neuron] ?? 0) + value;
          this.squareSums[neuron] = (this.squareSums[neuron] ?? 0) + value * value;
        }
      }
    });
    this.means.push(...means);
  }

  value(): number {
    const samples = this.means.length;
    const mean = this.means.reduce((sum, m) => sum + m, 0) / samples;
    const ofMean = this.means.reduce((sum, m) => sum + (m - mean) ** 2, 0) / samples;
    const variances = this.sums.map((sum, i) => (this.squareSums[i] ?? 0) / samples - (sum / samples) ** 2);
    return Math.sqrt(ofMean / (variances.reduce((sum, variance) => sum + variance, 0) / variances.length));
  }
}
