import { describe, expect, it, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Integrator } from '../../src/contract/index.ts';
import type { NetworkDocument, NetworkEdge, NetworkNode } from '../../src/document/schema.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { edge } from '../couplings/networks.ts';
import { copyOf } from '../document/models.ts';
import { draws, errorOf, networkOf, saidOfStep, spikesOf, told } from './coarse.ts';

const MILLIVOLTS = { v: { uniform: ['-70 mV', '-55 mV'] } } as const;
const PURE = { v: { uniform: ['-1.5 mV', '1 mV'] } } as const;

/** Neurons that gap junctions join all with all, and how many nS level a difference within 1 ms. */
const JOINED = [
  { model: 'izhikevich', current: '10 pA', initial: MILLIVOLTS, nS: 1 },
  { model: 'adex', current: '1 nA', initial: MILLIVOLTS, nS: 281 },
  { model: 'fitzhugh-nagumo', current: '0.5 pA', initial: PURE, nS: 1 },
] as const;

/** `part`: times that the time constant at which differences are levelled goes into a step of 0.1 ms. */
function joined({ nS, ...model }: (typeof JOINED)[number], size: number, part: number): NetworkDocument {
  const gap = edge('N', 'N', { id: 'gap', model: 'gap-junction', weight: `${(10 * part * nS) / size} nS` });
  return networkOf({ ...model, size, dt: '0.1 ms', duration: '100 ms', edges: [gap] });
}

const trains: NetworkNode = {
  kind: 'stimulus',
  id: 'B',
  name: 'B',
  position: { x: 0, y: 0 },
  model: 'poisson',
  parameters: { rate: '20 Hz', size: '100' },
  enabled: true,
};

/** Neurons that inhibitory conductances of so many nS on average keep silent. */
function inhibited(model: string, meanNS: number, integrator: 'default' | Integrator): NetworkDocument {
  const synapse = edge('B', 'N', {
    id: 'inhibition',
    model: 'exponential-conductance',
    sign: 'inhibitory',
    weight: `${meanNS / 10} nS`,
    parameters: { tau: '5 ms', E_syn: '-80 mV' },
  });
  return networkOf({ model, size: 20, dt: '0.1 ms', integrator, nodes: [trains], edges: [synapse] });
}

/** A soma that spikes by itself, and a dendrite of its own capacitance. */
const compartments = (conductance: number, capacitance: number, integrator: 'default' | Integrator): NetworkDocument =>
  networkOf({
    model: 'two',
    size: 1,
    dt: '0.1 ms',
    duration: '400 ms',
    current: '400 pA',
    integrator,
    own: copyOf('eif', {
      equations: [
        'dv/dt = (10*nS*(-65*mV - v) + 20*nS*mV*exp((v + 50*mV)/(2*mV)) + g*(u - v) + I)/(100*pF) : mV',
        'du/dt = (5*nS*(-65*mV - u) + g*(v - u))/C : mV',
      ].join('\n'),
      threshold: 'v > -30*mV',
      reset: 'v = -60*mV',
      refractory: null,
      parameters: [
        { name: 'g', symbol: 'g', unit: 'nS', meaning: 'conductance between both', default: `${conductance} nS` },
        { name: 'C', symbol: 'C', unit: 'pF', meaning: 'capacitance of the dendrite', default: `${capacitance} pF` },
      ],
      initial: { v: '-65 mV', u: '-65 mV' },
      states: [
        { name: 'v', symbol: 'v', unit: 'mV', meaning: 'membrane potential' },
        { name: 'u', symbol: 'u', unit: 'mV', meaning: 'potential of the dendrite' },
      ],
    } as never),
  });

const oscillators = (strength: number): NetworkDocument =>
  networkOf({
    model: 'kuramoto',
    size: 20,
    dt: '0.1 ms',
    duration: '1000 ms',
    edges: [edge('N', 'N', { id: 'phases', model: 'phase', weight: `${strength} 1/ms`, parameters: { beta: '1' } })],
  });

