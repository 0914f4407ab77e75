import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { EngineConfig, RecorderConfig } from '../../src/contract/index.ts';
import {
  emptyNetwork,
  type NetworkDocument,
  type OwnModel,
  type PopulationNode,
  type StimulusNode,
  type SynapseEdge,
} from '../../src/document/schema.ts';
import { createEngine, liveChanges } from '../../src/engine/index.ts';
import { drawElements } from '../../src/engine/random/values.ts';
import { evaluateProgram } from '../../src/equations/interpret.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { copyOf } from '../document/models.ts';

const PLACE = { x: 0, y: 0 };

interface Wish {
  readonly model: string;
  readonly parameters: StimulusNode['parameters'];
  readonly drawn?: 'each' | 'once';
  readonly neuron?: Partial<PopulationNode>;
  readonly own?: OwnModel;
  readonly dtMs?: number;
  readonly scale?: number;
}

/** A stimulus into a population of LIF neurons without refractoriness, or of what is asked for. */
function networkOf({ model, parameters, drawn, neuron = {}, own, dtMs = 0.1, scale = 1 }: Wish): NetworkDocument {
  return {
    ...emptyNetwork(),
    run: { duration: '500 ms', dt: `${dtMs} ms`, seed: 5, from: '0 ms' },
    ...(own === undefined ? {} : { models: { own } }),
    nodes: [
      {
        ...{ kind: 'population', id: 'P', name: 'P', position: PLACE, model: 'lif', size: 1 },
        ...{ parameters: { t_ref: '0 ms' }, initial: {}, integrator: 'default' },
        ...neuron,
      },
      {
        ...{ kind: 'stimulus', id: 'S', name: 'S', position: PLACE, model, parameters, enabled: true },
        ...(drawn === undefined ? {} : { drawn }),
      },
    ],
    edges: [{ id: 'E', kind: 'injection', source: 'S', target: 'P', scale }],
  };
}

function compiled(document: NetworkDocument): EngineConfig {
  const { config, problems } = compile(document);
  if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return config;
}

/** Every step's sample of a state or output of all neurons of group 0, one row each. */
async function traced(
  config: EngineConfig,
  of: 'state' | 'output',
  name: string,
  steps: number,
): Promise<Float64Array[]> {
  const [group] = config.groups;
  if (group === undefined) throw new Error('no group');
  const index = group[of === 'state' ? 'states' : 'outputs'].findIndex((one) => one.name === name);
  const elements = Int32Array.from({ length: group.size }, (_, k) => k);
  const recorder: RecorderConfig = { kind: 'trace', group: 0, of, index, elements, everySteps: 1 };
  const only = { ...config, recorders: [recorder] };
  const recordings = new Recordings(only);
  const engine = await createEngine(only);
  recordings.append(engine.advance(steps));
  engine.dispose();
  return Array.from(elements, (row) => recordings.trace(0).row(row).slice());
}

/** What stimuli inject into the first neuron in each step, by the interpreter. */
function injected(config: EngineConfig, steps: number): Float64Array {
  const [group] = config.groups;
  const program = group?.outputs.find(({ name }) => name === 'I_injected')?.program;
  if (group === undefined || program === undefined) throw new Error('nothing is injected');
  const parameters = group.parameters.map(({ values }) => drawElements(values, 1, config.seed)[0] ?? 0);
  const others = { states: [], inputs: [], normals: [], notRefractory: true };
  return Float64Array.from({ length: steps }, (_, step) => {
    return evaluateProgram(program, { ...others, parameters, time: step * config.dtMs })[0] ?? 0;
  });
}

/** Spike times of each neuron of the first group, steps. */
async function spikesOf(config: EngineConfig, steps: number, group = 0): Promise<number[][]> {
  const only = { ...config, recorders: [{ kind: 'spikes', of: { of: 'group', index: group } } as const] };
  const recordings = new Recordings(only);
  const engine = await createEngine(only);
  recordings.append(engine.advance(steps));
  engine.dispose();
  const trains: number[][] = Array.from({ length: config.groups[group]?.size ?? 0 }, () => []);
  const { steps: at, elements } = recordings.spikes(0);
  at.forEach((step, k) => {
    trains[elements[k] ?? 0]?.push(step);
  });
  return trains;
}

