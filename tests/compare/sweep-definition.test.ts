import { describe, expect, test } from 'vitest';
import { emptyNetwork, type SweepDefinition } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { valuesOf } from '../../src/experiments/sweep/axis.ts';
import { axisAround, companions, firstDefinition, sweepOf } from '../../src/experiments/sweep/definition.ts';
import { findParameter, sweepParameters } from '../../src/experiments/sweep/parameters.ts';
import { cellDocument } from '../fields.ts';
import { readPreset } from '../presets/expectations.ts';

const PRESETS = [
  'lif-step',
  'adex-network-bursting-g3',
  'kuramoto',
  'stdp-bimodal',
  'travelling-wave-2d',
  'brunel-12500',
];
const network = readPreset('adex-network-bursting-g3');

const definitionOf = (axes: SweepDefinition['axes']): SweepDefinition => ({
  axes,
  seeds: 2,
  measures: ['chi'],
  population: 'E',
  measure: 'chi',
});

describe('parameters that can be swept', () => {
  test.each(PRESETS)('of %s: each takes its present value', (preset) => {
    const document = readPreset(preset);
    const parameters = sweepParameters(document);
    expect(parameters.length).toBeGreaterThan(5);
    for (const { node, field, value } of parameters) {
      const axis = { node, field, from: value, to: value, count: 1, scale: 'linear' } as const;
      const sweep = sweepOf(document, definitionOf([axis]));
      expect('fault' in sweep ? `${node} ${field}: ${sweep.fault}` : null).toBeNull();
    }
    expect(new Set(parameters.map(({ node, field }) => `${node}/${field}`)).size).toBe(parameters.length);
  });

  test('are of nodes, edges, rules, distributions and the run', () => {
    const fields = sweepParameters(network).map(({ node, field }) => `${node ?? 'run'}.${field}`);
    for (const one of ['E.size', 'E.parameters.tau_w', 'IE.relativeStrength', 'IE.weight', 'IE.delay', 'run.dt'])
      expect(fields).toContain(one);
    expect(fields.some((one) => one.endsWith('.rule.probability'))).toBe(true);
    const spread = sweepParameters(readPreset('kuramoto')).find(({ name }) => name === 'omega half width');
    expect(spread).toMatchObject({ field: 'parameters.omega.lorentzianQuantiles.1', value: '0.01 1/ms' });
  });

  test('of a distribution change only their part of it', () => {
    const document = readPreset('kuramoto');
    const field = 'parameters.omega.lorentzianQuantiles.1';
    const range = { from: '0.005', to: '0.015 1/ms', count: 3, scale: 'linear' } as const;
    const sweep = sweepOf(document, definitionOf([{ node: 'O', field, ...range }]));
    if ('fault' in sweep) throw new Error(sweep.fault);
    const node = cellDocument(sweep, { place: [2], seed: 1 }).nodes.find(({ id }) => id === 'O');
    expect(node).toMatchObject({ parameters: { omega: { lorentzianQuantiles: ['0.25 1/ms', '0.015 1/ms'] } } });
  });
});

describe('a definition', () => {
  const g = { node: 'IE', field: 'relativeStrength', from: 2, to: 8, count: 4, scale: 'linear' } as const;
  const faultOf = (axes: SweepDefinition['axes']): string => {
    const found = sweepOf(network, definitionOf(axes));
    return 'fault' in found ? found.fault : '';
  };

  test('is saved with the network', () => {
    const { document, problems } = validateDocument(
      JSON.parse(JSON.stringify({ ...network, sweeps: [definitionOf([g])] })),
    );
    expect(problems).toEqual([]);
    expect(document?.sweeps).toEqual([definitionOf([g])]);
  });

  test('gives as many seeds as it says, from the network’s own on', () => {
    const sweep = sweepOf(network, definitionOf([g]));
    expect(sweep).toMatchObject({ seeds: [12345, 12346], axes: [{ numbers: [2, 4, 6, 8], unit: '' }] });
  });

  test('of a whole number takes each once', () => {
    expect(valuesOf({ from: 1, to: 4, count: 9, scale: 'linear' }, true)).toEqual({ numbers: [1, 2, 3, 4], unit: '' });
  });

  test('that cannot be run says why', () => {
    expect(faultOf([{ ...g, node: 'gone' }])).toMatch(/no node or edge "gone", whose relativeStrength/);
    expect(faultOf([g, g])).toMatch(/same parameter/);
    expect(faultOf([{ ...g, field: 'delay', from: '1 ms', to: '2 mV' }])).toMatch(/ms and mV/);
    expect(faultOf([{ ...g, field: 'delay', from: '1 mV', to: '2 mV' }])).toMatch(/mV/);
    expect(faultOf([{ ...g, from: 0, scale: 'log' }])).toMatch(/above 0/);
    const other = { node: 'EE', field: 'relativeStrength', from: 1, to: 2, count: 1000, scale: 'linear' } as const;
    expect(faultOf([{ ...g, count: 1000 }, other])).toMatch(/at most 20,000/);
  });

  test('varies fields together: each gets the value of its place', () => {
    const also = [{ node: 'II', field: 'relativeStrength' }];
    const sweep = sweepOf(network, definitionOf([{ ...g, also, from: 2, to: 8, count: 3 }]));
    if ('fault' in sweep) throw new Error(sweep.fault);
    const { edges } = cellDocument(sweep, { place: [1], seed: 1 });
    const strengths = edges.flatMap((edge) => (edge.kind === 'synapse' ? [[edge.id, edge.relativeStrength]] : []));
    expect(Object.fromEntries(strengths)).toMatchObject({ IE: 5, II: 5, EE: 1, EI: 1 });
    const twice = sweepOf(
      network,
      definitionOf([
        { ...g, also },
        { ...g, node: 'II' },
      ]),
    );
    expect('fault' in twice && twice.fault).toMatch(/same parameter/);
    const gone = sweepOf(network, definitionOf([{ ...g, also: [{ node: 'X', field: 'weight' }] }]));
    expect('fault' in gone && gone.fault).toBe('There is no node or edge "X", whose weight is to be varied.');
  });

  test('may be joined by fields of the same name and unit only', () => {
    const names = companions(sweepParameters(network), { node: 'E', field: 'parameters.tau_w' });
    expect(names.map(({ node, field }) => `${node} ${field}`)).toEqual(['I parameters.tau_w']);
    expect(companions(sweepParameters(network), { node: null, field: 'dt' })).toEqual([]);
  });

  test('suggests itself: the strength of inhibition, and a range around the present value', () => {
    const first = firstDefinition(network);
    const also = [{ node: 'II', field: 'relativeStrength' }];
    expect(first?.axes).toEqual([{ ...g, from: 1.5, to: 4.5, count: 9, also }]);
    expect(first && 'fault' in sweepOf(network, first)).toBe(false);
    expect(firstDefinition(emptyNetwork())).toBeNull();
    const rest = findParameter(network, { node: 'E', field: 'parameters.E_L' });
    const around = rest && axisAround(rest);
    expect([Number.parseFloat(String(around?.from)), Number.parseFloat(String(around?.to))]).toEqual([-84.7, -56.5]);
  });
});
