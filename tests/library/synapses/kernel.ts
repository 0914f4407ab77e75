import { expect } from 'vitest';
import { compile } from '../../../src/compile/index.ts';
import type { EngineConfig } from '../../../src/contract/index.ts';
import { emptyNetwork, type NetworkDocument, type SynapseEdge, type Value } from '../../../src/document/schema.ts';
import { createEngine } from '../../../src/engine/index.ts';

const DT_MS = 0.1;
/** Of the one spike, through whatever path. */
const SPIKE_MS = 5;
const STEPS = 1200;
/** The potential stays away from the threshold. */
const NEVER = '1000 mV';

export interface Kernel {
  readonly model: string;
  readonly weight: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly sign: SynapseEdge['sign'];
}

type Path = 'spike' | 'background';

function network(kernel: Kernel, path: Path, targets: number, delay: Value): NetworkDocument {
  const base = { kind: 'stimulus' as const, id: 'S', name: 'S', position: { x: 0, y: 0 }, enabled: true };
  // Some ten spikes in one step.
  const once = { trains: '1', rate: '100 kHz', onset: `${SPIKE_MS} ms`, offset: `${SPIKE_MS + DT_MS} ms` };
  return {
    ...emptyNetwork(),
    run: { ...emptyNetwork().run, dt: `${DT_MS} ms` },
    nodes: [
      path === 'background'
        ? { ...base, model: 'background', parameters: once }
        : { ...base, model: 'given-spikes', parameters: {}, spikeTimes: [[`${SPIKE_MS} ms`]] },
      {
        ...{ kind: 'population', id: 'P', name: 'P', model: 'lif', size: targets, position: { x: 0, y: 0 } },
        ...{ parameters: { V_th: NEVER }, initial: {}, integrator: 'default' },
      },
    ],
    edges: [
      {
        ...{ kind: 'synapse', id: 'SP', source: 'S', target: 'P', model: kernel.model, sign: kernel.sign },
        ...{ rule: { type: 'all-to-all', autapses: false }, weight: kernel.weight, relativeStrength: 1, delay },
        parameters: { ...kernel.parameters },
      },
    ],
  };
}

export function compileKernel(kernel: Kernel, path: Path = 'spike', targets = 1, delay: Value = '0 ms'): EngineConfig {
  const { config, problems } = compile(network(kernel, path, targets, delay));
  expect(problems).toEqual([]);
  if (config === null) throw new Error('no configuration');
  return config;
}

/** The kernel state `s` of every target, sampled each step: `rows[target][step]`. */
async function simulate(config: EngineConfig): Promise<Float64Array[]> {
  const [group] = config.groups;
  if (group === undefined) throw new Error('no group');
  const index = group.states.findIndex(({ name }) => name === 's_1');
  const elements = Int32Array.from({ length: group.size }, (_, k) => k);
  const engine = await createEngine({
    ...config,
    recorders: [{ kind: 'trace', group: 0, of: 'state', index, elements, everySteps: 1 }],
  });
  const [result] = engine.advance(STEPS).recorders;
  engine.dispose();
  if (result?.kind !== 'trace') throw new Error('no trace');
  const { values, samples } = result.block;
  return Array.from(elements, (k) => values.slice(k * samples, (k + 1) * samples));
}

/** Samples of a closed form of the time (ms) since the spike took effect, which is at the end of its step. */
function samplesOf(closedForm: (t: number) => number, delaySteps: number): Float64Array {
  const effect = Math.round(SPIKE_MS / DT_MS) + delaySteps + 1;
  return Float64Array.from({ length: STEPS }, (_, k) => (k < effect ? 0 : closedForm((k - effect) * DT_MS)));
}

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] ?? Number.NaN))), 0);
}

/** A spike evokes the closed form: of a given spike with and without delay, of a background, through drawn delays. */
export async function expectKernel(kernel: Kernel, closedForm: (t: number) => number): Promise<void> {
  const most = Math.max(...samplesOf(closedForm, 0).map(Math.abs));
  const near = 1e-11 * most;
  for (const [path, delaySteps] of [
    ['spike', 0],
    ['spike', 15],
    ['background', 0],
  ] as const) {
    const [trace] = await simulate(compileKernel(kernel, path, 1, `${delaySteps * DT_MS} ms`));
    const found = trace ?? new Float64Array(0);
    // As many spikes as a background has in the step act together.
    const spikes = path === 'background' ? Math.round(Math.max(...found.map(Math.abs)) / most) : 1;
    expect(spikes).toBeGreaterThan(0);
    const expected = samplesOf(closedForm, delaySteps).map((value) => spikes * value);
    expect(distance(found, expected), `${path} ${delaySteps}`).toBeLessThan(spikes * near);
  }
  const traces = await simulate(compileKernel(kernel, 'spike', 150, { uniform: ['1 ms', '3 ms'] }));
  const delays = traces.map((trace) => {
    const found = Array.from({ length: 21 }, (_, k) => 10 + k).find(
      (delaySteps) => distance(trace, samplesOf(closedForm, delaySteps)) < near,
    );
    return found ?? Number.NaN;
  });
  expect(delays.every(Number.isFinite)).toBe(true);
  expect(new Set(delays).size).toBeGreaterThan(15);
}

/** Time and height of the highest sample after one spike without delay. */
export async function peakOf(kernel: Kernel): Promise<{ readonly timeMs: number; readonly height: number }> {
  const [trace = new Float64Array(0)] = await simulate(compileKernel(kernel));
  const height = Math.max(...trace);
  return { timeMs: (trace.indexOf(height) - Math.round(SPIKE_MS / DT_MS) - 1) * DT_MS, height };
}

/** Names of the propagators' slots: there where the system is integrated exactly, and jointly. */
export function slotsOf(config: EngineConfig): string[] {
  return (config.groups[0]?.parameters ?? []).map(({ name }) => name).filter((name) => /^P(hi)?_/.test(name));
}
