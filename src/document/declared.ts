import { findPlasticity, plasticityParameters } from '../library/plasticity/index.ts';
import { findStimulus } from '../library/stimuli/index.ts';
import { findSynapse } from '../library/synapses/index.ts';
import type { ParameterDeclaration } from '../library/types.ts';
import { neuronOf } from './models.ts';
import type { Group, NetworkDocument, NetworkEdge, NetworkNode, PlasticityChoice, SynapseEdge } from './schema.ts';

type WithModels = Pick<NetworkDocument, 'models'>;

/** Parameters of the model of a node or edge; null: it has no model, or one that nobody knows. */
export function declaredOf(
  document: WithModels,
  element: NetworkNode | NetworkEdge | Group,
): readonly ParameterDeclaration[] | null {
  if (!('kind' in element)) return null;
  switch (element.kind) {
    case 'population':
      return neuronOf(document, element.model)?.parameters ?? null;
    case 'stimulus':
      return findStimulus(element.model)?.parameters ?? null;
    case 'synapse':
      return findSynapse(element.model)?.parameters ?? null;
    default:
      return null;
  }
}

export const namesOf = (document: WithModels, element: NetworkNode | NetworkEdge | Group): string[] =>
  (declaredOf(document, element) ?? []).map(({ name }) => name);

/** Parameters of a plasticity rule on an edge; null: nobody knows the rule. */
export function declaredOfRule(
  { model: synapse }: SynapseEdge,
  { model }: PlasticityChoice,
): ParameterDeclaration[] | null {
  const rule = findPlasticity(model);
  return rule === undefined ? null : plasticityParameters(rule, findSynapse(synapse)?.weight.unit ?? '1');
}