/** Numbers in [0, 1), the same each time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

describe('the charge of a current', () => {
  it('is its height times its time, whatever the step and the window', () => {
    const random = sequence(7);
    for (let k = 0; k < 300; k++) {
      const dtMs = 0.01 + 0.5 * random();
      const onset = 10 * random();
      const length = k % 4 === 0 ? dtMs * random() : 8 * random();
      const parameters = { amplitude: '1 nA', onset: `${onset} ms`, offset: `${onset + length} ms` };
      const config = compiled(networkOf({ model: 'step', parameters, dtMs }));
      const current = injected(config, Math.ceil(20 / dtMs));
      expect(sum(current) * dtMs).toBeCloseTo(1000 * length, 6);
    }
  });

  it('of a step from 5.05 to 10.05 ms is that of 5 ms', async () => {
    const parameters = { amplitude: '1 nA', onset: '5.05 ms', offset: '10.05 ms' };
    const [current = new Float64Array()] = await traced(
      compiled(networkOf({ model: 'step', parameters })),
      'output',
      'I_injected',
      200,
    );
    expect(sum(current) * 0.1).toBeCloseTo(5000, 9);
    expect(
      [current[49], current[50], current[51], current[100], current[101]].map((pA) => Number(pA?.toFixed(6))),
    ).toEqual([0, 500, 1000, 500, 0]);
  });

  it('is all or nothing in each step where the edges are on the grid', async () => {
    for (const dtMs of [0.05, 0.1, 0.3, 0.025]) {
      const [from, to] = [Math.round(9 / dtMs), Math.round(30 / dtMs)];
      const parameters = { amplitude: '1 nA', onset: '9 ms', offset: '30 ms' };
      const config = compiled(networkOf({ model: 'step', parameters, dtMs }));
      const [current = new Float64Array()] = await traced(config, 'output', 'I_injected', Math.round(60 / dtMs));
      expect(Array.from(current)).toEqual(Array.from(current, (_, k) => (k >= from && k < to ? 1000 : 0)));
    }
  });

  it('of a pulse train is that of its pulses, shorter than a step, closer than a step, or touching', () => {
    const random = sequence(11);
    for (let k = 0; k < 300; k++) {
      const dtMs = [0.05, 0.1, 0.25, 1][k % 4] ?? 1;
      const period = k % 5 === 0 ? dtMs * (0.2 + random()) : 0.2 + 6 * random();
      const width = k % 3 === 0 ? dtMs * random() : k % 7 === 0 ? period * 1.5 : period * random();
      const count = 1 + Math.floor(5 * random());
      const onset = 3 * random();
      const parameters = {
        ...{ amplitude: '1 nA', onset: `${onset} ms`, width: `${width} ms`, period: `${period} ms` },
        count: String(count),
      };
      const config = compiled(networkOf({ model: 'pulse-train', parameters, dtMs }));
      const current = injected(config, Math.ceil(45 / dtMs));
      // Pulses longer than their period are one.
      expect(sum(current) * dtMs).toBeCloseTo(1000 * ((count - 1) * Math.min(width, period) + width), 5);
    }
  });
});

describe('the charge of a course in time', () => {
  /** The charge that a neuron dv/dt = I/C with C = 1 pF has taken when a run ends, fC. */
  async function charge(wish: Wish, steps: number): Promise<number> {
    const own: OwnModel = {
      ...copyOf('lif'),
      ...{ equations: 'dv/dt = I/C : mV', threshold: '', reset: '', refractory: null, initial: { v: '0 mV' } },
      parameters: [{ name: 'C', unit: 'pF', meaning: 'capacitance', default: '1 pF' }],
    };
    const neuron = { model: 'own', parameters: {}, ...wish.neuron };
    const [v = new Float64Array()] = await traced(
      compiled(networkOf({ ...wish, own, neuron })),
      'state',
      'v',
      steps + 1,
    );
    return v[steps] ?? Number.NaN;
  }

  it('is for a sine that of the window, to the order of the integrator, where its edges fall between steps', async () => {
    const random = sequence(3);
    const given = {
      ...{ amplitude: -485.74487, mean: -444.59891, frequency: 264.07643, phase: 2.584444 },
      ...{ onset: 8.756276, offset: 18.08961 },
    };
    const drawn = Array.from({ length: 4 }, () => {
      const onset = 10 * random();
      return {
        ...{ amplitude: 1000 * random() - 500, mean: 1000 * random() - 500 },
        ...{ frequency: 300 * random(), phase: 6 * random(), onset, offset: onset + 0.2 + 12 * random() },
      };
    });
    for (const { amplitude, mean, frequency, phase, onset, offset } of [given, ...drawn]) {
      const parameters = {
        ...{ amplitude: `${amplitude} pA`, mean: `${mean} pA`, frequency: `${frequency} Hz`, phase: String(phase) },
        ...{ onset: `${onset} ms`, offset: `${offset} ms` },
      };
      const w = (2 * Math.PI * frequency) / 1000;
      const turned = (Math.cos(phase) - Math.cos(w * (offset - onset) + phase)) / w;
      const exact = mean * (offset - onset) + amplitude * turned;
      for (const [dtMs, integrator] of [
        [1, 'default'],
        [0.25, 'rk4'],
        [0.25, 'default'],
      ] as const) {
        const got = await charge({ model: 'sine', parameters, dtMs, neuron: { integrator } }, Math.ceil(30 / dtMs));
        // The error of Simpson's rule in each step of the window.
        const bound = (Math.abs(amplitude) * w ** 4 * dtMs ** 4 * (offset - onset)) / 2880;
        expect(Math.abs(got - exact)).toBeLessThan(bound + 1e-6);
      }
    }
  });

  it('is for a ramp that of its course, wherever its corners fall, be it shorter than a step', async () => {
    const random = sequence(4);
    const given = [
      { amplitude: -427.56, baseline: -134.31, onset: 0.61626, duration: 0.03, ms: 2.3, integrator: 'rk4' },
      { amplitude: 32.59, baseline: -170.34, onset: 1.32439, duration: 0.03, ms: 3.4, integrator: 'rk2' },
    ] as const;
    const drawn = Array.from({ length: 8 }, (_, k) => ({
      ...{ amplitude: 900 * random() - 450, baseline: 900 * random() - 450, onset: 2 * random(), ms: 4 },
      duration: k % 3 === 0 ? 0.1 * random() : 1.9 * random(),
      integrator: (['rk4', 'rk2', 'default'] as const)[k % 3] ?? 'rk4',
    }));
    for (const { amplitude, baseline, onset, duration, ms, integrator } of [...given, ...drawn]) {
      const parameters = {
        ...{ amplitude: `${amplitude} pA`, baseline: `${baseline} pA` },
        ...{ onset: `${onset} ms`, duration: `${duration} ms` },
      };
      const got = await charge({ model: 'ramp', parameters, neuron: { integrator } }, Math.round(ms / 0.1));
      const exact = baseline * (onset + duration / 2) + amplitude * (ms - onset - duration / 2);
      expect(Math.abs(got - exact)).toBeLessThan(1e-8);
    }
  });

  it('is for pulses longer than their period that of one which their last one ends', async () => {
    const parameters = { amplitude: '1 pA', width: '20 ms', period: '7 ms', count: '3' };
    expect(await charge({ model: 'pulse-train', parameters }, 600)).toBeCloseTo(34, 9);
    expect(await charge({ model: 'pulse-train', parameters: { ...parameters, count: '0' } }, 600)).toBe(0);
  });
});

