import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { EngineConfig, GroupConfig, Values } from '../../src/contract/index.ts';
import {
  emptyNetwork,
  type NetworkDocument,
  type NetworkEdge,
  type NetworkNode,
  type SynapseEdge,
} from '../../src/document/schema.ts';
import { evaluateProgram } from '../../src/equations/index.ts';
import { hasDelay, misfit, usualWeight } from '../../src/library/fit.ts';
import { neurons } from '../../src/library/neurons/index.ts';
import { probes } from '../../src/library/probes/index.ts';
import { stimuli } from '../../src/library/stimuli/index.ts';
import { findSynapse, synapses } from '../../src/library/synapses/index.ts';
import type { ParameterDeclaration } from '../../src/library/types.ts';
import { parseQuantity, parseUnit, sameDimension } from '../../src/units/index.ts';
import { networkOf, run } from '../library/neurons/run.ts';

const position = { x: 0, y: 0 };

function population(model: string, parameters: Record<string, string> = {}): NetworkNode {
  return {
    id: 'P',
    name: 'P',
    kind: 'population',
    model,
    size: 3,
    position,
    parameters,
    initial: {},
    integrator: 'default',
  };
}

function stimulus(model: string): NetworkNode {
  const base = { id: 'S', name: 'S', kind: 'stimulus' as const, model, position, parameters: {}, enabled: true };
  if (model === 'rate-profile') return { ...base, profile: [['0 ms', '20 Hz']] };
  return model === 'given-spikes' ? { ...base, spikeTimes: [['1 ms', '2 ms']] } : base;
}

function delayOf(model: string): string {
  const found = findSynapse(model);
  return found === undefined || hasDelay(found) ? '1.5 ms' : '0 ms';
}

function synapse(source: string, model: string, sign: 'excitatory' | 'inhibitory', weight: string): SynapseEdge {
  return {
    id: 'edge',
    kind: 'synapse',
    source,
    target: 'P',
    model,
    sign,
    rule: { type: 'all-to-all', autapses: false },
    weight,
    relativeStrength: 1,
    delay: delayOf(model),
    parameters: {},
  };
}

function network(nodes: NetworkNode[], edges: NetworkEdge[] = []): NetworkDocument {
  return { ...emptyNetwork(), nodes, edges };
}

/** The config of a network that has no problem. */
function compiled(document: NetworkDocument) {
  const { config, problems } = compile(document);
  // That a step is coarse for a model is told, and is no fault of it.
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (config === null) throw new Error('no config');
  return config;
}

const firstOf = (values: Values): number => (values.kind === 'constant' ? values.value : Number.NaN);

/** One element advanced by the reference interpreter, without input, threshold or noise. */
function advance(group: GroupConfig, dtMs: number, steps: number): number[] {
  const parameters = group.parameters.map(({ values }) => firstOf(values));
  let states = group.states.map(({ initial }) => firstOf(initial));
  const inputs = group.inputs.map(() => 0);
  for (let k = 0; k < steps && group.propagators.length === 0; k++) {
    const element = { states, parameters, inputs, time: k * dtMs, normals: [0.5, -0.5], notRefractory: true };
    states = evaluateProgram(group.update, element);
  }
  return states;
}

function expectDocumented(declarations: readonly ParameterDeclaration[]): void {
  for (const { unit, meaning, symbol, default: text, min, max, timing } of declarations) {
    const dimension = parseUnit(unit)?.dimension;
    expect(dimension, unit).toBeDefined();
    expect(meaning.length).toBeGreaterThan(2);
    expect(symbol.length).toBeGreaterThan(0);
    for (const quantityText of [text, min, max]) {
      if (quantityText === undefined || dimension === undefined) continue;
      // The end of a run is a time that is not known yet.
      if (timing === 'offset' && quantityText === 'end') continue;
      const quantity = parseQuantity(quantityText);
      expect('fault' in quantity ? quantity.fault : sameDimension(quantity.dimension, dimension), quantityText).toBe(
        true,
      );
    }
  }
}

/** Currents that stimuli inject: from groups of their own, and as equations of the population, each with its factor. */
const injectedIn = ({ injections, groups }: EngineConfig): number =>
  injections.length +
  groups.flatMap(({ parameters }) => parameters).filter(({ name }) => /^factor_in\d+$/.test(name)).length;

