import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { modelFaults } from '../../src/document/model-faults.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { copyOf, networkOf } from '../document/models.ts';

function configOf(document: NetworkDocument) {
  const { config, problems } = compile(document);
  if (config === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return config;
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
    expect(await spikesOf(networkOf('mine', model))).toEqual(await spikesOf(networkOf('lif')));
  });

  it('never spikes without a threshold', async () => {
    expect(await spikesOf(networkOf('mine', copyOf('lif', { threshold: '', reset: '' })))).toEqual([]);
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
