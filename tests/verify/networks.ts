import type { NetworkDocument, PopulationNode, StimulusNode, SynapseEdge } from '../../src/document/schema.ts';
import { emptyNetwork } from '../../src/document/schema.ts';

/** The networks of statistics.json, by name, for a seed: 80 % excitatory, the rest inhibitory neurons. */
export const networks: Readonly<Record<string, (seed: number) => NetworkDocument>> = {
  seed_lif_g4: (seed) => brunel(seed, { excitatory: 2000, g: 4, rate: '13 Hz', dt: '0.05 ms', rule: sparse(0.1) }),
  seed_lif_g5: (seed) => brunel(seed, { excitatory: 2000, g: 5, rate: '13 Hz', dt: '0.05 ms', rule: sparse(0.1) }),
  brunel_SR_g3_nu2: (seed) => fullSize(seed, 3, '20 Hz'),
  brunel_SIfast_g6_nu4: (seed) => fullSize(seed, 6, '40 Hz'),
  brunel_AI_g5_nu2: (seed) => fullSize(seed, 5, '20 Hz'),
  'brunel_SIslow_g4.5_nu0.9': (seed) => fullSize(seed, 4.5, '9 Hz'),
  cuba_4000: cuba,
  coba_4000: coba,
  seed_adex_regular_randv: (seed) => adex(seed, 'regular', DRAWN),
  seed_adex_regular_samev: (seed) => adex(seed, 'regular', '-70.6 mV'),
  seed_adex_bursting_randv: (seed) => adex(seed, 'bursting', DRAWN),
  seed_adex_bursting_samev: (seed) => adex(seed, 'bursting', '-70.6 mV'),
  seed_adex_fast_randv: (seed) => adex(seed, 'fast', DRAWN),
  seed_adex_fast_samev: (seed) => adex(seed, 'fast', '-70.6 mV'),
};

type Cells = Pick<PopulationNode, 'model' | 'parameters' | 'initial' | 'integrator'>;
type Wiring = Pick<SynapseEdge, 'model' | 'rule' | 'weight' | 'relativeStrength' | 'delay' | 'parameters'>;
type RuleOf = (sourceSize: number) => SynapseEdge['rule'];

interface Description {
  readonly seed: number;
  readonly dt: string;
  /** Number of excitatory and of inhibitory neurons. */
  readonly sizes: readonly [number, number];
  readonly cells: Cells;
  readonly wiring: readonly [Wiring, Wiring];
  readonly rule: RuleOf;
  readonly stimulus?: StimulusNode;
  /** How a spike stimulus acts; absent: a current that is injected. */
  readonly drive?: Wiring;
}

const DRAWN = { uniform: ['-70.6 mV', '-40.4 mV'] as [string, string] };

const sparse =
  (probability: number): RuleOf =>
  () => ({ type: 'fixed-probability', probability, autapses: true });

/** A tenth of each population to each neuron. */
const tenth: RuleOf = (sourceSize) => ({
  type: 'fixed-in-degree',
  inDegree: sourceSize / 10,
  autapses: true,
  multapses: true,
});

const fullSize = (seed: number, g: number, rate: string) =>
  brunel(seed, { excitatory: 10000, g, rate, dt: '0.1 ms', rule: tenth });

function brunel(
  seed: number,
  { excitatory, g, rate, dt, rule }: { excitatory: number; g: number; rate: string; dt: string; rule: RuleOf },
): NetworkDocument {
  const jump: Wiring = {
    model: 'delta',
    rule: rule(1),
    weight: '0.1 mV',
    relativeStrength: 1,
    delay: '1.5 ms',
    parameters: {},
  };
  const parameters = { E_L: '0 mV', V_th: '20 mV', V_reset: '10 mV', tau_m: '20 ms', t_ref: '2 ms' };
  return network({
    seed,
    dt,
    sizes: [excitatory, excitatory / 4],
    cells: { model: 'lif', parameters, initial: { v: '0 mV' }, integrator: 'exact' },
    wiring: [jump, { ...jump, relativeStrength: g }],
    rule,
    stimulus: stimulus('background', { trains: '1000', rate }),
    drive: { ...jump, delay: '0 ms' },
  });
}

