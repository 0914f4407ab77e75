import type {
  BackgroundConfig,
  EngineConfig,
  GroupConfig,
  Integrator,
  ProjectionConfig,
  RecorderConfig,
  Values,
} from '../src/contract/index.ts';
import { lowerGroup, parseEquations } from '../src/equations/index.ts';
import { DIMENSIONLESS, parseQuantity } from '../src/units/index.ts';

/** A network of the comparison: the same model, sizes and step as in brian2/bench.py and native/. */
export interface BenchNetwork {
  readonly name: string;
  /** Simulated time that is timed, ms. */
  readonly durationMs: number;
  config(seed: number, precision: EngineConfig['precision']): EngineConfig;
}

interface Cells {
  readonly equations: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly threshold: string;
  readonly reset: string | null;
  readonly refractoryMs: number | null;
  readonly integrator: Integrator;
  readonly initial: Readonly<Record<string, (key: number) => Values>>;
}

const constant = (value: number): Values => ({ kind: 'constant', value });
const uniform =
  (low: number, high: number) =>
  (key: number): Values => ({ kind: 'uniform', low, high, key });
const normal =
  (mean: number, sd: number) =>
  (key: number): Values => ({
    kind: 'normal',
    mean,
    sd,
    min: Number.NEGATIVE_INFINITY,
    max: Number.POSITIVE_INFINITY,
    key,
  });

/** A group of the model language; `declared` names become parameters that are 0. */
function group(name: string, key: number, size: number, dtMs: number, cells: Cells): GroupConfig {
  const { equations, faults } = parseEquations(cells.equations);
  if (faults[0]) throw new RangeError(`${name}: ${faults[0].message}`);
  const given = Object.entries(cells.parameters).map(([parameter, text]) => {
    const quantity = parseQuantity(text);
    if ('fault' in quantity) throw new RangeError(`${name}.${parameter}: ${text}`);
    return { name: parameter, ...quantity };
  });
  const lowered = lowerGroup({
    equations,
    parameters: given.map(({ name: parameter, dimension }) => ({
      name: parameter,
      dimension: dimension ?? DIMENSIONLESS,
    })),
    inputs: [],
    threshold: cells.threshold,
    reset: cells.reset,
    integrator: cells.integrator,
    dtMs,
  });
  if (!lowered.ok) throw new RangeError(`${name}: ${lowered.faults.map(({ message }) => message).join('; ')}`);
  return {
    name,
    key,
    size,
    states: lowered.states.map(({ name: state, clampedWhileRefractory }, k) => ({
      name: state,
      initial: cells.initial[state]?.(key * 16 + k) ?? constant(0),
      clampedWhileRefractory,
    })),
    parameters: lowered.parameters.map(({ name: parameter }) => ({
      name: parameter,
      values: constant(given.find((entry) => entry.name === parameter)?.value ?? 0),
    })),
    propagators: lowered.propagators,
    inputs: [],
    update: lowered.update,
    outputs: [],
    threshold: lowered.threshold,
    reset: lowered.reset,
    refractoryMs: cells.refractoryMs === null ? null : constant(cells.refractoryMs),
  };
}

interface Wiring {
  readonly probability: number;
  readonly weights: readonly [excitatory: number, inhibitory: number];
  /** States that the weights are added to. */
  readonly states: readonly [excitatory: string, inhibitory: string];
  readonly delayMs: number;
}

interface Description {
  readonly name: string;
  readonly durationMs: number;
  readonly dtMs: number;
  readonly sizes: readonly [excitatory: number, inhibitory: number];
  readonly cells: Cells;
  readonly wiring: Wiring;
  readonly background: Pick<BackgroundConfig, 'trains' | 'rateKHz' | 'weight'> | null;
}

function network({ name, durationMs, dtMs, sizes, cells, wiring, background }: Description): BenchNetwork {
  const config = (seed: number, precision: EngineConfig['precision']): EngineConfig => {
    const groups = sizes.map((size, k) => group(k === 0 ? 'E' : 'I', k + 1, size, dtMs, cells));
    const stateOf = (state: string): number => groups[0]?.states.findIndex((entry) => entry.name === state) ?? -1;
    const projections = sizes.flatMap((_, source) =>
      sizes.map(
        (_target, target): ProjectionConfig => ({
          name: `${source} to ${target}`,
          key: 100 + 2 * source + target,
          source: { of: 'group', index: source },
          target,
          state: stateOf(wiring.states[source] ?? ''),
          rule: { kind: 'fixed-probability', probability: wiring.probability, autapses: true },
          weight: constant(wiring.weights[source] ?? 0),
          delayMs: constant(wiring.delayMs),
        }),
      ),
    );
    return {
      precision,
      dtMs,
      seed,
      groups,
      sources: [],
      projections,
      backgrounds: background
        ? sizes.map(
            (_, target): BackgroundConfig => ({
              name: `background ${target}`,
              key: 200 + target,
              target,
              state: stateOf('v'),
              startMs: 0,
              stopMs: Number.POSITIVE_INFINITY,
              ...background,
            }),
          )
        : [],
      injections: [],
      couplings: [],
      assignments: [],
      recorders: sizes.map((_, index): RecorderConfig => ({ kind: 'spikes', of: { of: 'group', index } })),
    };
  };
  return { name, durationMs, config };
}

const VOGELS_ABBOTT: Pick<Wiring, 'probability' | 'states' | 'delayMs'> = {
  probability: 0.02,
  states: ['ge', 'gi'],
  delayMs: 0,
};

