import type { RecorderConfig } from '../../contract/index.ts';
import { type ProjectionMemory, synapsesOf } from '../connectivity/index.ts';
import { item } from '../memory/item.ts';
import type { Views } from '../memory/views.ts';
import { forEachSynapse } from '../plasticity/write.ts';
import { type Collector, nextMultiple } from './collector.ts';
import type { RecordedNetwork } from './network.ts';

type Recorder<K> = Extract<RecorderConfig, { readonly kind: K }>;

/** Reads weights, or states of the neurons at the ends, between two steps, since such samples are rare in time. */
export function plasticCollector(
  recorder: Recorder<'synapses'> | Recorder<'weights'>,
  network: RecordedNetwork,
  views: Views,
): Collector {
  const plastic = item(network.plasticity, recorder.projection);
  if (plastic === null) throw new RangeError('a recorder of weights is of a projection whose weights do not change');
  const { precision } = plastic;
  const memory = item(network.projections, recorder.projection);
  const weights = (): Float64Array | Float32Array =>
    views.numbers(precision, plastic.weights, synapsesOf(views, memory));
  if (recorder.kind === 'weights') return distributions(recorder, weights, cellsOf(recorder, views, memory));
  if (recorder.of === 'weight') return samplesOf(recorder, weights);
  const end = plastic[recorder.of];
  return samplesOf(recorder, () => views.numbers(precision, item(end.states, recorder.index), end.size));
}

/** Takes a sample before each step that is a multiple of `everySteps`. */
function sampler<S>(everySteps: number, take: () => S): { sample: (step: number) => void; taken: () => S[] } {
  let samples: S[] = [];
  return {
    sample: (step) => {
      if (step % everySteps === 0) samples.push(take());
    },
    taken: () => {
      const taken = samples;
      samples = [];
      return taken;
    },
  };
}

const betweenSamples = (everySteps: number): Pick<Collector, 'roomUntil' | 'stopAt' | 'collect'> => ({
  roomUntil: () => Number.POSITIVE_INFINITY,
  stopAt: (step) => nextMultiple(step + 1, everySteps),
  collect: () => undefined,
});

function samplesOf({ elements, everySteps }: Recorder<'synapses'>, read: () => Float64Array | Float32Array): Collector {
  const { sample, taken } = sampler(everySteps, () => {
    const values = read();
    return Float64Array.from(elements, (element) => values[element] ?? Number.NaN);
  });
  return {
    ...betweenSamples(everySteps),
    sample,
    take: (firstStep) => {
      const rows = taken();
      const samples = rows.length;
      const values = new Float64Array(elements.length * samples);
      rows.forEach((row, s) => {
        for (let k = 0; k < row.length; k++) values[k * samples + s] = row[k] ?? 0;
      });
      return { kind: 'trace', block: { firstStep: nextMultiple(firstStep, everySteps), everySteps, samples, values } };
    },
  };
}

/** The cell of the matrix of weights in which each synapse lies. */
function cellsOf({ rows, columns }: Recorder<'weights'>, views: Views, memory: ProjectionMemory): Uint32Array {
  const { sources, targets } = memory.request.ends;
  const cells = new Uint32Array(synapsesOf(views, memory));
  forEachSynapse(views, memory, (source, target, position) => {
    cells[position] = Math.floor((source * rows) / sources) * columns + Math.floor((target * columns) / targets);
  });
  return cells;
}

function meansByCell(values: Float64Array | Float32Array, cells: Uint32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  const synapses = new Uint32Array(count);
  for (let k = 0; k < cells.length; k++) {
    const cell = cells[k] ?? 0;
    sums[cell] = (sums[cell] ?? 0) + (values[k] ?? 0);
    synapses[cell] = (synapses[cell] ?? 0) + 1;
  }
  // A cell without synapses has no mean: 0/0 is NaN.
  return sums.map((sum, cell) => sum / (synapses[cell] ?? 0));
}

function distributions(
  { bins, most, rows: matrixRows, columns, everySteps }: Recorder<'weights'>,
  read: () => Float64Array | Float32Array,
  cells: Uint32Array,
): Collector {
  let matrix: Float64Array = new Float64Array(0);
  const { sample, taken } = sampler(everySteps, () => {
    const values = read();
    const counts = new Uint32Array(bins);
    const scale = bins / most;
    let sum = 0;
    for (let k = 0; k < values.length; k++) {
      const weight = values[k] ?? 0;
      sum += weight;
      const bin = Math.max(0, Math.min(bins - 1, Math.floor(weight * scale)));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    matrix = meansByCell(values, cells, matrixRows * columns);
    return { counts, mean: values.length > 0 ? sum / values.length : Number.NaN };
  });
  return {
    ...betweenSamples(everySteps),
    sample,
    take: (firstStep) => {
      const rows = taken();
      const counts = new Uint32Array(bins * rows.length);
      rows.forEach((row, s) => {
        counts.set(row.counts, s * bins);
      });
      const means = Float64Array.from(rows, ({ mean }) => mean);
      const latest = matrix;
      matrix = new Float64Array(0);
      return {
        kind: 'weights',
        block: {
          firstStep: nextMultiple(firstStep, everySteps),
          everySteps,
          samples: rows.length,
          counts,
          means,
          matrix: latest,
        },
      };
    },
  };
}
