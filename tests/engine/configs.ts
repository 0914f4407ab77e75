import type {
  EngineConfig,
  GroupConfig,
  Program,
  ProgramNode,
  ProjectionConfig,
  RecorderConfig,
  Values,
} from '../../src/contract/index.ts';

/** Hand-written configurations for the engine's tests. */

export const constant = (value: number): Values => ({ kind: 'constant', value });

export const program = (nodes: ProgramNode[], ...results: number[]): Program => ({ nodes, results });

export const empty: EngineConfig = {
  precision: 'f64',
  dtMs: 0.1,
  seed: 1,
  groups: [],
  sources: [],
  projections: [],
  backgrounds: [],
  injections: [],
  couplings: [],
  assignments: [],
  recorders: [],
};

export interface LifOptions {
  readonly size?: number;
  readonly name?: string;
  readonly mu?: number;
  readonly tau?: number;
  readonly threshold?: number;
  readonly reset?: number;
  readonly refractoryMs?: number | null;
  readonly initial?: Values;
}

/**
 * tau v' = mu + R I - v with R = 1, advanced exactly: v = mu + I + P (v - mu - I), P = exp(-dt/tau) by the engine's
 * propagator. Parameters: mu, tau, P. Input: I.
 */
export function lif(options: LifOptions = {}): GroupConfig {
  const {
    size = 1,
    name = 'LIF',
    mu = 25,
    tau = 20,
    threshold = 20,
    reset = 10,
    refractoryMs = 2,
    initial = constant(0),
  } = options;
  return {
    name,
    key: 17,
    size,
    states: [{ name: 'v', initial, clampedWhileRefractory: true }],
    parameters: [
      { name: 'mu', values: constant(mu) },
      { name: 'tau', values: constant(tau) },
      { name: 'P', values: constant(0) },
    ],
    propagators: [
      {
        matrix: program(
          [
            { op: 'constant', value: -1 },
            { op: 'parameter', index: 1 },
            { op: 'div', a: 0, b: 1 },
          ],
          2,
        ),
        order: 1,
        entries: [{ which: 'P', row: 0, column: 0, parameter: 2 }],
      },
    ],
    inputs: [{ name: 'I' }],
    update: program(
      [
        { op: 'parameter', index: 0 },
        { op: 'input', index: 0 },
        { op: 'add', a: 0, b: 1 },
        { op: 'state', index: 0 },
        { op: 'sub', a: 3, b: 2 },
        { op: 'parameter', index: 2 },
        { op: 'mul', a: 5, b: 4 },
        { op: 'add', a: 2, b: 6 },
      ],
      7,
    ),
    outputs: [],
    threshold: program(
      [
        { op: 'state', index: 0 },
        { op: 'constant', value: threshold },
        { op: 'gt', a: 0, b: 1 },
      ],
      2,
    ),
    reset: [{ target: 0, program: program([{ op: 'constant', value: reset }], 0) }],
    refractoryMs: refractoryMs === null ? null : constant(refractoryMs),
  };
}

/** A state that nothing changes but jumps: a counter of what arrives. */
export function counter(size: number, name = 'counter'): GroupConfig {
  return {
    name,
    key: 23,
    size,
    states: [{ name: 'x', initial: constant(0), clampedWhileRefractory: false }],
    parameters: [],
    propagators: [],
    inputs: [{ name: 'I' }],
    update: program([{ op: 'state', index: 0 }], 0),
    outputs: [],
    threshold: null,
    reset: [],
    refractoryMs: null,
  };
}

export function projection(options: Partial<ProjectionConfig>): ProjectionConfig {
  return {
    name: 'projection',
    key: 99,
    source: { of: 'group', index: 0 },
    target: 0,
    state: 0,
    rule: { kind: 'one-to-one' },
    weight: constant(1),
    delayMs: constant(0),
    ...options,
  };
}

export const spikesOf = (index: number, of: 'group' | 'source' = 'group'): RecorderConfig => ({
  kind: 'spikes',
  of: { of, index },
});

export function traceOf(
  group: number,
  elements: number[],
  everySteps = 1,
  of: 'state' | 'input' | 'output' = 'state',
  index = 0,
): RecorderConfig {
  return { kind: 'trace', group, of, index, elements: Int32Array.from(elements), everySteps };
}

/** 2000 excitatory and 500 inhibitory LIF neurons in Brunel's manner, with a Poisson background. */
export function brunel(options: { g?: number; size?: number; dtMs?: number } = {}): EngineConfig {
  const { g = 5, size = 2500, dtMs = 0.05 } = options;
  const excitatory = Math.round(size * 0.8);
  const neurons = (name: string, key: number, count: number): GroupConfig => ({
    ...lif({ name, size: count, mu: 0, initial: { kind: 'uniform', low: 0, high: 20, key } }),
    key,
  });
  const between = (key: number, source: number, target: number, weight: number): ProjectionConfig =>
    projection({
      key,
      source: { of: 'group', index: source },
      target,
      rule: { kind: 'fixed-probability', probability: 0.1, autapses: true },
      weight: constant(weight),
      delayMs: constant(1.5),
    });
  return {
    ...empty,
    dtMs,
    seed: 42,
    groups: [neurons('E', 1, excitatory), neurons('I', 2, size - excitatory)],
    projections: [between(3, 0, 0, 0.1), between(4, 0, 1, 0.1), between(5, 1, 0, -0.1 * g), between(6, 1, 1, -0.1 * g)],
    backgrounds: [0, 1].map((target) => ({
      name: 'background',
      key: 7 + target,
      target,
      state: 0,
      trains: 1000,
      rateKHz: 0.02,
      weight: 0.1,
      startMs: 0,
      stopMs: Number.POSITIVE_INFINITY,
    })),
    recorders: [spikesOf(0), spikesOf(1)],
  };
}
