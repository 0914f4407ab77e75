import { describe, expect, test } from 'vitest';
import type { PopulationNode } from '../../src/document/schema.ts';
import { evaluateProgram, fieldPrograms } from '../../src/equations/index.ts';
import { neuronField } from '../../src/experiments/dynamics/neuron-field.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { readPreset } from '../presets/expectations.ts';

const base = readPreset('lif-step');
const template = base.nodes.find((node): node is PopulationNode => node.kind === 'population');

/** A population of a model with its defaults. */
function populationOf(model: string): PopulationNode {
  if (template === undefined) throw new Error('the preset has a population');
  return { ...template, model, parameters: {}, initial: {} };
}

describe.each(neurons.map(({ id }) => id))('the vector field of %s', (id) => {
  test('equals the interpreter to the bit, and its derivatives agree with differences', async () => {
    const { neuron, problems } = await neuronField(base, populationOf(id));
    expect(problems).toEqual([]);
    if (neuron === null) throw new Error('it has no fault');
    const { field, initial, parameters } = neuron;
    const n = field.states;
    // A place that nothing singles out.
    const x = initial.map((value, k) => value + 0.3 + 0.1 * k);
    const direction = (seed: number): number[] => x.map((_, k) => Math.cos(seed + 3 * k));
    const programs = fieldPrograms(neuron.lowered, parameters.length);
    const element = { parameters, inputs: new Float64Array(3 * n), time: 0, normals: [], notRefractory: true };
    const rates = new Float64Array(n);
    const ratesAt = (states: readonly number[]) => {
      field.rates(states, parameters, rates);
      return [...rates];
    };
    expect(ratesAt(x)).toEqual(evaluateProgram(programs.rates, { ...element, states: x }));
    expect(ratesAt(x)).toEqual(evaluateProgram(neuron.lowered.speeds.rates, { ...element, states: x }));
    expect(ratesAt(x).every(Number.isFinite)).toBe(true);

    const along = (states: readonly number[], by: readonly number[], h: number) =>
      states.map((value, k) => value + h * (by[k] ?? 0));
    /** Of order 4. */
    const difference = (of: (states: readonly number[]) => readonly number[], by: readonly number[], h: number) => {
      const [a, b, c, d] = [-2, -1, 1, 2].map((steps) => of(along(x, by, steps * h)));
      return x.map((_, k) => ((a?.[k] ?? 0) - 8 * (b?.[k] ?? 0) + 8 * (c?.[k] ?? 0) - (d?.[k] ?? 0)) / (12 * h));
    };
    const near = (given: readonly number[], wanted: readonly number[], tolerance: number): void => {
      const scale = Math.max(1e-6, ...wanted.map(Math.abs), ...rates.map(Math.abs));
      given.forEach((value, k) => void expect(Math.abs(value - (wanted[k] ?? 0)) / scale).toBeLessThan(tolerance));
    };
    const jacobian = new Float64Array(n * n);
    const productAt = (states: readonly number[], u: readonly number[]) => {
      field.jacobian(states, parameters, jacobian);
      return x.map((_, k) => u.reduce((sum, value, j) => sum + (jacobian[k * n + j] ?? 0) * value, 0));
    };
    const [u, v, w] = [direction(1), direction(2), direction(3)];
    near(productAt(x, u), difference(ratesAt, u, 1e-3), 1e-6);
    const out = new Float64Array(n);
    const secondAt = (states: readonly number[]) => {
      field.second(states, parameters, u, v, out);
      return [...out];
    };
    near(
      secondAt(x),
      difference((states) => productAt(states, u), v, 1e-3),
      1e-6,
    );
    field.third(x, parameters, u, v, w, out);
    near([...out], difference(secondAt, w, 1e-3), 1e-6);

    const sensitivity = new Float64Array(n * field.parameters);
    field.sensitivity(x, parameters, sensitivity);
    parameters.forEach((value, j) => {
      const h = 1e-4 * Math.max(1, Math.abs(value));
      const at = (moved: number) => {
        field.rates(x, parameters.with(j, moved), rates);
        return [...rates];
      };
      const [low, high] = [at(value - h), at(value + h)];
      if (![...low, ...high].every(Number.isFinite)) return;
      near(
        x.map((_, k) => sensitivity[k * field.parameters + j] ?? 0),
        x.map((_, k) => ((high[k] ?? 0) - (low[k] ?? 0)) / (2 * h)),
        1e-4,
      );
    });
  });
});