describe('of drawn networks nearly all that are far off are told, and nearly none that are right', () => {
  const random = draws(17);
  const between = (low: number, high: number): number => low + (high - low) * random.next().value;
  const count = (cases: number): number[] => Array.from({ length: cases }, (_, k) => k);
  test.each([
    [
      'of gap junctions',
      () =>
        count(18).flatMap((k) => {
          const model = JOINED[k % JOINED.length];
          return model === undefined ? [] : [joined(model, Math.round(between(8, 25)), between(0.3, 4))];
        }),
    ],
    [
      'of conductances',
      () =>
        count(18).map((k) =>
          k % 2 === 0
            ? inhibited('izhikevich', between(2, 50), 'rk4_below_threshold')
            : inhibited('adex', between(500, 14000), 'rk4'),
        ),
    ],
    [
      'of compartments',
      () =>
        count(24).map((k) =>
          compartments(
            k % 2 === 0 ? between(1, 40) : between(200, 1500),
            between(20, 200),
            k % 4 < 2 ? 'default' : 'euler',
          ),
        ),
    ],
    ['of phases', () => count(10).map((k) => oscillators(k % 2 === 0 ? between(0.02, 0.4) : between(6, 25)))],
  ])('%s', { timeout: 300_000 }, async (_of, cases) => {
    const { wrong, right } = await told(cases());
    expect(wrong.of).toBeGreaterThan(3);
    expect(right.of).toBeGreaterThan(3);
    expect(wrong.told).toBeGreaterThanOrEqual(0.95 * wrong.of);
    expect(right.told).toBeLessThanOrEqual(0.05 * right.of);
  });
});

describe('a damped oscillation', () => {
  /** It comes to rest at 1.3 mV, below its threshold; `cubic` bends it away from there. */
  const damped = (integrator: 'default' | Integrator, dt: string, tau = '20*ms', cubic = '0'): NetworkDocument =>
    networkOf({
      model: 'ringing',
      size: 1,
      dt,
      duration: '300 ms',
      integrator,
      own: copyOf('lif', {
        equations: [
          `dv/dt = w/(1*ms) - v/(${tau}) - ${cubic}*v**3/(mV**2*ms) : mV`,
          `dw/dt = -2.25*v/ms - w/(${tau}) + 3*mV/ms : mV`,
        ].join('\n'),
        threshold: 'v > 3*mV',
        reset: 'v = 0*mV',
        refractory: null,
        parameters: [],
        initial: { v: '0 mV', w: '0 mV' },
        states: [
          { name: 'v', symbol: 'v', unit: 'mV', meaning: 'membrane potential' },
          { name: 'w', symbol: 'w', unit: 'mV', meaning: 'recovery' },
        ],
      } as never),
    });

  // Its factor per step is the root of (1 - dt/tau)^2 + (1.5 dt)^2: 1.0062 at 0.1 ms, below 1 from 0.044 ms on.
  test.each(['euler', 'exponential_euler'] as const)('that grows under %s is told, with what holds', async (method) => {
    const document = damped(method, '0.1 ms');
    expect(await spikesOf(document)).toBeGreaterThan(50);
    const [said] = saidOfStep(document);
    expect(said).toMatch(/deviations of its states v, w grow by 0\.62 % under the integrator .*, and resets hide it/);
    expect(said).toContain('Take a time step of 0.02 ms or less, or the integrator "exact".');
    for (const holds of [damped(method, '0.02 ms'), damped('exact', '0.1 ms')]) {
      expect(saidOfStep(holds)).toEqual([]);
      expect(await spikesOf(holds)).toBe(0);
    }
  });

  it('is told where it comes to rest, also where it does not start there', () => {
    expect(saidOfStep(damped('euler', '0.1 ms', '20*ms', '0.001'))[0]).toMatch(/grow by 0\.\d+ % /);
    expect(saidOfStep(damped('euler', '0.1 ms', '20*ms', '0.05'))).toEqual([]);
  });

  it('is told just where its factor passes 1', () => {
    expect(saidOfStep(damped('euler', '0.045 ms'))).toHaveLength(1);
    expect(saidOfStep(damped('euler', '0.044 ms'))).toEqual([]);
  });

  it('without damping has no step that holds under Euler', () => {
    const [said] = saidOfStep(damped('euler', '0.1 ms', '1e30*ms'));
    expect(said).toMatch(/grow by 1\.1 % .*Take the integrator "exact"\./);
  });

  test.each(['default', 'rk4', 'sequential_euler'] as const)('that does not grow is not told: %s', (method) => {
    expect(saidOfStep(damped(method, '0.1 ms'))).toEqual([]);
  });
});

