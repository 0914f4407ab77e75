import { orderOfPhases } from '../phase-order.ts';
import { allTimes, type PopulationRecord } from '../record.ts';
import { segmentMsOf } from '../spike-spectrum.ts';
import type { SpikeTimes } from '../spike-times.ts';
import type { Measured } from '../trains.ts';
import { undefinedMeasure } from '../trains.ts';
import type { PopulationMeasure } from './measure.ts';
import { peakIn } from './peak-frequency.ts';

export const vectorStrength: PopulationMeasure = {
  id: 'vectorStrength',
  name: 'Vector strength at the rhythm of the population',
  label: 'vector strength',
  symbol: '\\mathrm{VS}',
  hint: 'at the peak frequency',
  unit: '1',
  digits: 2,
  bounds: [0, 1],
  range:
    '0 to 1; 1 where all spikes of a neuron have the same phase of the period T; n spikes without relation to it give about √(π/4n)',
  formula:
    '\\mathrm{VS} = \\left\\langle \\left| \\frac{1}{n_i}\\sum_{k=1}^{n_i} e^{2\\pi i\\,t_k/T} \\right| \\right\\rangle_i,\\quad \\tfrac{1}{T}: \\text{peak frequency}',
  undefinedWhen: 'the population has no rhythm, or no neuron fired twice in the window',
  source: 'Goldberg & Brown, J. Neurophysiol. 32:613 (1969)',
  scope: 'within',
  needs: 'trains',
  of: (record) => strengthAt(record, peakIn(record)),
  baseline: { by: 'surrogates', of: (surrogate, data) => strengthAt(surrogate, peakIn(data)) },
  history: { leastWindowMs: 250, wholeRange: true },
};

/** Phases advance by no more than this between two frequencies that are tried, turns over the window. */
const TURNS = 1 / 8;

/**
 * Mean over the neurons of the vector strength at a peak of a population's spectrum, Hz. The spectrum tells that to
 * one over its segments, but over the whole window spikes keep step with a frequency only that is right to a part of one over
 * the window: of those within the spectrum's resolution the one is taken at which the neurons keep most to a phase, each to
 * its own (the largest sum of their periodograms).
 */
function strengthAt(record: PopulationRecord, peak: Measured): Measured {
  if (peak.value === null) return peak;
  const trains = allTimes(record).filter(({ length }) => length > 1);
  if (trains.length === 0) return undefinedMeasure('no neuron fired twice in the window');
  const { fromMs, toMs } = record.window;
  const hz = keptFrequency(trains, peak.value, 1000 / segmentMsOf(record.window), (1000 * TURNS) / (toMs - fromMs));
  let [sum, chance] = [0, 0];
  for (const times of trains) {
    sum += vectorStrengthOf(times, 1000 / hz).value ?? 0;
    chance += Math.sqrt(Math.PI / (4 * times.length));
  }
  return {
    value: sum / trains.length,
    support: { neurons: trains.length, of: record.trains.size, chance: chance / trains.length },
    note: `at ${Number(hz.toPrecision(4))} Hz`,
  };
}

/** The frequency within `reachHz` of another, in steps of `stepHz`, at which the sum of the trains' periodograms is largest. */
function keptFrequency(trains: readonly SpikeTimes[], hz: number, reachHz: number, stepHz: number): number {
  const side = Math.floor(reachHz / stepHz);
  const power = new Float64Array(2 * side + 1);
  const [real, imaginary] = [new Float64Array(power.length), new Float64Array(power.length)];
  for (const times of trains) {
    real.fill(0);
    imaginary.fill(0);
    for (const time of times) {
      // From frequency to frequency the phasor of a spike turns by the same angle.
      const [start, turn] = [(2 * Math.PI * (hz - side * stepHz) * time) / 1000, (2 * Math.PI * stepHz * time) / 1000];
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      let [x, y] = [Math.cos(start), Math.sin(start)];
      for (let k = 0; k < power.length; k++) {
        real[k] = (real[k] ?? 0) + x;
        imaginary[k] = (imaginary[k] ?? 0) + y;
        const next = x * cos - y * sin;
        y = x * sin + y * cos;
        x = next;
      }
    }
    for (let k = 0; k < power.length; k++) power[k] = (power[k] ?? 0) + (real[k] ?? 0) ** 2 + (imaginary[k] ?? 0) ** 2;
  }
  let best = side;
  power.forEach((value, k) => {
    if (value > (power[best] ?? 0)) best = k;
  });
  return hz + (best - side) * stepHz;
}

/** How well spikes keep to one phase of a period (ms). */
export function vectorStrengthOf(times: SpikeTimes, periodMs: number): Measured {
  if (!(periodMs > 0)) return undefinedMeasure('the period is not longer than 0 ms');
  if (times.length < 2) return undefinedMeasure('there are fewer than two spikes in the window');
  return orderOfPhases(times.map((time) => (2 * Math.PI * time) / periodMs));
}
