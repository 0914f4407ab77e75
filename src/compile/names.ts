import type { Problem } from '../contract/index.ts';
import { declaredOf, declaredOfRule } from '../document/declared.ts';
import { neuronOf } from '../document/models.ts';
import { problem, type Subject } from '../document/problems.ts';
import type { NetworkDocument, NetworkNode, SynapseEdge } from '../document/schema.ts';
import { whatThereIs } from '../document/schema-words.ts';
import { titleOf } from '../document/titles.ts';
import { checkProbe } from './probes.ts';

/** Every name of a parameter, state or option that a node, synapse or rule does not have, used or not. */
export function checkNames(document: NetworkDocument): readonly Problem[] {
  const ofEdges = document.edges.flatMap((edge) => (edge.kind === 'synapse' ? checkSynapse(document, edge) : []));
  return [...document.nodes.flatMap((node) => checkNode(document, node)), ...ofEdges];
}

function checkNode(document: NetworkDocument, node: NetworkNode): readonly Problem[] {
  if (node.kind === 'probe') return checkProbe(document, node);
  const subject = { id: node.id, title: titleOf(node, '', node.name) };
  const ofParameters = check(subject, 'parameters', node.parameters, declaredOf(document, node));
  if (node.kind !== 'population') return ofParameters;
  const states = neuronOf(document, node.model)?.states ?? null;
  return [...ofParameters, ...check(subject, 'initial', node.initial, states, 'state variable')];
}

function checkSynapse(document: NetworkDocument, edge: SynapseEdge): readonly Problem[] {
  const subject = { id: edge.id, title: titleOf(edge, '', edge.id) };
  const ofRules = (edge.plasticity ?? []).flatMap((choice, k) =>
    check(subject, `plasticity.${k}.parameters`, choice.parameters, declaredOfRule(edge, choice)),
  );
  return [...check(subject, 'parameters', edge.parameters, declaredOf(document, edge)), ...ofRules];
}

/** `declared` is null where the model is not known, which is another problem. */
function check(
  subject: Subject,
  record: string,
  given: object,
  declared: readonly { readonly name: string }[] | null,
  what = 'parameter',
): readonly Problem[] {
  if (declared === null) return [];
  const names = declared.map(({ name }) => name);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  return unknown.map((name) =>
    problem({
      code: 'unknown-parameter',
      subject,
      field: `${record}.${name}`,
      given: name,
      allowed: names.join(', ') || 'none',
      sentence: `there is no ${what} "${name}". ${whatThereIs(name, names)}`,
    }),
  );
}