describe('a sine current', () => {
  /** v of tau v' = -v + R (mean + A sin(w t)), from 0. */
  const solution = (t: number, w: number, tau: number): number => {
    const forced = (s: number) => (Math.sin(w * s) - w * tau * Math.cos(w * s)) / (1 + (w * tau) ** 2);
    return 20 * (1 - Math.exp(-t / tau)) + 10 * (forced(t) - forced(0) * Math.exp(-t / tau));
  };

  const worst = async (dtMs: number): Promise<number> => {
    const parameters = { onset: '0 ms' };
    const neuron = { parameters: { V_th: '1000 mV', t_ref: '2 ms' } };
    const [v = new Float64Array()] = await traced(
      compiled(networkOf({ model: 'sine', parameters, neuron, dtMs })),
      'state',
      'v',
      Math.round(100 / dtMs),
    );
    const errors = Array.from(v, (value, k) => Math.abs(value - solution(k * dtMs, 2 * Math.PI * 0.04, 20)));
    return Math.max(...errors);
  };

  it('drives a LIF neuron along the closed form, to fourth order under the default integrator', async () => {
    expect(await worst(0.1)).toBeLessThan(1e-8);
    const [coarse, fine] = [await worst(2), await worst(1)];
    expect(Math.log2(coarse / fine)).toBeGreaterThan(3.8);
  });

  it('is for RK4 what sin(t) in the equations of the neuron is', async () => {
    const given = copyOf('hodgkin-huxley', { integrator: 'rk4' });
    const drive = '(I + 200*pA*(1 + sin(2*pi*40*Hz*t + 0.5)))';
    const own = { ...given, equations: given.equations.replace('(I - ', `(${drive} - `) };
    const parameters = { mean: '0.2 nA', amplitude: '0.2 nA', phase: '0.5', onset: '0 ms' };
    const neuron: Partial<PopulationNode> = { parameters: {}, integrator: 'rk4' };
    const injected = networkOf({
      model: 'sine',
      parameters,
      neuron: { ...neuron, model: 'hodgkin-huxley' },
      dtMs: 0.02,
    });
    const written = networkOf({
      model: 'sine',
      parameters,
      neuron: { ...neuron, model: 'own' },
      own,
      dtMs: 0.02,
      scale: 0,
    });
    const [a = new Float64Array()] = await traced(compiled(injected), 'state', 'v', 500);
    const [b = new Float64Array()] = await traced(compiled(written), 'state', 'v', 500);
    expect(Math.max(...a)).toBeGreaterThan(-60);
    expect(Math.max(...Array.from(a, (v, k) => Math.abs(v - (b[k] ?? 0))))).toBeLessThan(1e-12);
  });
});

