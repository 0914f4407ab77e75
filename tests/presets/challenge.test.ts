import { expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import { drawElements } from '../../src/engine/random/values.ts';
import { applyVariant } from '../fields.ts';
import { readPreset, runPreset } from './expectations.ts';

const document = readPreset('lif-unknown');
const DRAWN = ['E_L', 'V_reset', 'V_th', 'R', 'tau_m', 't_ref'];

/** Parameters of a neuron as the engine has them, in internal units. */
function parametersOf(chosen: typeof document, id: string): ReadonlyMap<string, number> {
  const { config, map } = compile(chosen);
  const population = map?.populations.find((one) => one.id === id);
  const group = config?.groups[population?.index ?? -1];
  if (config === null || group === undefined) throw new Error(`no population ${id}`);
  return new Map(
    group.parameters
      .filter(({ name }) => DRAWN.includes(name))
      .map(({ name, values }) => [name, drawElements(values, 1, config.seed)[0] ?? Number.NaN]),
  );
}

test('the solution holds the parameters that the seed draws', () => {
  const solved = parametersOf(applyVariant(document, 'solution'), 'guess');
  const drawn = parametersOf(document, 'unknown');
  expect([...drawn.keys()].toSorted()).toEqual(DRAWN.toSorted());
  for (const [name, value] of drawn) expect((solved.get(name) ?? 0) / value, name).toBeCloseTo(1, 4);
});

test('and with them the two neurons fire alike', async () => {
  const { map, recordings } = await runPreset(document, 'solution');
  const [unknown, guess] = ['unknown', 'guess'].map((id) => {
    const population = map.populations.find((one) => one.id === id);
    return [...recordings.spikes(population?.spikes ?? -1).steps];
  });
  expect(unknown?.length).toBeGreaterThan(20);
  expect(guess).toEqual(unknown);
});

test('the neuron that is hidden fires at 5 nA and not at 0.8 nA, whatever the seed', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const of = parametersOf({ ...document, run: { ...document.run, seed } }, 'unknown');
    const at = (name: string): number => of.get(name) ?? Number.NaN;
    const needed = (at('V_th') - at('E_L')) / at('R');
    expect(needed).toBeGreaterThan(800);
    expect(needed).toBeLessThan(5000);
  }
});