/** Traub and Miles' neuron of Brette et al. 2007. */
const COBAHH_EQUATIONS = `
dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)-g_na*(m*m*m)*h*(v-ENa)-g_kd*(n*n*n*n)*(v-EK))/Cm : volt
dm/dt = alpha_m*(1-m)-beta_m*m : 1
dn/dt = alpha_n*(1-n)-beta_n*n : 1
dh/dt = alpha_h*(1-h)-beta_h*h : 1
dge/dt = -ge/taue : siemens
dgi/dt = -gi/taui : siemens
alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV-v+VT)/(4*mV))/ms : Hz
beta_m = 0.28*(mV**-1)*5*mV/exprel((v-VT-40*mV)/(5*mV))/ms : Hz
alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV-v+VT)/(5*mV))/ms : Hz
beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz`;

/** Sources: Brette et al., J Comput Neurosci 23 (2007) 349, benchmarks 1 to 3; Brunel, J Comput Neurosci 8 (2000) 183. */
export const networks: readonly BenchNetwork[] = [
  network({
    name: 'CUBA 4000',
    durationMs: 10_000,
    dtMs: 0.1,
    sizes: [3200, 800],
    cells: {
      equations: `dv/dt = (ge+gi-(v-El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt`,
      parameters: {
        taum: '20 ms',
        taue: '5 ms',
        taui: '10 ms',
        Vt: '-50 mV',
        Vr: '-60 mV',
        El: '-49 mV',
      },
      threshold: 'v > Vt',
      reset: 'v = Vr',
      refractoryMs: 5,
      integrator: 'exact',
      initial: { v: uniform(-60, -50) },
    },
    wiring: { ...VOGELS_ABBOTT, weights: [1.62, -9] },
    background: null,
  }),
  network({
    name: 'COBA 4000',
    durationMs: 10_000,
    dtMs: 0.1,
    sizes: [3200, 800],
    cells: {
      equations: `dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)+I0)/C : volt (unless refractory)
dge/dt = -ge/taue : siemens
dgi/dt = -gi/taui : siemens`,
      parameters: {
        C: '200 pF',
        gl: '10 nS',
        taue: '5 ms',
        taui: '10 ms',
        Vt: '-50 mV',
        Vr: '-60 mV',
        El: '-60 mV',
        Ee: '0 mV',
        Ei: '-80 mV',
        I0: '200 pA',
      },
      threshold: 'v > Vt',
      reset: 'v = Vr',
      refractoryMs: 5,
      integrator: 'exponential_euler',
      initial: { v: uniform(-60, -50) },
    },
    wiring: { ...VOGELS_ABBOTT, weights: [6, 67] },
    background: null,
  }),
  network({
    name: 'COBAHH 4000',
    durationMs: 1000,
    dtMs: 0.05,
    sizes: [3200, 800],
    cells: {
      equations: COBAHH_EQUATIONS,
      parameters: {
        Cm: '200 pF',
        gl: '10 nS',
        El: '-60 mV',
        EK: '-90 mV',
        ENa: '50 mV',
        g_na: '20 uS',
        g_kd: '6 uS',
        VT: '-63 mV',
        taue: '5 ms',
        taui: '10 ms',
        Ee: '0 mV',
        Ei: '-80 mV',
      },
      threshold: 'v > -20*mV',
      reset: null,
      refractoryMs: 3,
      integrator: 'exponential_euler',
      initial: { v: normal(-65, 5), ge: normal(40, 15), gi: normal(200, 120) },
    },
    wiring: { ...VOGELS_ABBOTT, weights: [6, 67] },
    background: null,
  }),
  network({
    name: 'Brunel 12500',
    durationMs: 1000,
    dtMs: 0.1,
    sizes: [10_000, 2500],
    cells: {
      equations: 'dv/dt = -v/tau : volt (unless refractory)',
      parameters: { tau: '20 ms', theta: '20 mV', Vr: '10 mV' },
      threshold: 'v > theta',
      reset: 'v = Vr',
      refractoryMs: 2,
      integrator: 'exact',
      initial: {},
    },
    wiring: { probability: 0.1, weights: [0.1, -0.5], states: ['v', 'v'], delayMs: 1.5 },
    background: { trains: 1000, rateKHz: 0.02, weight: 0.1 },
  }),
  network({
    name: 'AdEx 2500',
    durationMs: 1000,
    dtMs: 0.05,
    sizes: [2000, 500],
    cells: {
      equations: `dv/dt = (gl*(vrest-v)+gl*dT*exp((v-vT)/dT)+I-w)/C : volt
dw/dt = (a*(v-vrest)-w)/tw : amp`,
      parameters: {
        C: '281 pF',
        gl: '30 nS',
        vrest: '-70.6 mV',
        vT: '-50.4 mV',
        dT: '2 mV',
        vcut: '-40.4 mV',
        tw: '144 ms',
        a: '4 nS',
        b: '0.0805 nA',
        vr: '-70.6 mV',
        I: '1 nA',
      },
      threshold: 'v > vcut',
      reset: 'v = vr; w += b',
      refractoryMs: null,
      integrator: 'euler',
      initial: { v: uniform(-70.6, -40.4) },
    },
    wiring: { probability: 0.1, weights: [0.1, -0.4], states: ['v', 'v'], delayMs: 1.5 },
    background: null,
  }),
];
