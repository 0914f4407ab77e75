import { type NeuronAlone, neuronAlone } from '../../compile/neuron-alone.ts';
import type { Problem, VectorField } from '../../contract/index.ts';
import type { NetworkDocument, PopulationNode } from '../../document/schema.ts';
import { compileField } from '../../engine/field.ts';
import { fieldPrograms } from '../../equations/index.ts';

/** A neuron as a dynamical system: its compiled vector field, and what its numbers are. */
export interface NeuronField extends NeuronAlone {
  readonly field: VectorField;
}

/** The vector field of a population's neuron, alone; null where the population has a fault. */
export async function neuronField(
  document: NetworkDocument,
  node: PopulationNode,
): Promise<{ readonly neuron: NeuronField | null; readonly problems: readonly Problem[] }> {
  const { value: alone, problems } = neuronAlone(document, node);
  if (alone === null) return { neuron: null, problems };
  const field = await compileField(fieldPrograms(alone.lowered, alone.parameters.length));
  return { neuron: { ...alone, field }, problems };
}