describe('a drawn amplitude', () => {
  const parameters: StimulusNode['parameters'] = { amplitude: { uniform: ['0 nA', '5 nA'] }, onset: '0 ms' };
  const ten = { size: 10, parameters: { t_ref: '0 ms' } };

  it('is drawn for each neuron, which fires at the rate that its own current gives', async () => {
    const config = compiled(networkOf({ model: 'step', parameters, neuron: ten, dtMs: 0.01 }));
    const amplitude = config.groups[0]?.parameters.find(({ name }) => name.startsWith('amplitude'));
    if (amplitude === undefined) throw new Error('no amplitude');
    const drawn = drawElements(amplitude.values, 10, config.seed);
    expect(new Set(drawn).size).toBe(10);
    const trains = await spikesOf(config, 50_000);
    // From V_reset 10 mV to V_th 20 mV under R I: tau ln((R I - 10)/(R I - 20)).
    trains.forEach((train, k) => {
      const drive = (drawn[k] ?? 0) / 100;
      if (drive <= 20) expect(train).toEqual([]);
      else {
        const period = 20 * Math.log((drive - 10) / (drive - 20));
        const intervals = train.slice(1).map((step, j) => (step - (train[j] ?? 0)) * 0.01);
        for (const interval of intervals) expect(Math.abs(interval - period)).toBeLessThan(0.0101);
      }
    });
    expect(new Set(trains.map(({ length }) => length)).size).toBeGreaterThan(4);
  });

  it('is the same for all where it is drawn once, and can then be changed at once', async () => {
    const once = networkOf({ model: 'step', parameters, drawn: 'once', neuron: ten });
    const trains = await spikesOf(compiled(once), 2000);
    expect(new Set(trains.map(String)).size).toBe(1);
    const other = { ...parameters, amplitude: '3 nA' };
    const changed = networkOf({ model: 'step', parameters: other, drawn: 'once', neuron: ten });
    expect(liveChanges(compiled(once), compiled(changed))).toMatchObject([{ kind: 'parameter', group: 0 }]);
  });

  it('is drawn anew for a second population, and stays for the first', () => {
    const alone = networkOf({ model: 'step', parameters, neuron: ten });
    const [population] = alone.nodes;
    if (population === undefined) throw new Error('no population');
    const both: NetworkDocument = {
      ...alone,
      nodes: [...alone.nodes, { ...population, id: 'Q' }],
      edges: [...alone.edges, { id: 'F', kind: 'injection', source: 'S', target: 'Q', scale: 1 }],
    };
    const drawn = (document: NetworkDocument, group: number) => {
      const { groups, seed } = compiled(document);
      const values = groups[group]?.parameters.find(({ name }) => name.startsWith('amplitude'))?.values;
      return values === undefined ? [] : Array.from(drawElements(values, 10, seed));
    };
    expect(drawn(both, 0)).toEqual(drawn(alone, 0));
    expect(drawn(both, 1)).not.toEqual(drawn(both, 0));
  });

  it('may be spread by quantiles', () => {
    const spread = { amplitude: { normalQuantiles: ['2 nA', '0.5 nA'] as [string, string] } };
    const config = compiled(networkOf({ model: 'step', parameters: spread, neuron: ten }));
    const values = config.groups[0]?.parameters.find(({ name }) => name.startsWith('amplitude'))?.values;
    expect(values).toMatchObject({ kind: 'array' });
  });

  it('is what a probe of the stimulus shows', async () => {
    const document = networkOf({ model: 'step', parameters, neuron: ten });
    const size = { width: 200, height: 100 };
    const probe = { kind: 'probe', id: 'T', name: 'T', position: PLACE, probe: 'traces', options: {}, size } as const;
    const { config, map } = compile({
      ...document,
      nodes: [...document.nodes, probe],
      edges: [...document.edges, { id: 'tap', kind: 'tap', source: 'T', target: 'S' }],
    });
    const [trace] = map?.probes.T?.traces ?? [];
    if (config === null || trace === undefined) throw new Error('no trace');
    const recordings = new Recordings(config);
    const engine = await createEngine(config);
    recordings.append(engine.advance(10));
    const values = config.groups[0]?.parameters.find(({ name }) => name.startsWith('amplitude'))?.values;
    const drawn = values === undefined ? [] : Array.from(drawElements(values, 10, config.seed));
    expect(trace).toMatchObject({ id: 'S', variable: 'I_stim', elements: [0, 1, 2] });
    expect([0, 1, 2].map((row) => recordings.trace(trace.recorder).row(row)[5])).toEqual(drawn.slice(0, 3));
  });
});

