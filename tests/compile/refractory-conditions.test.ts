import { describe, expect, it, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { EngineConfig } from '../../src/contract/index.ts';
import { modelFaults } from '../../src/document/model-faults.ts';
import type { NetworkDocument, OwnModel } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { Recordings } from '../../src/session/recordings.ts';
import { copyOf, networkOf } from '../document/models.ts';
import cases from './refractory-conditions.brian2.json' with { type: 'json' };

const PARAMETERS: readonly (readonly [name: string, unit: string, value: string])[] = [
  ['E_L', 'mV', '-65 mV'],
  ['R', 'MOhm', '100 MOhm'],
  ['tau_m', 'ms', '10 ms'],
  ['tau_u', 'ms', '5 ms'],
  ['V_th', 'mV', '-50 mV'],
  ['V_reset', 'mV', '-60 mV'],
  ['V_up', 'mV', '-20 mV'],
  ['V_mid', 'mV', '-35 mV'],
  ['V_low', 'mV', '-52 mV'],
];

type Case = (typeof cases)[number];

/** A model as one writes it in the editor. */
function modelOf({ equation, reset, refractoryWhile, periodMs }: Case): OwnModel {
  return {
    ...copyOf('lif'),
    equations: `${equation.replace('volt', 'mV')}\ndu/dt = -u/tau_u : 1`,
    threshold: 'v > V_th',
    reset,
    refractory: 't_ref',
    refractoryWhile,
    parameters: [...PARAMETERS, ['t_ref', 'ms', `${periodMs} ms`] as const].map(([name, unit, value]) => ({
      name,
      unit,
      default: value,
      meaning: name,
    })),
    initial: { v: '-65 mV', u: '0' },
    integrator: 'rk4',
  };
}

/** Neurons of the model, one to a current. */
function documentOf(one: Case): NetworkDocument {
  const network = networkOf('mine', modelOf(one));
  const [cells, drive] = network.nodes;
  if (cells?.kind !== 'population' || drive?.kind !== 'stimulus') throw new Error('The network has other nodes.');
  return {
    ...network,
    run: { ...network.run, dt: `${one.dtMs} ms`, duration: `${one.dtMs * one.steps} ms` },
    nodes: [
      ...one.currentsPA.map((_, k) => ({ ...cells, id: `cells-${k}`, name: `Cells ${k}`, size: 1, initial: {} })),
      ...one.currentsPA.map((current, k) => ({
        ...drive,
        id: `drive-${k}`,
        name: `Drive ${k}`,
        parameters: { ...drive.parameters, amplitude: `${current} pA` },
      })),
    ],
    edges: one.currentsPA.map((_, k) => ({
      id: `inject-${k}`,
      kind: 'injection' as const,
      source: `drive-${k}`,
      target: `cells-${k}`,
      scale: 1,
    })),
  };
}

/** The steps of the spikes of each population. */
async function spikesOf(document: NetworkDocument, steps: number): Promise<number[][]> {
  const { config: compiled, problems } = compile(document);
  if (compiled === null || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const populations = compiled.groups.flatMap(({ threshold }, index) => (threshold === null ? [] : [index]));
  const recorders = populations.map((index) => ({ kind: 'spikes' as const, of: { of: 'group' as const, index } }));
  const config: EngineConfig = { ...compiled, recorders };
  const engine = await createEngine(config);
  const recordings = new Recordings(config);
  recordings.append(engine.advance(steps));
  engine.dispose();
  return populations.map((_, r) => [...recordings.spikes(r).steps]);
}

describe('a refractory condition of an own model', () => {
  // From tests/reference/refractory-conditions.py.
  test.each(cases.map((one) => [one.refractoryWhile, one.periodMs, one] as const))(
    "%s, with a period of %d ms: Brian2's spikes, to the step",
    async (_, _period, one) => {
      expect(modelFaults(modelOf(one))).toEqual([]);
      expect(one.spikes.flat().length).toBeGreaterThan(50);
      expect(await spikesOf(documentOf(one), one.steps)).toEqual(one.spikes);
    },
  );

  it('goes with a copy of a model that has one', () => {
    const configOf = (document: NetworkDocument) => compile(document).config;
    const own = configOf(networkOf('mine', copyOf('hodgkin-huxley')));
    expect(own?.groups[0]?.refractoryWhile).toBeDefined();
    expect(own).toEqual(configOf(networkOf('hodgkin-huxley')));
  });

  it('may read the input, as thresholds and resets may', async () => {
    // 1 nA for all, from which the inhibition of others is taken.
    const countOf = async (changes: Partial<OwnModel>): Promise<number> => {
      const lif = copyOf('lif', changes);
      const parameters = lif.parameters.map((one) => (one.name === 'R' ? { ...one, default: '100 MOhm' } : one));
      const [spikes = []] = await spikesOf(networkOf('mine', { ...lif, parameters }), 3000);
      return spikes.length;
    };
    const all = await countOf({});
    expect(all).toBeGreaterThan(100);
    expect(await countOf({ refractoryWhile: 'I > 1*nA' })).toBe(all);
    expect(await countOf({ refractoryWhile: 'I > -100*nA' })).toBe(20);
    expect(await countOf({ threshold: 'v > V_th and I > 1*nA' })).toBe(0);
    expect(await countOf({ reset: 'v = V_reset - R*I' })).toBeLessThan(all);
  });

  it('that is empty is none', () => {
    const without = compile(networkOf('mine', copyOf('adex'))).config;
    expect(compile(networkOf('mine', copyOf('adex', { refractoryWhile: ' ' }))).config).toEqual(without);
  });
});

describe('a model that resets nothing and has no refractory condition', () => {
  const warningsOf = (changes: Partial<OwnModel>) =>
    compile(networkOf('mine', copyOf('lif', changes))).problems.filter(({ code }) => code === 'spikes-by-level');

  it('is told to count a level, with the remedy', () => {
    expect(warningsOf({ reset: '', refractory: null })).toMatchObject([
      {
        severity: 'warning',
        node: 'cells',
        message: expect.stringContaining(
          'resets nothing, so a spike is counted in every step for as long as v > V_th. To count upward crossings, let it be refractory while v > V_th.',
        ),
      },
    ]);
    expect(warningsOf({ reset: '' })).toMatchObject([{ message: expect.stringContaining('once each t_ref') }]);
  });

  it.each<Partial<OwnModel>>([{}, { reset: '', threshold: '' }, { reset: '', refractoryWhile: 'v > V_th' }])(
    'is not what has a reset, no spikes, or a condition: %o',
    (changes) => {
      expect(warningsOf(changes)).toEqual([]);
    },
  );
});