/** Vogels-Abbott, current-based: jumps of 1.62 and -9 mV, as currents through R = 100 MOhm. */
function cuba(seed: number): NetworkDocument {
  const synapse = { model: 'exponential-current', rule: sparse(0.02)(1), relativeStrength: 1, delay: '0 ms' };
  return network({
    seed,
    dt: '0.1 ms',
    sizes: [3200, 800],
    cells: {
      model: 'lif',
      parameters: { E_L: '-49 mV', V_th: '-50 mV', V_reset: '-60 mV', tau_m: '20 ms', R: '100 MOhm', t_ref: '5 ms' },
      initial: { v: { uniform: ['-60 mV', '-50 mV'] } },
      integrator: 'exact',
    },
    wiring: [
      { ...synapse, weight: '16.2 pA', parameters: { tau: '5 ms' } },
      { ...synapse, weight: '90 pA', parameters: { tau: '10 ms' } },
    ],
    rule: sparse(0.02),
  });
}

/** Vogels-Abbott, conductance-based: 200 pF and 10 nS are tau 20 ms and R 100 MOhm; ignited by one train for 50 ms. */
function coba(seed: number): NetworkDocument {
  const synapse = { model: 'exponential-conductance', rule: sparse(0.02)(1), relativeStrength: 1, delay: '0 ms' };
  const excitation: Wiring = { ...synapse, weight: '6 nS', parameters: { tau: '5 ms', E_syn: '0 mV' } };
  return network({
    seed,
    dt: '0.1 ms',
    sizes: [3200, 800],
    cells: {
      model: 'lif',
      parameters: { E_L: '-60 mV', V_th: '-50 mV', V_reset: '-60 mV', tau_m: '20 ms', R: '100 MOhm', t_ref: '5 ms' },
      initial: { v: { uniform: ['-60 mV', '-50 mV'] } },
      integrator: 'exponential_euler',
    },
    wiring: [excitation, { ...synapse, weight: '67 nS', parameters: { tau: '10 ms', E_syn: '-80 mV' } }],
    rule: sparse(0.02),
    stimulus: stimulus('background', { trains: '1', rate: '100 Hz', offset: '50 ms' }),
    drive: excitation,
  });
}

function adex(
  seed: number,
  pattern: 'regular' | 'bursting' | 'fast',
  v: PopulationNode['initial'][string],
): NetworkDocument {
  const patterns = {
    regular: { tau_w: '144 ms', a: '4 nS', b: '80.5 pA', V_reset: '-70.6 mV' },
    bursting: { tau_w: '20 ms', a: '4 nS', b: '500 pA', V_reset: '-45.4 mV' },
    fast: { tau_w: '144 ms', a: '3.903 nS', b: '0 pA', V_reset: '-70.6 mV' },
  };
  const jump: Wiring = {
    model: 'delta',
    rule: sparse(0.1)(1),
    weight: '0.1 mV',
    relativeStrength: 1,
    delay: '1.5 ms',
    parameters: {},
  };
  return network({
    seed,
    dt: '0.05 ms',
    sizes: [2000, 500],
    cells: { model: 'adex', parameters: patterns[pattern], initial: { v }, integrator: 'euler' },
    wiring: [jump, { ...jump, relativeStrength: 4 }],
    rule: sparse(0.1),
    stimulus: stimulus('step', { amplitude: '1 nA', onset: '10 ms' }),
  });
}

function stimulus(model: string, parameters: StimulusNode['parameters']): StimulusNode {
  return { kind: 'stimulus', id: 'drive', name: 'Drive', position: { x: 0, y: 0 }, model, parameters, enabled: true };
}

function network({
  seed,
  dt,
  sizes,
  cells,
  wiring,
  rule,
  stimulus: drive,
  drive: driveWiring,
}: Description): NetworkDocument {
  const names = ['E', 'I'] as const;
  const populations = names.map((name, k): PopulationNode => {
    return { kind: 'population', id: name, name, position: { x: 0, y: 0 }, size: sizes[k] ?? 0, ...cells };
  });
  const synapses = names.flatMap((source, k) =>
    names.map((target): SynapseEdge => {
      const sign = source === 'E' ? 'excitatory' : 'inhibitory';
      const [e, i] = wiring;
      return {
        id: `${source}${target}`,
        kind: 'synapse',
        source,
        target,
        sign,
        ...(k === 0 ? e : i),
        rule: rule(sizes[k] ?? 0),
      };
    }),
  );
  const drives = names.map((target): NetworkDocument['edges'][number] =>
    driveWiring
      ? { id: `drive${target}`, kind: 'synapse', source: 'drive', target, sign: 'excitatory', ...driveWiring }
      : { id: `drive${target}`, kind: 'injection', source: 'drive', target, scale: 1 },
  );
  return {
    ...emptyNetwork(),
    name: 'statistics',
    run: { duration: '1200 ms', dt, seed, from: '200 ms' },
    nodes: [...populations, ...(drive ? [drive] : [])],
    edges: [...synapses, ...(drive ? drives : [])],
  };
}