describe('a stimulus that runs', () => {
  it('takes another height, time or factor without a new start', () => {
    const before = networkOf({ model: 'step', parameters: { amplitude: '1 nA' } });
    const after = networkOf({ model: 'step', parameters: { amplitude: '2 nA', offset: '300 ms' }, scale: 0.5 });
    const changes = liveChanges(compiled(before), compiled(after));
    expect(changes?.map(({ kind }) => kind)).toEqual(['parameter', 'parameter', 'parameter']);
  });

  it.each(['step', 'sine', 'ramp'])('goes on to the end of the run (%s), be it 1200 s', async (model) => {
    const config = compiled(networkOf({ model, parameters: { onset: '0 ms' }, dtMs: 10 }));
    const [current = new Float64Array()] = await traced(config, 'output', 'I_injected', 120_000);
    expect(Math.max(...current.slice(-1000))).toBeGreaterThan(1000);
  });

  it.each(['poisson', 'background', 'gamma', 'rate-profile'])('goes on to the end of the run (%s)', (model) => {
    const document = networkOf({ model, parameters: {} });
    const profile: StimulusNode['profile'] = [['0 ms', '10 Hz']];
    const nodes = document.nodes.map((node) => (node.kind === 'stimulus' ? { ...node, profile } : node));
    const synapse: SynapseEdge = {
      ...{ id: 'E', source: 'S', target: 'P', model: 'delta', weight: '0.1 mV', relativeStrength: 1, delay: '1 ms' },
      ...{ kind: 'synapse', sign: 'excitatory', rule: { type: 'all-to-all', autapses: true }, parameters: {} },
    };
    const { backgrounds, sources } = compiled({ ...document, nodes, edges: [synapse] });
    expect([...backgrounds, ...sources]).toMatchObject([{ stopMs: Number.POSITIVE_INFINITY }]);
  });
});

