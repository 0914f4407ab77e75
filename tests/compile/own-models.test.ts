import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { modelFaults } from '../../src/document/model-faults.ts';
import type { NetworkDocument, OwnModel } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { copyOf, networkOf } from '../document/models.ts';

function configOf(document: NetworkDocument) {
  const { config, problems } = compile(document);
  if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return config;
}

/** The LIF neurons, or an own model's in their place, under a current that makes them spike. */
function driven(own?: OwnModel): NetworkDocument {
  const document = own === undefined ? networkOf('lif') : networkOf('mine', own);
  const nodes = document.nodes.map((node) =>
    node.kind === 'stimulus' ? { ...node, parameters: { ...node.parameters, amplitude: '3 nA' } } : node,
  );
  return { ...document, nodes };
}

/** Spikes of the first population, as [step, neuron, step, neuron, ...]. */
async function spikesOf(document: NetworkDocument): Promise<number[]> {
  const engine = await createEngine(configOf(document));
  const { recorders } = engine.advance(6000);
  const [first] = recorders;
  if (first?.kind !== 'spikes') throw new Error('The first recorder is not of spikes.');
  return Array.from(first.block.steps).flatMap((step, k) => [step, first.block.elements[k] ?? -1]);
}

describe('a population of an own model', () => {
  it('compiles to what the model that it was copied from compiles to', () => {
    expect(configOf(networkOf('mine', copyOf('adex')))).toEqual(configOf(networkOf('adex')));
  });

  it('spikes to the bit as the model that it was copied from', async () => {
    const own = await spikesOf(networkOf('mine', copyOf('adex')));
    expect(own.length).toBeGreaterThan(200);
    expect(own).toEqual(await spikesOf(networkOf('adex')));
  });

  it('does as its changed equations say', async () => {
    const adex = copyOf('adex');
    const unadapted = { ...adex, reset: 'v = V_reset' };
    const spikes = await spikesOf(networkOf('mine', unadapted));
    expect(spikes.length).toBeGreaterThan((await spikesOf(networkOf('adex'))).length);
  });

  it('may name parameters as the synapses of a population are named', async () => {
    const lif = copyOf('lif');
    const renamed = (text: string) => text.replaceAll('tau_m', 'tau_1').replaceAll('R*', 'R_1*');
    const model = {
      ...lif,
      equations: renamed(lif.equations),
      parameters: lif.parameters.map((one) => {
        const name = { tau_m: 'tau_1', R: 'R_1' }[one.name] ?? one.name;
        return { ...one, name };
      }),
    };
    expect(modelFaults(model)).toEqual([]);
    expect(await spikesOf(driven(model))).toEqual(await spikesOf(driven()));
  });

  const { parameters } = copyOf('lif');
  const seven = (name: string, unit = '1') => ({ name, unit, default: `7 ${unit}`, meaning: name });
  const coupled =
    (model: string, sign: 'excitatory' | 'inhibitory', delay: string, weight: string) =>
    (document: NetworkDocument): NetworkDocument => ({
      ...document,
      edges: document.edges.map((edge) => (edge.kind === 'synapse' ? { ...edge, model, sign, delay, weight } : edge)),
    });
  it.each([
    [
      'a synapse',
      [seven('s_1', 'pA'), seven('s_syn1', 'pA')],
      coupled('exponential-current', 'inhibitory', '1.5 ms', '20 pA'),
    ],
    ['a stimulus', [seven('factor_in1'), seven('factor_inj1')], (document: NetworkDocument) => document],
    ['a gap junction', [seven('D_c1', 'pA')], coupled('gap-junction', 'excitatory', '0 ms', '1 nS')],
    ['an NMDA synapse', [seven('tau_d_out1', 'ms'), seven('s_out1')], coupled('nmda', 'excitatory', '1.5 ms', '5 nS')],
  ])('may have every name that %s would have in it', async (_, added, join) => {
    const zeros = added.map(({ name, unit }) => ` + (${name}/${unit} - 7)*mV`.replace('/1 ', ' '));
    const model = copyOf('lif', { parameters: [...parameters, ...added], threshold: `v > V_th${zeros.join('')}` });
    expect(modelFaults(model)).toEqual([]);
    const plain = await spikesOf(join(driven()));
    expect(plain.length).toBeGreaterThan(100);
    expect(await spikesOf(join(driven(model)))).toEqual(plain);
  });

  it('may have an input whose name looks like a part of a number', async () => {
    const { equations, threshold } = copyOf('lif');
    const input = { name: 'e3', unit: 'pA' };
    const model = copyOf('lif', {
      equations: equations.replace('*I)', '*e3)'),
      threshold: `${threshold} + 0e3*mV`,
      input,
    });
    expect(modelFaults(model)).toEqual([]);
    expect(await spikesOf(driven(model))).toEqual(await spikesOf(driven()));
  });

  it('may have an input whose unit is no expression, and which nothing reaches', () => {
    const document = driven(copyOf('lif', { input: { name: 'I', unit: 'µA' } }));
    expect(compile({ ...document, edges: [] }).config).not.toBeNull();
  });

  it('starts from the parameter that its text names between spaces', () => {
    const started = (own: OwnModel) => {
      const document = networkOf('mine', own);
      const nodes = document.nodes.map((node) => (node.kind === 'population' ? { ...node, initial: {} } : node));
      return configOf({ ...document, nodes }).groups[0]?.states[0]?.initial;
    };
    expect(started(copyOf('lif', { initial: { v: ' E_L ' } }))).toEqual(started(copyOf('lif')));
  });

  it('reads its input in threshold and reset', async () => {
    const { threshold, reset } = copyOf('lif');
    const held = copyOf('lif', { threshold: `${threshold} and I > 2 * 5000 * pA # I is the input` });
    expect(await spikesOf(driven(held))).toEqual([]);
    const lowered = copyOf('lif', { reset: `${reset} + I/pA*0*mV # of I nothing\n` });
    expect(await spikesOf(driven(lowered))).toEqual(await spikesOf(driven()));
  });

  it('never spikes without a threshold', async () => {
    expect(await spikesOf(driven(copyOf('lif', { threshold: '', reset: '' })))).toEqual([]);
  });
});

describe('a population of a faulty own model', () => {
  const faulty = copyOf('adex', { equations: 'dv/dt = (E_L - v)/C : mV\ndw/dt = -w/tau_w : pA' });
  const { config, problems } = compile(networkOf('mine', faulty));

  it('is not run, and is marked', () => {
    expect(config).toBeNull();
    expect(problems.find(({ node }) => node === 'cells')?.message).toMatch(
      /^Population "Cells": its model "My AdEx" has a fault\. In "dv\/dt/,
    );
  });

  it('is told once with the field and the place in its text', () => {
    const [problem, ...others] = problems.filter(({ field }) => field?.startsWith('models.'));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'model-faults', severity: 'error', field: 'models.mine.equations' });
    expect(faulty.equations.slice(problem?.span?.from, problem?.span?.to)).toBe('(E_L - v)/C');
    expect(problem?.message).toContain('must be mV/ms, because v is in mV.');
  });

  it('keeps nothing from running where no population uses it', () => {
    const document = { ...networkOf('adex'), models: { mine: faulty } };
    const unused = compile(document);
    expect(unused.config).not.toBeNull();
    expect(unused.problems.map(({ severity }) => severity)).toEqual(['warning']);
  });
});
