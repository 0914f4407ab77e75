import { groupByNeuron, trainOf } from '../../analysis/trains.ts';
import type { EngineConfig } from '../../contract/index.ts';
import type { Recordings } from '../../session/recordings.ts';
import type { OracleCase } from './case.ts';
import { factorOf } from './groups.ts';

/** Smallest differences that count, in the trace's unit. */
const ABSOLUTE_FLOOR = 1e-12;

interface Difference {
  readonly step: number;
  readonly message: string;
}

/** How far values may be apart, relative: Hodgkin-Huxley runs through many exponentials per step. */
function relativeTolerance(caseName: string): number {
  return caseName.startsWith('hh_') ? 1e-6 : 1e-9;
}

/**
 * Earliest difference between Brian2's results and the engine's, in words; null: none. Spikes to the step, traces within
 * the tolerance; of a fragile neuron only what comes before its step.
 */
export function firstDifference(oracle: OracleCase, config: EngineConfig, recordings: Recordings): string | null {
  const differences = [
    ...oracle.groups.map((group, index) => spikeDifference(oracle, group.name, config, recordings, index)),
    ...oracle.expected.traces.map((_, index) => traceDifference(oracle, index, config, recordings)),
  ].filter((difference) => difference !== null);
  return differences.sort((a, b) => a.step - b.step)[0]?.message ?? null;
}

function spikeDifference(
  oracle: OracleCase,
  group: string,
  config: EngineConfig,
  recordings: Recordings,
  index: number,
): Difference | null {
  const trains = groupByNeuron(recordings.spikes(index), config.groups[index]?.size ?? 0, config.dtMs);
  let first: Difference | null = null;
  (oracle.expected.spike_steps[group] ?? []).forEach((expected, neuron) => {
    const train = trainOf(trains, neuron);
    const step = firstUnequal(expected, train);
    if (step === null || step >= fragileStep(oracle, group, neuron) || (first !== null && step >= first.step)) return;
    const who = expected.includes(step)
      ? 'Brian2 spikes and the engine does not'
      : 'the engine spikes and Brian2 does not';
    first = { step, message: `${group} neuron ${neuron}, step ${step}: ${who}` };
  });
  return first;
}

/** The earliest entry that only one of two ascending lists has. */
function firstUnequal(expected: readonly number[], found: Int32Array): number | null {
  for (let k = 0; k < Math.max(expected.length, found.length); k++) {
    const [a, b] = [expected[k] ?? Number.POSITIVE_INFINITY, found[k] ?? Number.POSITIVE_INFINITY];
    if (a !== b) return Math.min(a, b);
  }
  return null;
}

function traceDifference(
  oracle: OracleCase,
  index: number,
  config: EngineConfig,
  recordings: Recordings,
): Difference | null {
  const expected = oracle.expected.traces[index];
  if (expected === undefined) return null;
  const trace = config.groups.length + index;
  const sample = sampler(trace, expected.every_steps, recordings, config);
  const factor = factorOf(expected.unit);
  const tolerance = relativeTolerance(oracle.case);
  let first: Difference | null = null;
  expected.values.forEach((row, k) => {
    const neuron = expected.index[k] ?? 0;
    const until = Math.min(fragileStep(oracle, expected.of, neuron), first?.step ?? Number.POSITIVE_INFINITY);
    for (let s = 0; s < row.length; s++) {
      const step = s * expected.every_steps;
      if (step >= until) return;
      const [wanted, got] = [row[s] ?? Number.NaN, sample(k, s) / factor];
      if (isClose(wanted, got, tolerance)) continue;
      const what = `${expected.variable} is ${got} ${expected.unit} and Brian2's is ${wanted} ${expected.unit}`;
      first = { step, message: `${expected.of} neuron ${neuron}, step ${step}: ${what}` };
      return;
    }
  });
  return first;
}

/**
 * Reads sample s of row k as Brian2 takes it. It samples before it sums the inputs of a step, so that its sample of an
 * input is that of the step before (at first 0).
 */
function sampler(
  index: number,
  everySteps: number,
  recordings: Recordings,
  config: EngineConfig,
): (k: number, s: number) => number {
  const trace = recordings.trace(index);
  const recorder = config.recorders[index];
  if (recorder?.kind !== 'trace' || recorder.of !== 'input') return (k, s) => trace.row(k)[s] ?? Number.NaN;
  return (k, s) => (s === 0 ? 0 : (trace.row(k)[s * everySteps - 1] ?? Number.NaN));
}

/** Reads a state after the last step, internal units; null: there is none of this name. */
export type ReadState = (group: string, variable: string) => Float64Array | null;

/** A difference among the values after the last step, in words; null: none. */
export function finalDifference(oracle: OracleCase, readState: ReadState): string | null {
  const tolerance = relativeTolerance(oracle.case);
  for (const { of, variable, unit } of oracle.final) {
    const state = readState(of, variable);
    const expected = oracle.expected.final[`${of}.${variable}`]?.value ?? [];
    const factor = factorOf(unit);
    const neuron = expected.findIndex(
      (wanted, i) =>
        fragileStep(oracle, of, i) === Number.POSITIVE_INFINITY &&
        !isClose(wanted, (state?.[i] ?? Number.NaN) / factor, tolerance),
    );
    if (neuron < 0) continue;
    const got = (state?.[neuron] ?? Number.NaN) / factor;
    const what = `${variable} ends at ${got} ${unit} and Brian2's at ${expected[neuron]} ${unit}`;
    return `${of} neuron ${neuron}, step ${oracle.steps}: ${what}`;
  }
  return null;
}

function isClose(wanted: number, got: number, relative: number): boolean {
  return Math.abs(wanted - got) <= Math.max(relative * Math.abs(wanted), ABSOLUTE_FLOOR);
}

function fragileStep(oracle: OracleCase, group: string, neuron: number): number {
  return oracle.fragile_neurons[group]?.[String(neuron)] ?? Number.POSITIVE_INFINITY;
}
