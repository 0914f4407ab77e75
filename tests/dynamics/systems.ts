import type { DynamicalSystem } from '../../src/analysis/dynamics/system.ts';
import { applySet } from '../../src/document/parameter-sets.ts';
import { emptyNetwork, type PopulationNode } from '../../src/document/schema.ts';
import { type NeuronField, neuronField } from '../../src/experiments/dynamics/neuron-field.ts';
import { systemOf } from '../../src/experiments/dynamics/neuron-system.ts';
import { findNeuron } from '../../src/library/neurons/index.ts';

export interface Prepared {
  readonly neuron: NeuronField;
  readonly system: DynamicalSystem;
  /** The system's parameters with others by name, in internal units. */
  readonly having: (values: Readonly<Record<string, number>>) => readonly number[];
  readonly indexOf: (name: string) => number;
}

/** A model of the library, with one of its sets, as a dynamical system. */
export async function prepared(
  model: string,
  { set, parameters = {} }: { readonly set?: string; readonly parameters?: Readonly<Record<string, string>> } = {},
): Promise<Prepared> {
  const node: PopulationNode = {
    kind: 'population',
    id: 'cell',
    name: 'Cell',
    position: { x: 0, y: 0 },
    model,
    size: 1,
    parameters: {},
    initial: {},
    integrator: 'default',
  };
  if (set !== undefined) {
    const known = findNeuron(model)?.sets.find(({ name }) => name === set);
    if (known === undefined) throw new Error(`${model} has no set "${set}"`);
    applySet(node, known);
  }
  node.parameters = { ...node.parameters, ...parameters };
  const { neuron, problems } = await neuronField(emptyNetwork(), node);
  if (neuron === null) throw new Error(problems.map(({ message }) => message).join(' '));
  const system = systemOf(neuron);
  const indexOf = (name: string) => neuron.parameterNames.indexOf(name);
  const having = (values: Readonly<Record<string, number>>) =>
    Object.entries(values).reduce<readonly number[]>(
      (all, [name, value]) => all.with(indexOf(name), value),
      [...system.parameters],
    );
  return { neuron, system, having, indexOf };
}
