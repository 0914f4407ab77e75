import type { Measured, Trains } from '../trains.ts';
import { trainOf, undefinedMeasure } from '../trains.ts';
import type { Measure } from './measure.ts';

export const kuramoto: Measure = {
  id: 'R',
  name: 'Kuramoto order parameter of spike phases',
  symbol: 'R',
  formula:
    'R = \\left\\langle \\left| \\frac{1}{N}\\sum_j e^{i\\varphi_j(t)} \\right| \\right\\rangle_t,\\quad \\varphi_j = 2\\pi\\,\\frac{t - t_k}{t_{k+1} - t_k}',
  unit: '1',
  range: '0 to 1; asynchronous about 1/√N, one neuron alone 1',
  undefinedWhen: 'at no time has a neuron a phase (it needs a spike before and a spike after)',
  source: 'Kuramoto (1984); phases from spikes: Pikovsky, Rosenblum & Kurths, Synchronization (2001)',
};

/** R at the times `fromMs + k * strideMs`, with the number of neurons that have a phase there; NaN where none has. */
export interface OrderParameterSeries {
  readonly fromMs: number;
  readonly strideMs: number;
  readonly values: Float64Array;
  readonly neurons: Int32Array;
}

/**
 * R(t) on a grid over [fromMs, toMs); of higher order m, it counts m clusters as one (Daido 1992). A neuron counts between its first and its last spike of the whole run. Its phasor is
 * turned from grid point to grid point by a constant rotation within an interval: two sines per spike, none per sample.
 */
export function orderParameter(
  trains: Trains,
  fromMs: number,
  toMs: number,
  strideMs = 1,
  m = 1,
): OrderParameterSeries {
  const points = Math.max(0, Math.ceil((toMs - fromMs) / strideMs - 1e-9));
  const real = new Float64Array(points);
  const imaginary = new Float64Array(points);
  const neurons = new Int32Array(points);
  for (let i = 0; i < trains.size; i++) {
    const train = trainOf(trains, i);
    for (let k = 0; k + 1 < train.length; k++) {
      const start = (train[k] ?? 0) * trains.dtMs;
      const end = (train[k + 1] ?? 0) * trains.dtMs;
      if (end > start) addPhasors(real, imaginary, neurons, start, end, fromMs, strideMs, m);
    }
  }
  const values = real.map((x, p) =>
    neurons[p] ? Math.min(1, Math.hypot(x, imaginary[p] ?? 0) / (neurons[p] ?? 1)) : Number.NaN,
  );
  return { fromMs, strideMs, values, neurons };
}

/** Adds exp(i m phase) of the interval [start, end) at the grid points inside it. */
export function addPhasors(
  real: Float64Array,
  imaginary: Float64Array,
  neurons: Int32Array,
  start: number,
  end: number,
  fromMs: number,
  strideMs: number,
  m: number,
): void {
  const first = Math.max(0, Math.ceil((start - fromMs) / strideMs - 1e-9));
  const last = Math.min(real.length, Math.ceil((end - fromMs) / strideMs - 1e-9));
  if (first >= last) return;
  const turn = (2 * Math.PI * m) / (end - start);
  const phase = turn * (fromMs + first * strideMs - start);
  const stepReal = Math.cos(turn * strideMs);
  const stepImaginary = Math.sin(turn * strideMs);
  let x = Math.cos(phase);
  let y = Math.sin(phase);
  for (let p = first; p < last; p++) {
    real[p] = (real[p] ?? 0) + x;
    imaginary[p] = (imaginary[p] ?? 0) + y;
    neurons[p] = (neurons[p] ?? 0) + 1;
    const turned = x * stepReal - y * stepImaginary;
    y = x * stepImaginary + y * stepReal;
    x = turned;
  }
}

/** Mean of R(t) over the grid points of [fromMs, toMs) within the series at which a neuron has a phase. */
export function meanOrderParameter(series: OrderParameterSeries, fromMs: number, toMs: number): Measured {
  const first = Math.max(0, Math.ceil((fromMs - series.fromMs) / series.strideMs - 1e-9));
  const end = Math.min(series.values.length, Math.ceil((toMs - series.fromMs) / series.strideMs - 1e-9));
  let sum = 0;
  let points = 0;
  for (let p = first; p < end; p++) {
    if ((series.neurons[p] ?? 0) === 0) continue;
    sum += series.values[p] ?? 0;
    points += 1;
  }
  return points > 0
    ? { value: sum / points }
    : undefinedMeasure('no neuron has two spikes around any time of the window');
}
