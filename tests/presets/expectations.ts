import { readdirSync, readFileSync } from 'node:fs';
import { findPopulationMeasure } from '../../src/analysis/measures/index.ts';
import { populationSpikes, recordOf } from '../../src/analysis/record.ts';
import { type SpikeSpectrum, spikeSpectrumOf } from '../../src/analysis/spike-spectrum.ts';
import { entriesWithin, firstStepFrom } from '../../src/analysis/trains.ts';
import { compile } from '../../src/compile/index.ts';
import type { NetworkMap } from '../../src/compile/types.ts';
import { originOf } from '../../src/document/repeats.ts';
import type { Expectation, NetworkDocument } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { budgetBytes } from '../../src/experiments/budget.ts';
import { runToEnd, stepsOf } from '../../src/experiments/run.ts';
import { createSession } from '../../src/session/host.ts';
import type { Recordings } from '../../src/session/recordings.ts';
import { parseQuantity } from '../../src/units/index.ts';
import { applyVariant } from '../fields.ts';
import { pearson, traceCorrelation, traceDifference } from './trace-measures.ts';

export const presetIds: readonly string[] = readdirSync('presets')
  .filter((file) => file.endsWith('.json') && file !== 'network.schema.json')
  .map((file) => file.replace('.json', ''));

/** Neurons from which a preset's expectations are verified by `npm run verify` only. */
const LARGE = 7500;

export function isLarge(document: NetworkDocument): boolean {
  const neurons = document.nodes.reduce((sum, node) => sum + (node.kind === 'population' ? node.size : 0), 0);
  return neurons >= LARGE;
}

