import { describe, expect, test } from 'vitest';
import { validateFile } from '../../src/cli/validate.ts';
import { modelFaults } from '../../src/document/model-faults.ts';
import { copyOf, networkOf } from '../document/models.ts';
import { captured, driven, fileWith } from './network.ts';

const lines = captured();

describe('entrain validate', () => {
  test('has nothing to say of a sound network', async () => {
    expect(await validateFile(fileWith(driven))).toBe(0);
    expect(lines.out.at(-1)).toMatch(/no problems$/);
  });

  test('lists every fault of a broken file by node and field', async () => {
    const broken = structuredClone(driven);
    for (const node of broken.nodes) {
      if (node.kind === 'population') node.parameters = { ...node.parameters, tau_m: '0 ms', R: '3 mV' };
    }
    expect(await validateFile(fileWith(broken))).toBe(1);
    expect(lines.out.join('\n')).toMatch(/cells\.parameters\.tau_m/);
    expect(lines.out.join('\n')).toMatch(/cells\.parameters\.R/);
    expect(lines.out.at(-1)).toMatch(/2 problems$/);
  });

  test('checks the variants too', async () => {
    const broken = structuredClone(driven);
    broken.variants[0]?.overrides.push({ node: 'cells', field: 'parameters.tau_m', value: '-1 ms' });
    expect(await validateFile(fileWith(broken))).toBe(1);
    expect(lines.out.join('\n')).toMatch(/^error {2}cells\.parameters\.tau_m {2}Variant "Weak": Population "Cells": /m);
    broken.variants[0]?.overrides.push({ node: 'gone', field: 'size', value: 1 });
    expect(await validateFile(fileWith(broken))).toBe(1);
    expect(lines.out.join('\n')).toMatch(/^error {2}gone\.size {2}Variant "Weak": there is no node or edge "gone"/m);
  });

  test('tells the faults of an own model with the sentences of its editor', async () => {
    const model = copyOf('adex', { equations: 'dv/dt = v/C : mV\ndw/dt = -w/tau_w : pA', membrane: 'u' });
    expect(await validateFile(fileWith(networkOf('mine', model)))).toBe(1);
    const [first, ...others] = modelFaults(model).map(({ message }) => message);
    expect(others).toHaveLength(1);
    expect(lines.out.join('\n')).toContain(`models.mine.equations  Model "My AdEx": ${first}`);
    expect(lines.out.join('\n')).toContain(`models.mine.membrane  Model "My AdEx": ${others[0]}`);
  });

  test('checks each part of a sweep', async () => {
    const axis = { node: 'gone', field: 'zzz', from: 1, to: 'foo', count: 3, scale: 'log' } as const;
    const sweeps = [
      { axes: [axis], seeds: 2, measures: ['foo', 'toString'], population: 'gone', measure: 'bar' },
      {
        axes: [{ ...axis, node: 'cells', field: 'parameters.tau_m', from: '1 mV', to: '2 mV' }],
        seeds: 2,
        measures: ['chi'],
        population: 'drive',
        measure: 'chi',
      },
      {
        axes: [{ ...axis, node: 'cells', field: 'parameters.b', from: '1 mV', to: '2 mV' }],
        seeds: 2,
        measures: ['chi'],
        population: 'cells',
        measure: 'chi',
      },
    ];
    expect(await validateFile(fileWith({ ...driven, sweeps }))).toBe(1);
    const found = lines.out.join('\n');
    expect(found).toContain('Sweep 1: There is no node or edge "gone", whose zzz is to be varied.');
    expect(found).toContain('Sweep 1: there is no population "gone" to draw. There is cells.');
    expect(found).toContain('Sweep 1: there is no measure "foo". There are');
    expect(found).toContain('Sweep 1: there is no measure "toString". There are');
    expect(found).toContain('Sweep 1: it draws the measure "bar", which is not among those that it computes');
    expect(found).toMatch(/Sweep 2: .*membrane time constant is 1 mV, a voltage .*; must be a time/);
    expect(found).toContain('Sweep 2: there is no population "drive" to draw.');
    expect(found).toContain('Sweep 3: There is no b of population "Cells" to vary.');
  });

  test('refuses what is not JSON, and what is no network', async () => {
    expect(await validateFile(fileWith('nonsense'))).toBe(1);
    expect(lines.err.join('\n')).toMatch(/is not JSON/);
    expect(await validateFile(fileWith({ format: 'else' }))).toBe(1);
  });
});