describe('parameter sets', () => {
  const shown = neurons.flatMap(({ id, sets }) =>
    sets.flatMap((set) => (set.protocol ? [{ id, ...set, ...set.protocol }] : [])),
  );

  /** A cell of the set under its stimuli, at its step. */
  const cellOf = (
    { id, parameters, initial, integrator, dt, duration, stimuli }: (typeof shown)[number],
    isOwn: boolean,
  ) => {
    const nodes = stimuli.map((stimulus, k): NetworkNode => ({ ...trains, id: `S${k}`, ...stimulus }));
    const edges = nodes.map(
      (node): NetworkEdge => ({ id: `${node.id}N`, kind: 'injection', source: node.id, target: 'N', scale: 1 }),
    );
    const method = isOwn ? (integrator ?? 'default') : 'default';
    const network = networkOf({ model: id, size: 1, dt, duration, integrator: method, nodes, edges });
    for (const node of network.nodes)
      if (node.kind === 'population') Object.assign(node, { parameters, initial: initial ?? {} });
    return network;
  };

  // Some of Izhikevich's start where the membrane moves by 30 mV in a step of 0.5 ms, though nothing grows there.
  test.each([false, true])(
    'are told of at the steps that they name only where spikes are missed: own method %s',
    async (isOwn) => {
      expect(shown.length).toBeGreaterThan(20);
      const wrong: string[] = [];
      for (const set of shown) {
        const network = cellOf(set, isOwn);
        if (saidOfStep(network).length > 0 && (await errorOf(network)) < 0.02) wrong.push(set.name);
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('the sentence', () => {
  const izhikevich = JOINED[0];

  it('names the coupling, its time constant, and a step that holds', () => {
    const document = joined(izhikevich, 25, 2.5);
    const [said] = saidOfStep(document);
    expect(said).toMatch(
      /the coupling "gap" is held over a step .* 0\.04 ms, .* 0\.1 ms is 2\.5 times.*resets hide it/,
    );
    expect(said).toContain('Take a time step of 0.05 ms or less.');
    expect(saidOfStep({ ...document, run: { ...document.run, dt: '0.05 ms' } })).toEqual([]);
  });

  it('names synapses, and a method that takes them', async () => {
    const [said] = saidOfStep(inhibited('izhikevich', 40, 'rk4'));
    expect(said).toMatch(/through "inhibition" .* or the integrator "exponential_midpoint"/);
    const taken = inhibited('izhikevich', 40, 'exponential_midpoint');
    expect(saidOfStep(taken)).toEqual([]);
    expect(await spikesOf(taken)).toBe(0);
  });

  it('names states that are fast together, and one that takes part in spikes', () => {
    expect(saidOfStep(compartments(1100, 100, 'euler'))[0]).toMatch(/its states v, u have together .* 0\.045 ms/);
    expect(saidOfStep(compartments(500, 50, 'default'))[0]).toMatch(/its membrane and u exchange 50 %/);
  });

  it('says by how much a coupling holds back what moves together', () => {
    expect(saidOfStep(oscillators(5))[0]).toMatch(/it holds them back by 21 %/);
  });
});

describe('the default integrator', () => {
  const methodOf = (document: NetworkDocument) => compile(document).map?.populations[0]?.method?.integrator;

  it('is one that takes the conductances of a population, where the usual one does not', async () => {
    const strong = inhibited('izhikevich', 40, 'default');
    expect(methodOf(strong)).toBe('exponential_midpoint');
    expect(saidOfStep(strong)).toEqual([]);
    expect(await spikesOf(strong)).toBe(0);
    expect(await spikesOf(inhibited('izhikevich', 40, 'rk4_below_threshold'))).toBeGreaterThan(1000);
  });

  it('is the usual one under weak conductances', () => {
    expect(methodOf(inhibited('izhikevich', 5, 'default'))).toBe('rk4_below_threshold');
  });
});