describe('what a time step makes of times is said', () => {
  const said = (wish: Wish) =>
    compile(networkOf(wish)).problems.map(({ severity, message }) => `${severity}: ${message}`);

  it('of a pulse within a step', () => {
    const parameters = { onset: '5 ms', offset: '5.02 ms' };
    expect(said({ model: 'step', parameters })).toEqual([
      'warning: Stimulus "S": it lasts 0.02 ms, less than a step of 0.1 ms: the step has the same charge, at 20 % of the height. Lengthen it, or choose a time step of at most 0.02 ms.',
    ]);
    expect(said({ model: 'pulse-train', parameters: { width: '0.05 ms' } })).toHaveLength(1);
    expect(said({ model: 'pulse-train', parameters: { width: '0.1 ms' } })).toEqual([]);
  });

  it('of pulses closer than a step, whose share of the height is that of all in it', () => {
    const parameters = { width: '0.0005 ms', period: '0.001 ms', count: '1000' };
    expect(said({ model: 'pulse-train', parameters })).toEqual([
      'warning: Stimulus "S": it lasts 0.0005 ms, less than a step of 0.1 ms: the step has the same charge, at 50 % of the height. Lengthen it, or choose a time step of at most 0.0005 ms.',
    ]);
  });

  it('of pulses longer than their period, and of a number of them that is not whole', () => {
    expect(said({ model: 'pulse-train', parameters: { width: '20 ms', period: '7 ms', count: '3' } })).toEqual([
      'warning: Stimulus "S": its width is 20 ms, longer than the period, 7 ms: the current stays on from pulse to pulse. The width must be at most 7 ms for pulses.',
    ]);
    expect(said({ model: 'pulse-train', parameters: { width: '7 ms', period: '7 ms' } })).toEqual([]);
    for (const count of ['2.5', '0.05'])
      expect(said({ model: 'pulse-train', parameters: { count } })).toEqual([
        `error: Stimulus "S": number of pulses is ${count}; must be a whole number. Try "20".`,
      ]);
    expect(said({ model: 'pulse-train', parameters: { count: { uniform: ['1', '9'] } } })).toEqual([
      'error: Stimulus "S": number of pulses cannot be drawn; it must be one whole number. Try "20".',
    ]);
  });

  it('of a ramp within a step', () => {
    expect(said({ model: 'ramp', parameters: { duration: '0.03 ms' } })).toEqual([
      'warning: Stimulus "S": the length of the ramp is 0.03 ms, less than a step of 0.1 ms: it is a jump, with the same charge. Lengthen it, or choose a time step of at most 0.03 ms.',
    ]);
    expect(said({ model: 'ramp', parameters: { duration: '0.1 ms' } })).toEqual([]);
  });

  it('of a sine that is too fast for it', () => {
    expect(said({ model: 'sine', parameters: { frequency: '6 kHz' } })).toEqual([
      'warning: Stimulus "S": its frequency is 6000 Hz, which steps of 0.1 ms take for a lower one; it must be at most 5000 Hz, half a period a step, or the time step at most 0.08333 ms.',
    ]);
    expect(said({ model: 'sine', parameters: { frequency: '5 kHz' } })).toEqual([]);
  });

  it('of a sine that would have no digits, with what is allowed', () => {
    expect(said({ model: 'sine', parameters: { phase: '1e17' } }).join()).toContain(
      'phase at the onset, in radians is 1e17; must be at least -1000000 and at most 1000000.',
    );
    expect(said({ model: 'sine', parameters: { frequency: '1e300 Hz' } }).join()).toContain('at most 1000000 Hz');
  });

  it('of an end before the beginning', () => {
    expect(said({ model: 'step', parameters: { onset: '10 ms', offset: '5 ms' } })).toEqual([
      'warning: Stimulus "S": it ends at 5 ms, before it begins, and so does nothing. The end must be at least 10 ms, the time of the beginning.',
    ]);
  });

  it('of an end that is no time', () => {
    expect(said({ model: 'step', parameters: { offset: 'never' } })).toEqual([
      'error: Stimulus "S": time of the end: "never" is not a number with a unit. Try "500 ms", or "end" for the end of the run.',
    ]);
  });

  it('of delays and refractory periods that it changes by more than 1 %', () => {
    const document = networkOf({ model: 'step', parameters: {}, neuron: { parameters: {} }, dtMs: 0.4 });
    const loop: SynapseEdge = {
      ...{ id: 'L', source: 'P', target: 'P', model: 'delta', weight: '0.1 mV', relativeStrength: 1, delay: '1.5 ms' },
      ...{ kind: 'synapse', sign: 'excitatory', rule: { type: 'one-to-one' }, parameters: {} },
    };
    const messages = (edges: NetworkDocument['edges'], dt = '0.4 ms') =>
      compile({ ...document, run: { ...document.run, dt }, edges }).problems.map(({ message }) => message);
    expect(messages([loop])).toEqual([
      'Synapse "L": the delay, 1.5 ms, becomes 1.6 ms in steps of 0.4 ms. A time step of 0.375 ms keeps it.',
    ]);
    expect(messages([{ ...loop, delay: '1.2 ms' }])).toEqual([]);
    expect(messages([], '0.3 ms').filter((message) => message.startsWith('Population'))).toEqual([
      'Population "P": the refractory period, 2 ms, becomes 1.8 ms in steps of 0.3 ms. A time step of 0.2857 ms keeps it.',
    ]);
  });

  it('of drawn delays and refractory periods whose mean it changes by more than 1 %', () => {
    const network = (t_ref: StimulusNode['parameters'][string], delay: SynapseEdge['delay'], dtMs: number) => {
      const document = networkOf({ model: 'step', parameters: {}, neuron: { parameters: { t_ref } }, dtMs });
      const loop: SynapseEdge = {
        ...{ id: 'L', source: 'P', target: 'P', model: 'delta', weight: '0.1 mV', relativeStrength: 1, delay },
        ...{ kind: 'synapse', sign: 'excitatory', rule: { type: 'one-to-one' }, parameters: {} },
      };
      return compile({ ...document, edges: [loop] }).problems.map(({ message }) => message);
    };
    // One in a thousand is so close to 2 ms that it counts as 2 ms.
    expect(network({ uniform: ['1 ms', '2 ms'] }, '1 ms', 1)).toEqual([
      'Population "P": drawn refractory periods become whole steps of 1 ms: their mean is 1.001 ms for 1.5 ms. A time step of 0.03 ms keeps it to 1 %.',
    ]);
    expect(network({ uniform: ['1 ms', '2 ms'] }, '1 ms', 0.02)).toEqual([]);
    // Half a step is lost of a wide distribution: 20 ms and 1 ms.
    expect(network({ normal: ['20 ms', '3 ms'] }, '1 ms', 1)).toEqual([
      'Population "P": drawn refractory periods become whole steps of 1 ms: their mean is 19.5 ms for 20 ms. A time step of 0.4 ms keeps it to 1 %.',
    ]);
    expect(network('0 ms', { normal: ['20 ms', '3 ms'] }, 1)).toEqual([]);
    expect(network('0 ms', { uniform: ['1 ms', '1.4 ms'] }, 1)).toEqual([
      'Synapse "L": drawn delays become whole steps of 1 ms: their mean is 1 ms for 1.2 ms. A time step of 0.024 ms keeps it to 1 %.',
    ]);
    expect(network('1e300 ms', '1 ms', 1)).toEqual([]);
    expect(network({ uniform: ['1 ms', '1e300 ms'] }, '1 ms', 1)).toEqual([]);
  });

  it('of times and frequencies that single precision cannot hold for each neuron of a long run', () => {
    const inSingle = (model: string, parameters: StimulusNode['parameters'], wish: Partial<Wish> = {}) => {
      const document = networkOf({ model, parameters, ...wish });
      const run = { ...document.run, duration: '1000 s', precision: 'single' as const };
      return compile({ ...document, run }).problems.map(({ message }) => message);
    };
    const frequency = { uniform: ['133.7 Hz', '133.8 Hz'] as [string, string] };
    const late = { uniform: ['10 ms', '900 s'] as [string, string] };
    const early = { uniform: ['10 ms', '20 ms'] as [string, string] };
    expect(inSingle('sine', { frequency })).toEqual([
      'Stimulus "S": its frequency differs from neuron to neuron, and single precision then holds times to 0.1192 ms only: 1.595 % of a period of 7.474 ms. Take double precision, or one frequency for all.',
    ]);
    expect(inSingle('sine', { frequency }, { drawn: 'once' })).toEqual([]);
    expect(inSingle('sine', { frequency: '133.7 Hz', onset: early })).toHaveLength(1);
    expect(inSingle('sine', { frequency: '133.7 Hz' })).toEqual([]);
    expect(said({ model: 'sine', parameters: { frequency } })).toEqual([]);
    expect(inSingle('step', { onset: late })).toEqual([
      'Stimulus "S": its time of the beginning differs from neuron to neuron, and single precision then holds times to 0.1073 ms only: 107.3 % of a step of 0.1 ms. Take double precision, or one time for all.',
    ]);
    expect(inSingle('step', { onset: early })).toEqual([]);
    expect(inSingle('pulse-train', { onset: early, count: '100000' })).toHaveLength(1);
    expect(inSingle('pulse-train', { onset: early })).toEqual([]);
    const width = { uniform: ['2 ms', '3 ms'] as [string, string] };
    expect(inSingle('pulse-train', { width, count: '100000' })).toEqual([]);
  });

  it('in short figures, of the longest times too', () => {
    const endless = '1e300 ms';
    const wishes: Wish[] = [
      { model: 'step', parameters: { onset: endless, offset: '1e299 ms' } },
      { model: 'ramp', parameters: { duration: '1e-300 ms' } },
      { model: 'pulse-train', parameters: { width: endless } },
      { model: 'sine', parameters: { frequency: '1e300 Hz' } },
      { model: 'step', parameters: {}, neuron: { parameters: { t_ref: endless } } },
      { model: 'step', parameters: {}, neuron: { parameters: { t_ref: { normal: [endless, '1 ms'] } } } },
    ];
    const sentences = wishes.flatMap(said);
    expect(sentences).toHaveLength(4);
    const document = networkOf({ model: 'step', parameters: {} });
    const loop: SynapseEdge = {
      ...{ id: 'L', source: 'P', target: 'P', model: 'delta', weight: '0.1 mV', relativeStrength: 1, delay: endless },
      ...{ kind: 'synapse', sign: 'excitatory', rule: { type: 'one-to-one' }, parameters: {} },
    };
    const late = compile({ ...document, run: { ...document.run, duration: endless }, edges: [loop] });
    expect(late.problems).toHaveLength(2);
    for (const sentence of [...sentences, ...late.problems.map(({ message }) => message)])
      expect(sentence).not.toMatch(/[\d,]{25}/);
  });
});