export function readPreset(id: string): NetworkDocument {
  const { document, problems } = validateDocument(JSON.parse(readFileSync(`presets/${id}.json`, 'utf8')));
  if (document === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return document;
}

export interface PresetRun {
  readonly map: NetworkMap;
  readonly recordings: Recordings;
}

/** Runs a preset, or one of its variants, to the end of its duration. */
export async function runPreset(document: NetworkDocument, variant: string | undefined): Promise<PresetRun> {
  const chosen = variant === undefined ? document : applyVariant(document, variant);
  const { config, map, problems } = compile(chosen);
  if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const session = createSession();
  const request = { steps: stepsOf(map), budgetBytes: budgetBytes('process'), threads: { exactly: 1 } };
  const { recordings } = await runToEnd(session, config, request);
  await session.dispose();
  return { map, recordings };
}

function milliseconds(quantity: string | number | undefined, otherwise: number): number {
  if (quantity === undefined) return otherwise;
  const parsed = parseQuantity(quantity);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.value;
}

/** The measured value; for `spikeTimesMs` the times of neuron 0. */
export function measured(expectation: Expectation, { map, recordings }: PresetRun): number | readonly number[] | null {
  const population = map.populations.find(({ id }) => id === expectation.population);
  if (population === undefined) throw new Error(`There is no population ${expectation.population}.`);
  if (expectation.measure === 'weightsAtBounds') return weightsAtBounds(expectation.population, { map, recordings });
  const { steps, elements } = recordings.spikes(population.spikes);
  if (expectation.measure === 'copiesCorrelation') return copiesCorrelation(expectation, { map, recordings });
  if (expectation.measure === 'spikeTimesMs') {
    return [...steps].filter((_, k) => elements[k] === 0).map((step) => step * map.dtMs);
  }
  // Mean time of the first spikes of all neurons.
  if (expectation.measure === 'firstVolleyMs') {
    const first = new Map<number, number>();
    steps.forEach((step, k) => {
      const element = elements[k] ?? 0;
      if (!first.has(element)) first.set(element, step * map.dtMs);
    });
    return [...first.values()].reduce((sum, time) => sum + time, 0) / first.size;
  }
  const window = {
    fromMs: milliseconds(expectation.from, map.fromMs),
    toMs: milliseconds(expectation.to, map.durationMs),
  };
  if (expectation.measure === 'spikes' || expectation.measure === 'spikeSpreadMs') {
    const [first, end] = entriesWithin(
      steps,
      firstStepFrom(window.fromMs, map.dtMs),
      firstStepFrom(window.toMs, map.dtMs),
    );
    const [low, high] = expectation.neurons ?? [0, population.size];
    const times = [...steps.subarray(first, end)]
      .filter((_, k) => (elements[first + k] ?? 0) >= low && (elements[first + k] ?? 0) < high)
      .map((step) => step * map.dtMs);
    return expectation.measure === 'spikes' ? times.length : standardDeviation(times);
  }
  if (expectation.measure === 'ringCentreDeg' || expectation.measure === 'ringConcentration') {
    const [first, end] = entriesWithin(
      steps,
      firstStepFrom(window.fromMs, map.dtMs),
      firstStepFrom(window.toMs, map.dtMs),
    );
    const { centreDeg, concentration } = ringMeanOf(elements.subarray(first, end), population.size);
    return expectation.measure === 'ringCentreDeg' ? centreDeg : concentration;
  }
  const { measure: id, variable = 'v', population: of } = expectation;
  if (id === 'traceDifference') return traceDifference({ population: of, variable, ...window }, { map, recordings });
  if (id === 'traceCorrelation') return traceCorrelation({ population: of, variable, ...window }, { map, recordings });
  const moments = population.moments === null ? null : recordings.moments(population.moments);
  const record = recordOf({ steps, elements }, population.size, map.dtMs, window, moments);
  if (id === 'slowPeakHz') return slowPeakOf(spikeSpectrumOf(populationSpikes(record), window, 500));
  const measure = findPopulationMeasure(expectation.measure);
  if (measure === undefined) throw new Error(`There is no measure ${expectation.measure}.`);
  return measure.of(record).value;
}

const [SLOWEST_HZ, FASTEST_HZ] = [4, 20];

/** Of the rhythms of 4 to 20 Hz, the strongest: a network may have a faster one beside it, and now this, now that one leads. */
function slowPeakOf(spectrum: SpikeSpectrum | null): number | null {
  if (spectrum === null) return null;
  const { frequenciesHz, relative } = spectrum;
  const slow = [...frequenciesHz.keys()].filter(
    (k) => (frequenciesHz[k] ?? 0) >= SLOWEST_HZ && (frequenciesHz[k] ?? 0) <= FASTEST_HZ,
  );
  const best = slow.reduce((most, k) => ((relative[k] ?? 0) > (relative[most] ?? 0) ? k : most), slow[0] ?? 0);
  return frequenciesHz[best] ?? null;
}

const RATE_BIN_MS = 4;

/** Mean over the pairs of a population's copies of the correlation of their rates at no lag. */
function copiesCorrelation({ population: origin, from, to }: Expectation, { map, recordings }: PresetRun): number {
  const [fromMs, toMs] = [milliseconds(from, map.fromMs), milliseconds(to, map.durationMs)];
  const rates = map.populations
    .filter(({ id }) => originOf(id) === origin)
    .map(({ spikes }) => {
      const counts = new Float64Array(Math.floor((toMs - fromMs) / RATE_BIN_MS));
      for (const step of recordings.spikes(spikes).steps) {
        const bin = Math.floor((step * map.dtMs - fromMs) / RATE_BIN_MS);
        if (bin >= 0 && bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return counts;
    });
  const pairs = rates.flatMap((a, i) => rates.slice(0, i).map((b) => pearson(a, b)));
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
}

/** Whether a measured value is the expected one. */
export function holds(expectation: Expectation, value: number | readonly number[] | null): boolean {
  const { values, tolerance = 0, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = expectation;
  if (value === null) return false;
  if (typeof value === 'number') return value >= min && value <= max && (min > -Infinity || max < Infinity);
  return (
    value.length === values?.length && value.every((time, k) => Math.abs(time - (values[k] ?? Number.NaN)) <= tolerance)
  );
}

/** Of the distribution that a probe of the preset has recorded last. */
function weightsAtBounds(population: string, { map, recordings }: PresetRun): number | null {
  const observed = Object.values(map.probes)
    .flatMap(({ weights }) => weights)
    .find(({ target }) => target === population);
  if (observed === undefined) throw new Error(`No probe observes weights onto ${population}.`);
  const view = recordings.weights(observed.distribution);
  const latest = [...view.counts(view.samples - 1)];
  const { bins } = view;
  const near = latest.filter((_, bin) => bin < bins / 10 || bin >= bins - bins / 10);
  const sum = (list: readonly number[]): number => list.reduce((total, count) => total + count, 0);
  return sum(latest) > 0 ? sum(near) / sum(latest) : null;
}

function standardDeviation(values: readonly number[]): number | null {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.length > 1 ? Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) : null;
}

/** Where the spikes of a ring of neurons are, and from 0 (all round) to 1 (at one place) how near to each other. */
function ringMeanOf(elements: Int32Array, size: number): { centreDeg: number; concentration: number } {
  const mean = (part: (angle: number) => number) =>
    elements.reduce((sum, element) => sum + part((2 * Math.PI * element) / size), 0) / elements.length;
  const [x, y] = [mean(Math.cos), mean(Math.sin)];
  return { centreDeg: ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360, concentration: Math.hypot(x, y) };
}