describe.each(neurons.map((model) => [model.id, model] as const))('neuron model %s', (id, model) => {
  it('compiles with its defaults and stays finite', () => {
    const config = compiled(network([population(id)]));
    const [group] = config.groups;
    if (group === undefined) throw new Error('no group');
    expect(advance(group, config.dtMs, 200).every(Number.isFinite)).toBe(true);
  });

  it('stays finite for the length of a new network', async () => {
    const { duration, dt } = emptyNetwork().run;
    const [durationMs, dtMs] = [duration, dt].map((text) => Number.parseFloat(String(text)));
    const { traces } = await run({ model: id, durationMs: durationMs ?? 0, dtMs: dtMs ?? 0 });
    expect(Object.keys(traces)).toEqual(model.states.map(({ name }) => name));
  });

  it.each(model.sets.map((set) => [set.name, set] as const))('compiles with the set %s and its input', (_name, set) => {
    const { parameters, initial = {}, protocol, source } = set;
    const { duration = '500 ms', dt = '0.05 ms', stimuli: input = [] } = protocol ?? {};
    const [durationMs, dtMs] = [duration, dt].map((text) => Number.parseFloat(text));
    const network = {
      model: id,
      parameters,
      initial,
      integrator: set.integrator ?? ('default' as const),
      stimuli: input,
    };
    const config = compiled(networkOf({ ...network, durationMs: durationMs ?? 0, dtMs: dtMs ?? 0 }));
    expect(injectedIn(config)).toBe(input.length);
    expect(source.length).toBeGreaterThan(5);
  });

  it('has no two sets of one name', () => {
    expect(new Set(model.sets.map(({ name }) => name)).size).toBe(model.sets.length);
  });

  it.each(
    synapses.flatMap((kind) => [
      [kind.id, 'excitatory', usualWeight(kind, model)] as const,
      [kind.id, 'inhibitory', usualWeight(kind, model)] as const,
    ]),
  )('takes %s synapses, %s, or says why not', (kind, sign, weight) => {
    const document = network([population(id)], [synapse('P', kind, sign, weight)]);
    const found = findSynapse(kind);
    const fault = found === undefined ? null : misfit(found, model, model);
    const said = compile(document).problems.map(({ message }) => message);
    if (fault === null) expect(said).toEqual([]);
    else expect(said).toContain(`Synapse "edge": ${fault}`);
  });

  it('takes some synapse from its like', () => {
    expect(synapses.some((kind) => misfit(kind, model, model) === null)).toBe(true);
  });

  it('documents its parameters, states and source', () => {
    expectDocumented(model.parameters);
    expect(model.source.length).toBeGreaterThan(5);
    expect(model.states.map(({ name }) => name)).toContain(model.membrane);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
});

describe.each(stimuli.map((model) => [model.id, model] as const))('stimulus %s', (id, model) => {
  it('compiles with its defaults into a population', () => {
    const edge: NetworkEdge =
      model.kind === 'current'
        ? { id: 'edge', kind: 'injection', source: 'S', target: 'P', scale: 1 }
        : { ...synapse('S', 'delta', 'excitatory', '0.1 mV'), delay: '0 ms' };
    const config = compiled(network([population('lif'), stimulus(id)], [edge]));
    const reached = injectedIn(config) + config.projections.length + config.backgrounds.length;
    expect(reached).toBe(1);
  });

  it('documents its parameters and source', () => {
    expectDocumented(model.parameters);
    expect(model.source.length).toBeGreaterThan(5);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
});

describe.each(synapses.map((model) => [model.id, model] as const))('synapse %s', (_id, model) => {
  it('documents its weight, parameters and source', () => {
    expectDocumented([model.weight, ...model.parameters]);
    expect(model.formula).not.toBe('');
    expect(model.source.length).toBeGreaterThan(5);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
});

it('each stimulus and each probe has a sign of one line', () => {
  for (const { id, icon } of [...stimuli, ...probes]) expect(icon, id).toMatch(/^M[-\d .A-Zavz]+$/);
});
