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

  test('refuses what is not JSON, and what is no network', async () => {
    expect(await validateFile(fileWith('nonsense'))).toBe(1);
    expect(lines.err.join('\n')).toMatch(/is not JSON/);
    expect(await validateFile(fileWith({ format: 'else' }))).toBe(1);
  });
});
